"""`wijkwijzer effects …`: signals, backtest, effect, weigh, benefits, sequences, continuity, algorithms."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from wijkwijzer.arguments import output, whole_number
from wijkwijzer.errors import InputError

__all__ = ["register"]

MOST_ROWS = 2_000_000


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of this domain."""
    waves = "CSV of Excel met code, jaar, score, grootte en als het kan gemeente en klasse"
    verb = _verb(verbs, "signals", "wat er van één wijk gezegd mag worden", _signals, waves)
    verb.add_argument("--area", required=True, help="code van de wijk")
    _wave_options(verb)
    _wave_options(_verb(verbs, "backtest", "hoe vaak signalen eerder klopten", _backtest, waves))
    verb = _verb(verbs, "effect", "wat een aanpak deed", _effect, "CSV of Excel met code, jaar en waarde")
    verb.add_argument("--areas", required=True, type=_codes, help="codes, met komma's ertussen")
    verb.add_argument("--start", type=_year, required=True, help="eerste jaar van de aanpak")
    verb.add_argument("--end", type=_year, help="laatste jaar dat meetelt")
    verb.add_argument("--indicator", default="cijfer", type=_allowed, help="naam van het cijfer")
    verb = _verb(
        verbs, "weigh", "wat eerst, over alle wegingen", _weigh, "CSV of Excel met voorstel en criteria"
    )
    verb.add_argument("--places", type=_from(1), required=True, help="voor hoeveel er plaats is")
    verb.add_argument(
        "--order", action="append", default=[], type=_order, metavar="A>B", help="A telt zwaarder dan B"
    )
    verb.add_argument("--draws", type=_from(1, 1_000_000), default=10_000)
    verb = _verb(verbs, "benefits", "wie betaalt, wie wint", _benefits, "CSV of Excel van een berekening")
    verb.add_argument(
        "--output", type=output(".xlsx", ".csv"), help="schrijf de berekening als .xlsx of .csv"
    )
    verb = _verb(verbs, "sequences", "typen ontwikkeling", _sequences, "CSV of Excel met code, jaar en type")
    verb.add_argument("--types", type=_from(2), required=True, help="hoeveel typen")
    spans = "CSV of Excel met organisatie, van, tot (jjjj-mm), en als het kan persoon, project en toegezegd"
    verb = _verb(verbs, "continuity", "blijfkans van inzet in een wijk", _continuity, spans)
    verb.add_argument("--start", required=True, type=_month, metavar="JJJJ-MM")
    verb.add_argument("--end", required=True, type=_month, metavar="JJJJ-MM")
    verb = verbs.add_parser("algorithms", help="het register van onze algoritmes")
    verb.add_argument("--output", type=Path, help="map voor de JSON-bestanden")
    verb.set_defaults(run=_algorithms)


def _read(path: Path, **limits: int) -> list[dict[str, str]]:
    from wijkwijzer.effects.numbers import read_rows  # a wrong argument needs no tables to get its no

    return read_rows(path, **limits)


def _json(result: Any) -> str:
    from wijkwijzer.effects.stamp import to_json

    return to_json(result)


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], None],
    file: str,
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=text)
    verb.add_argument("file", type=_table_file, help=file)
    verb.add_argument("--json", action="store_true", help="de hele uitkomst als JSON")
    verb.add_argument("--seed", type=int, default=0)
    verb.set_defaults(run=run)
    return verb


def _wave_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--fall", type=_fall, help="hoe groot een daling is (anders: uit de ruis in de cijfers)"
    )
    verb.add_argument("--indicator", default="score", type=_allowed, help="naam van het cijfer")


def _table_file(text: str) -> Path:
    """A file that exists and is of a kind that is read: what is no table says no before tables are loaded."""
    path = Path(text)
    if not path.exists():
        raise InputError("Deze map of dit bestand bestaat niet.", file=path)
    if path.suffix.lower() not in (".csv", ".xlsx") or not path.is_file():
        raise InputError("Dit is geen CSV of Excel-bestand (.xlsx).", file=path.name)
    return path


def _from(least: int, most: int = 999_999_999) -> Callable[[str], int]:
    def checked(text: str) -> int:
        number = whole_number(text)
        if not least <= number <= most:
            upto = "" if most == 999_999_999 else f" en hoogstens {most:,}".replace(",", ".")
            raise InputError(f"Dit getal is minstens {least}{upto}, en niet {number}.")
        return number

    return checked


def _year(text: str) -> int:
    if not re.fullmatch(r"[12][0-9]{3}", text):
        raise InputError(f"{text[:20]!r} is geen jaar zoals 2019.")
    return int(text)


def _fall(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}([.,][0-9]{1,9})?", text) or not float(text.replace(",", ".")):
        raise InputError("Een daling is een getal boven 0.")
    return float(text.replace(",", "."))


def _codes(text: str) -> list[str]:
    codes = [code.strip() for code in text.split(",") if code.strip()]
    if not codes:
        raise InputError("Kies minstens één gebied.")
    return codes


def _allowed(text: str) -> str:
    from wijkwijzer.effects.refused import refuse

    refuse([text])
    return text


def _order(text: str) -> list[str]:
    names = [name.strip().lower() for name in text.split(">")]
    if len(names) < 2 or not all(names):
        raise InputError(f"{text[:60]!r}: schrijf twee criteria van deze afweging met > ertussen.")
    if len(set(names)) != len(names):
        raise InputError(f"{text[:60]!r}: een criterium telt niet zwaarder dan zichzelf.")
    return names


def _table(
    path: Path, needed: Mapping[str, bool]
) -> tuple[list[str], list[int], dict[str, dict[tuple[str, int], str]]]:
    """Codes, years and cells of a long table; `needed` says which columns must be there."""
    rows = _read(path, most=MOST_ROWS)
    if not rows:
        raise InputError("Er staan geen cijfers in.", file=path.name)
    for column in ("code", "jaar", *(name for name, must in needed.items() if must)):
        if column not in rows[0]:
            raise InputError(f"Er is geen kolom {column!r}.", file=path.name, row=1)
    cells: dict[str, dict[tuple[str, int], str]] = {name: {} for name in needed if name in rows[0]}
    codes, years = dict[str, None](), dict[int, None]()
    for row in rows:
        year = row["jaar"].removesuffix(".0")
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise InputError("Dit is geen jaar.", file=path.name, row=int(row["#"]), column="jaar")
        key = (row["code"], int(year))
        codes[key[0]], years[key[1]] = None, None
        for name, values in cells.items():
            if key in values:
                raise InputError(
                    f"{key[0]} staat er voor {year} twee keer in.", file=path.name, row=int(row["#"])
                )
            values[key] = row[name]
    return list(codes), sorted(years), cells


def _numbers(path: Path, codes: list[str], years: list[int], cells: dict[tuple[str, int], str]) -> Any:
    import numpy as np

    from wijkwijzer.effects.numbers import read_number

    x = np.full((len(codes), len(years)), np.nan)
    row, column = {code: i for i, code in enumerate(codes)}, {year: i for i, year in enumerate(years)}
    for (code, year), text in cells.items():
        if text and text.lower() not in {"onbekend", ".", "-"}:
            try:
                x[row[code], column[year]] = read_number(text)
            except InputError as error:
                raise InputError(f"{code}, {year}: {error.sentence}", file=path.name) from error
    return x


def _waves(args: argparse.Namespace) -> Any:
    import numpy as np

    from wijkwijzer.effects.signals.waves import make_waves

    needed = {"score": True, "grootte": True, "gemeente": False, "klasse": False}
    codes, years, cells = _table(args.file, needed)
    sizes = _numbers(args.file, codes, years, cells["grootte"])
    latest = [float(row[~np.isnan(row)][-1]) if (~np.isnan(row)).any() else np.nan for row in sizes]
    groups = None
    if "gemeente" in cells:
        named = {code: name for (code, _), name in cells["gemeente"].items() if name}
        groups = [named.get(code, code) for code in codes]
    classes = _numbers(args.file, codes, years, cells["klasse"]) if "klasse" in cells else None
    score = _numbers(args.file, codes, years, cells["score"])
    return make_waves(
        codes, years, score, latest, groups=groups, classes=classes,
        indicator=args.indicator, source=args.file.name,
    )  # fmt: skip


def _signals(args: argparse.Namespace) -> None:
    from wijkwijzer.effects.signals.foresight import learn, signal
    from wijkwijzer.effects.signals.words import tell

    waves = _waves(args)
    found = signal(learn(waves, fall=args.fall, seed=args.seed), waves, args.area)
    print(_json(found) if args.json else "\n".join(tell(found)))


def _backtest(args: argparse.Namespace) -> None:
    from wijkwijzer.effects.signals.backtest import backtest
    from wijkwijzer.effects.signals.words import lasting_sentence

    result = backtest(_waves(args), fall=args.fall, seed=args.seed)
    if args.json:
        print(_json(result))
        return
    print("Achteraf berekend: alle metingen komen uit één herberekening.")
    for test in result.tests:
        name = "dicht bij de grens" if test.target == "grens" else "kans op daling"
        shares = f"het gebeurde bij {100 * test.happened:.1f}% (eerder {100 * test.base:.1f}%)"
        print(f"\n{name}, {test.origin} naar {test.until}: {test.areas} gebieden, {shares}")
        for each in test.methods:
            best = " *" if each.name == test.best else ""
            skill = f"{each.skill.value:+.3f} [{each.skill.low:+.3f}, {each.skill.high:+.3f}]"
            precision, error = f"{each.precision.value:.3f}", f"{each.calibration:.3f}{best}"
            print(f"  {each.name:18s} AP {precision}  BSS {skill}  ECE {error}")
    print(f"\n* de beste. {lasting_sentence(result.lasting)}")


def _effect(args: argparse.Namespace) -> None:
    if args.end is not None and args.end < args.start:
        raise InputError("Het laatste jaar ligt voor het eerste.")
    from wijkwijzer.effects.effect.measure import measure
    from wijkwijzer.effects.effect.panel import make_panel
    from wijkwijzer.effects.effect.words import effect_sentence, gate_sentences, smallest_sentence

    codes, years, cells = _table(args.file, {"waarde": True})
    values = _numbers(args.file, codes, years, cells["waarde"])
    panel = make_panel(codes, years, values, indicator=args.indicator, source=args.file.name)
    found = measure(panel, args.areas, args.start, args.end, seed=args.seed)
    if args.json:
        print(_json(found))
        return
    print(effect_sentence(found), smallest_sentence(found), *gate_sentences(found.gate), sep="\n")


def _weigh(args: argparse.Namespace) -> None:
    from dataclasses import replace

    from wijkwijzer.effects.priorities.model import Preference
    from wijkwijzer.effects.priorities.sheet import read_weighing
    from wijkwijzer.effects.priorities.weigh import weigh

    weighing = read_weighing(args.file, args.places)
    keys = {criterion.name.lower(): criterion.key for criterion in weighing.criteria}
    pairs = []
    for names in args.order:
        if unknown := [name for name in names if name not in keys]:
            raise InputError(f"{unknown[0]!r} is geen criterium van deze afweging.")
        pairs += [(keys[a], keys[b]) for a, b in pairwise(names)]
    if pairs:
        weighing = replace(weighing, preferences=(Preference(order=tuple(pairs)),))
    found = weigh(weighing, draws=args.draws, seed=args.seed)
    if args.json:
        print(_json(found))
        return
    for verdict in ("zeker", "mogelijk", "niet", "onbekend"):
        for each in found.standings:
            if each.verdict == verdict:
                count = (
                    "te weinig bekend: " + ", ".join(each.unknown)
                    if each.unknown
                    else f"{100 * each.share:.0f} van de 100"
                )
                print(f"{verdict:9s} {each.name}: {count}")


def _benefits(args: argparse.Namespace) -> None:
    from wijkwijzer.effects.benefits.reckon import reckon
    from wijkwijzer.effects.benefits.sheet import csv_text, read_case, workbook
    from wijkwijzer.effects.benefits.words import KINDS, balance, chance_words, headline, turn_words

    case = read_case(args.file)
    if args.output:
        args.output.parent.mkdir(parents=True, exist_ok=True)
        if args.output.suffix.lower() == ".xlsx":
            args.output.write_bytes(workbook(case))
        else:
            args.output.write_text("\ufeff" + csv_text(case), encoding="utf-8", newline="")
    found = reckon(case, seed=args.seed)
    if args.json:
        print(_json(found))
        return
    print(headline(found))
    for party in found.parties:
        print(
            f"  {party.party}: {chance_words(party)} ({balance(party) if party.known else party.why_unknown})"
        )
    for turn in found.turns[:5]:
        print(f"  draait om {turn.name} ({KINDS[turn.kind][0]}): {turn_words(turn.share)}")


def _sequences(args: argparse.Namespace) -> None:
    import numpy as np

    from wijkwijzer.effects.sequences import find_types

    codes, years, cells = _table(args.file, {"type": True})
    names = sorted(set(cells["type"].values()) - {""})
    number = {name: i for i, name in enumerate(names)}
    whole = [code for code in codes if all(cells["type"].get((code, year)) for year in years)]
    if not whole:
        raise InputError("Geen enkel gebied heeft voor elk jaar een type.", file=args.file.name)
    table = np.array([[number[cells["type"][code, year]] for year in years] for code in whole])
    found = find_types(table, args.types, seed=args.seed)
    if args.json:
        print(_json(found))
        return
    if not found.types:
        print(
            f"Geen vaste typen: een andere trekking van gebieden geeft andere typen ({found.stability:.2f})."
        )
    for each in found.types:
        print(f"{each.areas} gebieden: {' '.join(names[state] for state in each.medoid)}")


def _month(text: str) -> int:
    year, _, month = text.partition("-")
    if not (
        text.isascii() and year.isdigit() and month.isdigit() and len(year) == 4 and 1 <= int(month) <= 12
    ):
        raise InputError(f"{text[:20]!r} is geen maand zoals 2019-05.")
    return 12 * int(year) + int(month) - 1


def _continuity(args: argparse.Namespace) -> None:
    if args.end < args.start:
        raise InputError("Het einde ligt niet voor het begin, en niet meer dan honderd jaar later.")
    from wijkwijzer.programme.continuity import Effort, continuity, continuity_sentence

    efforts = []
    rows = _read(args.file)
    if not rows:
        raise InputError("Er staat geen inzet in.", file=args.file.name)
    for row in rows:
        if not {"organisatie", "van", "tot"} <= set(row):
            raise InputError(
                "Er zijn kolommen 'organisatie', 'van' en 'tot' nodig.", file=args.file.name, row=1
            )
        try:
            granted = _month(row["toegezegd"]) if row.get("toegezegd") else None
            efforts.append(
                Effort(row["organisatie"], _month(row["van"]), _month(row["tot"]), row.get("persoon", ""),
                       row.get("project", ""), granted)
            )  # fmt: skip
        except InputError as error:
            raise InputError(error.sentence, file=args.file.name, row=int(row["#"])) from error
    found = continuity(efforts, args.start, args.end)
    print(_json(found) if args.json else continuity_sentence(found))


def _algorithms(args: argparse.Namespace) -> None:
    from wijkwijzer.effects.register import algorithms, algorithms_json

    if args.output:
        args.output.mkdir(parents=True, exist_ok=True)
    for each in algorithms():
        if args.output:
            (args.output / f"{each.key}.json").write_text(algorithms_json(each), encoding="utf-8")
        print(f"{each.key}: {each.name}")
