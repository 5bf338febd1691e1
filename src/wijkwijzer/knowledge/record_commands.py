"""`wijkwijzer knowledge records | transfer | gapmap | convert`."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wijkwijzer.arguments import output
from wijkwijzer.errors import InputError

if TYPE_CHECKING:
    from wijkwijzer.knowledge.records import Record
    from wijkwijzer.report.blocks import Table

__all__ = ["register_records"]

_FORMATS = (".json", ".yaml", ".ris", ".bib", ".jsonld")


def register_records(verbs: argparse._SubParsersAction[Any]) -> None:
    """Add the verbs about records."""
    records = verbs.add_parser("records", help="records van wat werkt")
    kinds = records.add_subparsers(dest="what", required=True, metavar="opdracht")
    check = kinds.add_parser("check", help="zeggen wat er aan records niet klopt")
    check.add_argument("file", type=Path, metavar="BESTAND", help="records als .json, .yaml of .csv")
    check.add_argument("--type", default="", help="het type van elk record, als het bestand dat niet zegt")
    check.add_argument("--json", action="store_true", help="als JSON")
    check.set_defaults(run=_check)
    _register_transfer(verbs)
    _register_gapmap(verbs)
    convert = verbs.add_parser("convert", help="records omzetten naar een andere vorm")
    convert.add_argument("file", type=Path, metavar="BESTAND", help=".json, .yaml, .csv, .ris of .bib")
    ends = "eindigt op " + ", ".join(_FORMATS)
    convert.add_argument("--output", "-o", type=output(*_FORMATS), required=True, help=ends)
    convert.add_argument("--base", default="", help="webadres dat in JSON-LD voor elk kenmerk komt")
    convert.set_defaults(run=_convert)


def _check(args: argparse.Namespace) -> None:
    from wijkwijzer.knowledge.records import check_file

    records, problems = check_file(args.file, args.type)
    if args.json:
        listed = [asdict(problem) | {"sentence": problem.sentence()} for problem in problems]
        print(json.dumps({"records": len(records), "problems": listed}, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(problem.sentence())
    if problems:
        raise InputError(
            f"{len(problems)} {'ding klopt' if len(problems) == 1 else 'dingen kloppen'} niet.",
            file=args.file,
        )
    if not args.json:
        print(f"{args.file}: {len(records)} records, alles klopt")


def _register_transfer(verbs: argparse._SubParsersAction[Any]) -> None:
    parser = verbs.add_parser("transfer", help="twee gebieden naast elkaar: zou het hier ook werken?")
    parser.add_argument("release", type=Path, metavar="UITGAVE", help="map met een uitgave van areas")
    parser.add_argument("--source", required=True, metavar="CODE", help="waar het werkte")
    parser.add_argument("--target", required=True, metavar="CODE", help="waar je het wilt")
    parser.add_argument("--records", type=Path, help="bestand met de interventie")
    parser.add_argument("--intervention", default="", metavar="ID", help="kenmerk van de interventie")
    parser.add_argument("--judgements", type=Path, help="CSV met aspect, oordeel, reden")
    parser.add_argument("--json", action="store_true", help="als JSON")
    parser.set_defaults(run=_transfer)


def _transfer(args: argparse.Namespace) -> None:
    from wijkwijzer.areas import open_release
    from wijkwijzer.knowledge.records import Intervention
    from wijkwijzer.knowledge.report import transfer_table
    from wijkwijzer.knowledge.transfer import read_judgements, transfer

    intervention = None
    if args.records:
        found = [one for one in _read(args.records)[0] if isinstance(one, Intervention)]
        chosen = [one for one in found if args.intervention in ("", one.id)]
        if len(chosen) != 1:
            names = ", ".join(one.id for one in found) or "geen"
            raise InputError(
                f"Kies één interventie met --intervention. In dit bestand: {names}.", file=args.records
            )
        intervention = chosen[0]
    release = open_release(args.release)
    profiles = []
    for code in (args.source, args.target):
        if code not in release:
            raise InputError(f"Gebied {code} staat niet in deze uitgave.", file=args.release)
        profiles.append(release.profile(code))
    judgements = read_judgements(args.judgements) if args.judgements else []
    result = transfer(*profiles, intervention=intervention, judgements=judgements)
    if args.json:
        print(json.dumps(asdict(result), ensure_ascii=False, indent=2))
        return
    _print_table(transfer_table(result))
    if result.chain:
        print(result.chain)
    print(f"Volg daarna: {', '.join(result.afterwards)}. Cijfers: uitgave {result.release}.")


def _register_gapmap(verbs: argparse._SubParsersAction[Any]) -> None:
    parser = verbs.add_parser("gapmap", help="waarvan er bewijs is, en waar niemand keek")
    parser.add_argument(
        "file", type=Path, metavar="BESTAND", help="interventies en bewijsclaims, .json of .yaml"
    )
    parser.add_argument("--json", action="store_true", help="als JSON")
    parser.set_defaults(run=_gapmap)


def _gapmap(args: argparse.Namespace) -> None:
    from wijkwijzer.knowledge.gapmap import gap_map
    from wijkwijzer.knowledge.records import EvidenceClaim, Intervention
    from wijkwijzer.knowledge.report import gap_table

    records, _ = _read(args.file)
    found = gap_map(
        (one for one in records if isinstance(one, Intervention)),
        (one for one in records if isinstance(one, EvidenceClaim)),
    )
    if args.json:
        cells = [
            {"interventie": row, "effect": column, "n": cell.n, "sterkste": cell.strongest}
            | {"richting": cell.directions, "sterkte": cell.strengths, "bewijsclaims": cell.claims}
            for (row, column), cell in found.cells.items()
        ]
        answer = {"rijen": found.rows, "kolommen": found.columns, "cellen": cells}
        print(json.dumps(answer | {"niet_geplaatst": found.unplaced}, ensure_ascii=False, indent=2))
        return
    _print_table(gap_table(found))
    print(f"{len(found.gaps)} van de {len(found.cells)} combinaties zijn niet onderzocht.")
    if found.unplaced:
        print(f"Zonder interventie in dit bestand: {', '.join(found.unplaced)}.")


def _convert(args: argparse.Namespace) -> None:
    from wijkwijzer.knowledge.records import Publication

    if args.base and not re.match(r"https?://[^\s/]+", args.base):
        raise InputError("Het adres achter --base begint met https://.")
    records, skipped = _read(args.file)
    suffix = args.output.suffix.lower()
    publications: list[Record] = [one for one in records if isinstance(one, Publication)]
    written = publications if suffix in (".ris", ".bib") else records
    if suffix in (".ris", ".bib") and not publications:
        raise InputError("In dit bestand staan geen publicaties.", file=args.file)
    others = [one.id for one in records if one not in written]
    if others:
        _say(f"{args.file.name}: geen publicatie en dus niet in {suffix}: {', '.join(others)}.")
    part = args.output.with_name(f".{args.output.name}.deel")
    part.write_text(_in_form(written, suffix, args.base), encoding="utf-8")
    os.replace(part, args.output)
    print(f"{args.output}: {len(written)} van {len(records) + skipped} records gebruikt")


def _in_form(records: list[Record], suffix: str, base: str) -> str:
    from wijkwijzer.knowledge import exchange
    from wijkwijzer.knowledge.records import Publication

    publications = [one for one in records if isinstance(one, Publication)]
    match suffix:
        case ".ris":
            return exchange.to_ris(publications)
        case ".bib":
            return exchange.to_bibtex(publications)
        case ".jsonld":
            from wijkwijzer.knowledge.exchange.jsonld import to_json_ld

            return to_json_ld(records, base)
        case ".json":
            return json.dumps(_mappings(records), ensure_ascii=False, indent=2) + "\n"
        case _:
            import yaml

            return str(yaml.safe_dump(_mappings(records), allow_unicode=True, sort_keys=False))


def _mappings(records: list[Record]) -> list[dict[str, Any]]:
    from wijkwijzer.knowledge.records import to_mapping

    return [{"type": record.type_name} | to_mapping(record) for record in records]


def _read(path: Path) -> tuple[list[Record], int]:
    """Records that can be used, and how many publications cannot; each of those is named."""
    from wijkwijzer.knowledge import exchange
    from wijkwijzer.knowledge.records import read_records

    if path.suffix.lower() not in (".ris", ".bib"):
        return read_records(path), 0
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError("Dit bestand is niet te lezen.", file=path) from error
    except UnicodeDecodeError as error:
        raise InputError("Dit bestand is geen UTF-8.", file=path) from error
    reader = exchange.read_ris if path.suffix.lower() == ".ris" else exchange.read_bibtex
    found = reader(text, path.name)
    for one in found.notes:
        _say(f"let op: {one}")
    for one in found.skipped:
        _say(f"overgeslagen: {one}")
    if not found.publications:
        raise InputError(f"0 van {found.total} publicaties zijn te gebruiken.", file=path)
    return list(found.publications), len(found.skipped)


def _say(sentence: str) -> None:
    print(f"wijkwijzer: {sentence}", file=sys.stderr)


def _print_table(table: Table) -> None:
    print(table.caption)
    names = [column.name for column in table.columns]
    for row in table.rows:
        print(f"\n{row[0]}")
        for name, cell in zip(names[1:], row[1:], strict=True):
            print(f"  {name}: {cell}")
    print()
