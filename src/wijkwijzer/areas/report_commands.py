"""`wijkwijzer areas report` and `wijkwijzer report check`: make reports, and compute one again."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wijkwijzer import arguments as given
from wijkwijzer.areas.store.codes import missing_code
from wijkwijzer.errors import InputError
from wijkwijzer.telling import told

if TYPE_CHECKING:
    from wijkwijzer.areas.document.area import Form
    from wijkwijzer.areas.release import Release

__all__ = ["opened", "register", "register_report"]

_RELEASE = "map met een uitgave (gemaakt met areas build)"
_SHOWN = 20
"""Numbers that are told one by one when they do not come out."""
_EVERY = 25
"""Reports between two lines about how far it is, where there is no terminal to draw on."""


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of `wijkwijzer report`."""
    help_text = "reken elk cijfer in een rapport opnieuw uit"
    check = verbs.add_parser("check", help=help_text, description=help_text)
    check.add_argument("file", metavar="RAPPORT.pdf", type=given.file, help="een rapport in pdf")
    check.add_argument("--release", type=given.release, required=True, help=_RELEASE)
    check.set_defaults(run=_check)


def register_report(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `wijkwijzer areas report`."""
    help_text = "maak een rapport over één gebied, of over alle wijken"
    example = "voorbeeld: wijkwijzer areas report WK990311 --release uitgave --output rapport.pdf"
    report = verbs.add_parser("report", help=help_text, description=help_text, epilog=example)
    report.add_argument("code", nargs="?", help="code van het gebied, zoals WK036301")
    report.add_argument("--release", type=given.release, required=True, help=_RELEASE)
    report.add_argument(
        "--output",
        type=given.output(".html", ".pdf", ".docx", ".pptx", ".zip"),
        required=True,
        help="bestand dat eindigt op .html, .pdf, .docx of .pptx; met --all op .zip",
    )
    report.add_argument("--all", action="store_true", help="van elke wijk een rapport, samen in één .zip")
    report.add_argument(
        "--level", choices=("wijk", "buurt", "gemeente", "gebied"), default="wijk", help="met --all"
    )
    report.add_argument("--gemeente", metavar="CODE", help="met --all: alleen in deze gemeente, zoals GM0363")
    report.add_argument(
        "--kind", choices=("pdf", "docx", "html"), default="pdf", help="met --all: soort bestand"
    )
    report.add_argument(
        "--form", choices=("short", "long"), help="short: zo'n vijf bladzijden; long: met alle tabellen"
    )
    report.add_argument("--language", choices=("nl", "en"), default="nl", help="taal van het rapport")
    report.set_defaults(run=_report)


def opened(folder: Path, code: str) -> Release:
    """Open a release in which an area must occur; a wrong code is refused before anything is read."""
    if missing_code(folder, code):
        raise _unknown(folder, code)
    from wijkwijzer.areas.release import open_release

    release = open_release(folder)
    if code not in release:
        raise _unknown(folder, code)
    return release


def _unknown(folder: Path, code: str) -> InputError:
    return InputError(f"Gebied {code} staat niet in deze uitgave. Zoek het op met: areas list.", file=folder)


def _report(args: argparse.Namespace) -> None:
    kind = args.output.suffix.removeprefix(".").lower()
    if args.all == (args.code is not None):
        raise InputError("Noem de code van één gebied, of kies --all.")
    if args.all != (kind == "zip"):
        raise InputError("Met --all hoort een bestand dat eindigt op .zip, en anders niet.", file=args.output)
    if args.all:
        _report_all(args)
        return
    release = opened(args.release, args.code)
    from wijkwijzer.areas.document.area import release_document
    from wijkwijzer.report import render

    document = release_document(
        release, args.code, made_on=_today(), language=args.language, form=args.form or "long"
    )
    _write(args.output, render(document, kind))
    print(f"Het rapport over {release.area(args.code).name} staat in {args.output}.")


def _report_all(args: argparse.Namespace) -> None:
    from wijkwijzer.areas.document.many import living_areas, write_reports
    from wijkwijzer.areas.release import open_release

    release = open_release(args.release)
    keys = living_areas(release, args.level, args.gemeente)
    if not keys:
        raise InputError("In deze uitgave staan zulke gebieden niet.", file=args.release)
    form: Form = args.form or "short"
    args.output.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(args.output)
    try:
        with beside.open("wb") as target:
            for number in write_reports(
                release, keys, target, made_on=_today(), form=form, language=args.language, kind=args.kind
            ):
                _progress(number, len(keys))
        beside.replace(args.output)
    finally:
        beside.unlink(missing_ok=True)
    print(f"{len(keys)} rapporten staan in {args.output}.")


def _progress(number: int, total: int) -> None:
    if sys.stderr.isatty():
        told()
        done = number * 30 // total
        end = "\n" if number == total else ""
        bar = f"\r[{'#' * done}{'.' * (30 - done)}] {number} van {total} rapporten"
        print(bar, end=end, file=sys.stderr, flush=True)
    elif number % _EVERY == 0 or number == total:
        told()
        print(f"{number} van {total} rapporten", file=sys.stderr, flush=True)


def _check(args: argparse.Namespace) -> None:
    from wijkwijzer.areas.document.checking import check_report
    from wijkwijzer.areas.release import open_release

    found = check_report(args.file.read_bytes(), open_release(args.release))
    print(f"{found.title}, gemaakt op {found.made_on} van uitgave {found.release[:8] or 'onbekend'}.")
    if not found.known:
        raise InputError(
            "Dit rapport is niet van deze uitgave gemaakt. De cijfers zijn zo niet na te rekenen.",
            file=args.file,
        )
    wrong = found.questioned
    print(f"{len(found.numbers) - len(wrong)} van {len(found.numbers)} getallen kloppen.")
    for number in wrong[:_SHOWN]:
        again = "niets" if number.again is None else number.again
        print(f"  {number.section}: er staat {number.number}, wij vinden {again} ({number.text[:80]})")
    if len(wrong) > _SHOWN:
        print(f"  en nog {len(wrong) - _SHOWN}")
    if wrong:
        raise InputError("Niet elk getal in dit rapport komt er opnieuw uit.", file=args.file)
    if not found.pages:
        raise InputError(
            "De gegevens kloppen, maar de bladzijden zijn anders: veranderd, of van een andere versie.",
            file=args.file,
        )
    print("De bladzijden zijn precies wat uit de gegevens volgt.")


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()


def _beside(path: Path) -> Path:
    """A hidden name in the same folder: a half report never bears the name."""
    return path.with_name(f".{path.name}.half")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _beside(path).write_bytes(data)
    _beside(path).replace(path)
