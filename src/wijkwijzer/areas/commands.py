"""`wijkwijzer areas ...`: build a release, list its areas, show one, make its report."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wijkwijzer import arguments as given
from wijkwijzer.areas.report_commands import opened, register_report
from wijkwijzer.errors import InputError
from wijkwijzer.folders import refuse_full
from wijkwijzer.opendata import FETCHABLE
from wijkwijzer.telling import teller, told

if TYPE_CHECKING:
    from wijkwijzer.areas.own.figures import CheckedFigures

__all__ = ["register"]

_SHOWN = 20
"""Lines about withheld figures; a whole country has thousands."""
_READ = 25
"""Areas between two lines about how far it is."""
_NAMED = 5
"""Names of files that were not read."""
_RELEASE = "map met een uitgave (gemaakt met areas build)"


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of this domain to the command line."""
    _register_build(verbs)
    _register_fetch(verbs)
    _register_own(verbs)
    _register_extend(verbs)
    listing = verbs.add_parser("list", help="laat zien welke gebieden in een uitgave staan")
    listing.add_argument("--release", type=given.release, required=True, help=_RELEASE)
    listing.add_argument(
        "--level", choices=("gemeente", "wijk", "buurt", "gebied"), help="alleen dit soort gebied"
    )
    listing.add_argument("--gemeente", metavar="CODE", help="alleen gebieden in deze gemeente, zoals GM0363")
    listing.add_argument("--name", help="alleen gebieden met deze letters in de naam")
    listing.add_argument("--json", action="store_true", help="als JSON")
    listing.set_defaults(run=_list)
    show = verbs.add_parser("show", help="laat alles zien over één gebied")
    show.add_argument("code", help="code van het gebied, zoals WK036301")
    show.add_argument("--release", type=given.release, required=True, help=_RELEASE)
    show.add_argument("--json", action="store_true", help="als JSON, met alle cijfers")
    show.set_defaults(run=_show)
    check = verbs.add_parser("check", help="lees elke zin over de wijken naast haar cijfers")
    check.add_argument("--release", type=given.release, required=True, help=_RELEASE)
    check.add_argument("--level", choices=("gemeente", "wijk", "buurt"), default="wijk", help="soort gebied")
    check.set_defaults(run=_check)
    register_report(verbs)


def _register_build(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    build = verbs.add_parser("build", help="maak een uitgave van bestanden met cijfers en grenzen")
    build.add_argument(
        "--input", type=given.folder, required=True, help="map met bestanden van CBS en anderen"
    )
    build.add_argument("--output", type=Path, required=True, help="nieuwe of lege map voor de uitgave")
    build.add_argument(
        "--base-year", type=given.whole_number, default=2024, help="jaar van de grenzen (gewoon: 2024)"
    )
    build.add_argument(
        "--weights",
        type=given.folder_or_file,
        help="gewichten of adressen voor grenswijzigingen: bestand of map",
    )
    build.add_argument("--areas", type=given.file, help="bestand met eigen gebieden: gebied, naam, lid")
    build.add_argument("--policy", type=given.file, help="bestand met beleid: gebied, naam, van, tot, bron")
    build.add_argument("--public", action="store_true", help="alleen bronnen die doorgegeven mogen worden")
    build.add_argument("--supersedes", metavar="UITGAVE", help="nummer van de uitgave die je verbetert")
    build.add_argument("--reason", help="waarom je die uitgave verbetert")
    build.set_defaults(run=_build)


def _register_fetch(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    fetch = verbs.add_parser("fetch", help="haal cijfers of grenzen op bij de bron")
    fetch.add_argument("source", choices=FETCHABLE, help="bron")
    fetch.add_argument(
        "--year", type=given.whole_number, required=True, help="jaar van de cijfers of de grenzen"
    )
    fetch.add_argument("--output", type=Path, required=True, help="map voor de bestanden")
    fetch.add_argument(
        "--cache", type=Path, help="map waarin antwoorden bewaard blijven (gewoon: OUTPUT/.bewaard)"
    )
    fetch.add_argument("--fresh", action="store_true", help="haal alles opnieuw op")
    fetch.add_argument("--filter", default="", help="alleen deze rijen, in de woorden van OData")
    fetch.add_argument("--odata", type=int, choices=(3, 4), default=3, help="versie van het CBS-adres")
    fetch.add_argument("--address", help="ander adres van de bron, zoals een kopie")
    fetch.set_defaults(run=_fetch)


def _fetch(args: argparse.Namespace) -> None:
    import shutil

    from wijkwijzer.opendata.fetching.client import Client
    from wijkwijzer.opendata.fetching.fetch import fetch_source

    cache = (args.cache or args.output / ".bewaard") / f"{args.source}-{args.year}"
    if args.fresh:
        shutil.rmtree(cache, ignore_errors=True)
    written = fetch_source(
        args.source,
        args.year,
        args.output,
        Client(cache),
        address=args.address,
        select=args.filter,
        version=args.odata,
        progress=_bar,
    )
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(
        f"Klaar: {len(written)} bestanden in {args.output} ({', '.join(path.name for path in written[:4])})."
    )


def _bar(what: str, rows: int, total: int | None) -> None:
    """Draw how far a fetch is, on one line of a terminal."""
    if not sys.stderr.isatty():
        return
    if total:
        done = min(rows * 30 // total, 30)
        text = f"[{'#' * done}{'.' * (30 - done)}] {rows} van {total}"
    else:
        text = f"{rows} rijen"
    told()
    print(f"\r{what}: {text}", end="", file=sys.stderr, flush=True)


def _register_own(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    own = verbs.add_parser("own", help="lees eigen cijfers van een organisatie, naast een uitgave")
    own.add_argument("--input", type=given.file, required=True, help=".csv of .xlsx met de cijfers")
    own.add_argument("--release", type=given.release, required=True, help=_RELEASE)
    own.add_argument("--organisation", required=True, help="van wie de cijfers zijn")
    own.add_argument("--output", type=Path, help="nieuwe of lege map; zonder deze map wordt alleen gekeken")
    own.set_defaults(run=_own)


def _register_extend(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    extend = verbs.add_parser("extend", help="maak een uitgave met eigen gebieden erbij")
    extend.add_argument("--release", type=given.release, required=True, help=_RELEASE)
    extend.add_argument(
        "--areas", type=given.file, required=True, help="bestand met eigen gebieden: gebied, naam, lid"
    )
    extend.add_argument("--output", type=Path, required=True, help="nieuwe of lege map voor de uitgave")
    extend.set_defaults(run=_extend)


def _extend(args: argparse.Namespace) -> None:
    refuse_full(args.output)
    from wijkwijzer.areas.build.extend import extend_release
    from wijkwijzer.areas.own.areas import read_own_areas
    from wijkwijzer.areas.store.manifest import read_manifest

    own = read_own_areas(args.areas, read_manifest(args.release).base_year)
    identifier = extend_release(args.release, own, args.output, progress=teller())
    print(f"Uitgave {identifier} staat in {args.output}, met {own.areas.height} eigen gebieden.")


def _own(args: argparse.Namespace) -> None:
    from wijkwijzer.areas.own.disclosure import protect, withheld_sentences
    from wijkwijzer.areas.own.figures import check_figures
    from wijkwijzer.areas.own.overlay import write_overlay
    from wijkwijzer.areas.release import open_release

    release = open_release(args.release)
    checked = check_figures(args.input, release.validity())
    _say_reading(checked)
    if checked.problems:
        for problem in checked.problems[1:]:
            print(f"rij {problem.row}, kolom {problem.column}: {problem.sentence}")
        first = checked.problems[0]
        raise InputError(first.sentence, file=args.input.name, row=first.row, column=first.column)
    print(f"{checked.figures.height} cijfers, niets mis.")
    checked = protect(checked, release)
    withheld = withheld_sentences(checked)
    if withheld:
        print(f"{len(withheld)} cijfers ziet alleen {args.organisation} zelf:")
    for sentence in withheld[:_SHOWN]:
        print(f"  {sentence}")
    if len(withheld) > _SHOWN:
        print(f"  en nog {len(withheld) - _SHOWN}")
    if args.output:
        identifier = write_overlay(checked, args.organisation, args.output)
        print(f"Eigen cijfers {identifier} staan in {args.output}.")


def _say_reading(checked: CheckedFigures) -> None:
    good, rows = checked.used
    print(f"{good} van {rows} rijen zijn te gebruiken.")
    if checked.reading is None:
        return
    if checked.reading.sheet:
        print(f"Gelezen: blad {checked.reading.sheet}.")
    for note in checked.reading.notes:
        print(f"rij {note.row}: {note.sentence}" if note.row else note.sentence)


def _build(args: argparse.Namespace) -> None:
    refuse_full(args.output)
    from wijkwijzer.areas.build.release import Options, build_release
    from wijkwijzer.areas.store.manifest import read_manifest

    options = Options(
        base_year=args.base_year,
        weights=args.weights,
        own_areas=args.areas,
        policy=args.policy,
        public=args.public,
        supersedes=args.supersedes,
        reason=args.reason,
    )
    build_release(args.input, args.output, options, progress=teller())
    manifest = read_manifest(args.output)
    print(f"Uitgave {manifest.id} staat in {args.output}.")
    print(f"Er staan {manifest.areas} gebieden in, met {manifest.figures} cijfers.")
    if manifest.addresses:
        last = manifest.addresses[-1]
        lost = sum(match.only_from + match.only_to for match in manifest.addresses)
        print(
            f"Omgerekend met adressen, tussen {last.from_year} en {last.to_year} met {last.both}. "
            f"In alle paren van jaren samen tellen {lost} adressen niet mee: ze staan maar in één jaar."
        )
    closed = [info.name for info in manifest.sources if not info.redistributable]
    if closed:
        print(f"Niet doorgeven, alleen voor jezelf: {', '.join(closed)}.")
    if manifest.unread_files:
        print(_unread(manifest.unread_files))


def _unread(names: Sequence[str]) -> str:
    """Say which files were not read; of many the first few."""
    more = f" en nog {len(names) - _NAMED} (zie manifest.json)" if len(names) > _NAMED else ""
    return f"Niet gelezen, want onbekend: {', '.join(names[:_NAMED])}{more}."


def _list(args: argparse.Namespace) -> None:
    import polars as pl

    from wijkwijzer.areas.release import open_release

    areas = open_release(args.release).areas()
    if args.level:
        areas = areas.filter(pl.col("level") == args.level)
    if args.gemeente:
        areas = areas.filter(pl.col("gemeente_key") == args.gemeente)
    if args.name:
        wanted = args.name.casefold()
        areas = areas.filter(pl.col("name").str.to_lowercase().str.contains(wanted, literal=True))
    if args.json:
        print(json.dumps(areas.to_dicts(), ensure_ascii=False))
        return
    for key, name, level, first, last, gemeente in areas.select(
        "key", "name", "level", "valid_from", "valid_to", "gemeente_name"
    ).iter_rows():
        until = f"{first}-{last}" if last else f"vanaf {first}"
        print("\t".join((key, name, level, gemeente or "", until)))


def _show(args: argparse.Namespace) -> None:
    profile = opened(args.release, args.code).profile(args.code)
    if args.json:
        print(profile.to_json())
        return
    print(f"{profile.identity.name} ({profile.identity.key})")
    for statement in profile.summary.sentences:
        print(f"  {statement.text.nl}")
    for title, statements in (
        ("Krachten", profile.summary.strengths),
        ("Zorgen", profile.summary.worries),
        ("Wat we niet weten", profile.summary.unknown),
    ):
        print(title)
        for statement in statements:
            note = f" ({statement.note.nl})" if statement.note else ""
            print(f"  - {statement.text.nl}{note}")
    print("Cijfers")
    for view in profile.indicators:
        print(f"  {view.info.name.nl}: {view.latest.text.nl} ({view.latest.year}); {view.position.text.nl}")
    print(f"Uitgave {profile.release.id}; cijfers die ontbreken: {len(profile.missing)}")


def _check(args: argparse.Namespace) -> None:
    """Read every page of a release as a sceptic does; exit code 2 when a sentence is not true."""
    import datetime

    from wijkwijzer.areas.document.area import area_document
    from wijkwijzer.areas.document.check import check_page
    from wijkwijzer.areas.release import open_release

    release = open_release(args.release)
    wanted = [row for row in release.areas().to_dicts() if row["level"] == args.level and not row["valid_to"]]
    wrong, today = 0, datetime.datetime.now(tz=datetime.UTC).date()
    tell = teller()
    for number, row in enumerate(wanted):
        if number and number % _READ == 0:
            tell(f"{number} van {len(wanted)} gebieden gelezen")
        profile = release.profile(row["key"])
        for fault in check_page(profile, area_document(profile, made_on=today)):
            wrong += 1
            if wrong <= _SHOWN:
                print(f"{row['code']} {row['name']}: {fault.text} [{fault.kind}: {fault.why}]")
    print(f"{len(wanted)} gebieden gelezen, {wrong} zinnen of bijschriften kloppen niet.")
    if wrong:
        raise InputError(f"In deze uitgave kloppen {wrong} zinnen niet met hun cijfers.", file=args.release)
