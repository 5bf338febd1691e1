"""`wijkwijzer desk <verb>`: terms on the Dutch clock, safe counts, and the attack on them."""

from __future__ import annotations

import argparse
import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wijkwijzer.errors import InputError

if TYPE_CHECKING:
    from wijkwijzer.desk.counts import Heard

__all__ = ["register"]

COLUMNS = ("wijk", "opgave", "datum")


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of this domain to the command line."""
    _add_term(verbs)
    _add_days(verbs)
    _add_counts(verbs)
    _add_attack(verbs)


def _add_term(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    help_text = "de laatste dag van een termijn, met feestdagen en weekends"
    verb = verbs.add_parser("term", help=help_text, description=help_text)
    verb.add_argument("start", metavar="DATUM", help="de dag van de vraag (JJJJ-MM-DD)")
    verb.add_argument("number", metavar="AANTAL", type=int)
    verb.add_argument("unit", metavar="EENHEID", choices=["werkdagen", "dagen", "weken", "maanden"])
    verb.set_defaults(run=_term)


def _add_days(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    help_text = "de feestdagen van de Algemene termijnenwet in een jaar"
    verb = verbs.add_parser("days", help=help_text, description=help_text)
    verb.add_argument("year", metavar="JAAR", type=int)
    verb.set_defaults(run=_days)


def _add_counts(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    help_text = "tellingen die getoond mogen worden, uit een lijst met wijk, opgave en datum"
    verb = verbs.add_parser("counts", help=help_text, description=help_text)
    verb.add_argument("path", metavar="BESTAND", type=Path, help="csv met de kolommen wijk, opgave, datum")
    verb.add_argument("--on", metavar="DATUM", help="de dag van de telling (standaard: vandaag)")
    verb.set_defaults(run=_counts)


def _add_attack(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    help_text = "speel 24 maanden na en probeer kleine getallen uit de tellingen te halen"
    verb = verbs.add_parser("attack", help=help_text, description=help_text)
    verb.add_argument("--people", type=int, default=600, metavar="N", help="mensen in twee jaar (600)")
    verb.add_argument("--seed", type=int, default=1, metavar="N")
    verb.set_defaults(run=_attack)


def _term(args: argparse.Namespace) -> None:
    from wijkwijzer.desk.days import bridge_days_known
    from wijkwijzer.desk.terms import add_working_days, statutory_end

    start = _day(args.start)
    end = (
        add_working_days(start, args.number)
        if args.unit == "werkdagen"
        else statutory_end(start, args.number, args.unit)
    )
    print(end.isoformat())
    if not bridge_days_known(end.year):
        print(f"Let op: welke dagen in {end.year} bij besluit zijn gelijkgesteld, weten we hier niet.")


def _days(args: argparse.Namespace) -> None:
    from wijkwijzer.desk.days import bridge_days_known, feast_days, sources

    for day, name in feast_days(args.year).items():
        print(f"{day.isoformat()}  {name}")
    if not bridge_days_known(args.year):
        print(f"Welke dagen in {args.year} bij besluit zijn gelijkgesteld, weten we hier niet.")
    print("Bron: " + "; ".join(sources()))


def _counts(args: argparse.Namespace) -> None:
    from wijkwijzer.desk.counts import PublicCounts, renew

    people = _read(args.path)
    on = _day(args.on) if args.on else _today()
    shown = PublicCounts()
    for day in sorted({one.on for one in people if one.on <= on} | {on}):
        heard = [one for one in people if one.on <= day]
        shown = renew(shown, heard, opgaven=sorted({one.opgave for one in people if one.opgave}), on=day)
    areas = {area: shown.of_area(area) for area in sorted({one.area for one in people})}
    print(json.dumps({"wijken": areas, "opgaven": shown.by_opgave(), "samen": shown.together()}, indent=1))


def _attack(args: argparse.Namespace) -> None:
    from wijkwijzer.desk.crawling import attack, crawl, plant, running_counts, shown_in_time

    if not 20 <= args.people <= 5000:
        raise InputError("Kies voor --people 20 tot en met 5000.")
    people = plant(args.seed, people=args.people)
    versions = list(crawl(people, sorted({one.opgave for one in people if one.opgave})))
    ours = attack((members for version in versions for members in version.fresh), people)
    toy = attack(running_counts(people), people)
    for name, found in (("onze tellingen", ours), ("lopende stand ", toy)):
        print(
            f"{name}: {found.versions} getallen, {found.learned} van {found.tried} kleine groepen te vinden"
        )
    print(f"binnen 30 dagen na de tiende getoond: {shown_in_time(versions, people):.0%}")


def _read(path: Path) -> list[Heard]:
    from wijkwijzer.desk.counts import Heard

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            if set(COLUMNS) - set(table.fieldnames or ()):
                raise InputError(f"De kolommen heten {', '.join(COLUMNS)}.", file=path, row=1)
            rows = list(enumerate(table, start=2))
    except OSError as error:
        raise InputError("Dit bestand is niet te lezen.", file=path) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError("Dit is geen csv in UTF-8.", file=path) from error
    return [
        Heard(
            (row["wijk"] or "").strip(), (row["opgave"] or "").strip(), _cell_day(row["datum"], path, number)
        )
        for number, row in rows
    ]


def _cell_day(text: str | None, path: Path, row: int) -> date:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        raise InputError("Een datum is JJJJ-MM-DD.", file=path, row=row, column="datum") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"Een datum is JJJJ-MM-DD, niet {text!r}.") from None


def _today() -> date:
    from wijkwijzer.desk.terms import AMSTERDAM

    return datetime.now(AMSTERDAM).date()
