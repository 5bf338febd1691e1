"""`wijkwijzer programme ...`: draft a wijkanalyse, check it, put report 1 together, count terms."""

from __future__ import annotations

import argparse
import datetime
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wijkwijzer.errors import InputError
from wijkwijzer.telling import teller

if TYPE_CHECKING:
    from wijkwijzer.programme.records import Analysis, StatedTrend
    from wijkwijzer.report import Document

__all__ = ["register"]

_FORMS = ("html", "pdf", "docx")
_RELEASE = "map met een uitgave (gemaakt met areas build)"


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of this domain to the command line."""
    draft = verbs.add_parser("draft", help="maak een concept van een wijkanalyse uit de cijfers")
    draft.add_argument("code", help="code van het gebied, zoals WK036301")
    draft.add_argument("--release", type=Path, required=True, help=_RELEASE)
    draft.add_argument("--output", type=Path, required=True, help="bestand: .json, .html, .pdf of .docx")
    draft.add_argument("--trends", type=Path, help="toml-bestand met trends die het programma noemt")
    draft.add_argument("--language", choices=("nl", "en"), default="nl", help="taal van de analyse")
    draft.add_argument("--short", action="store_true", help="kort: zonder grafieken en tabel van cijfers")
    draft.set_defaults(run=_draft)
    check = verbs.add_parser("check", help="kijk of elk getal in een wijkanalyse een bron heeft")
    check.add_argument("analysis", type=Path, help="wijkanalyse (.json)")
    check.set_defaults(run=_check)
    report = verbs.add_parser("report", help="zet rapport 1 over een aantal wijken in elkaar")
    report.add_argument("codes", nargs="+", help="codes van de wijken")
    report.add_argument("--release", type=Path, required=True, help=_RELEASE)
    report.add_argument("--name", required=True, help="naam van het programma")
    report.add_argument("--since", type=int, required=True, help="jaar waarin het begon")
    report.add_argument("--output", type=Path, required=True, help="bestand: .html, .pdf of .docx")
    report.add_argument("--trends", type=Path, help="toml-bestand met trends die het programma noemt")
    report.add_argument("--language", choices=("nl", "en"), default="nl", help="taal van het rapport")
    report.set_defaults(run=_report)
    clock = verbs.add_parser("clock", help="toon de dagen van een collegiale toets")
    clock.add_argument("visit", help="dag van het bezoek, zoals 2026-03-12")
    clock.set_defaults(run=_clock)


def _draft(args: argparse.Namespace) -> None:
    kind = _form(args.output, (*_FORMS, "json"))
    _refuse_unknown(args.release, [args.code])
    trends = _trends(args.trends)
    from wijkwijzer.areas import open_release
    from wijkwijzer.programme.papers.document import analysis_document
    from wijkwijzer.programme.papers.draft import draft_analysis
    from wijkwijzer.programme.store import analysis_to_json

    release = open_release(args.release)
    if args.code not in release:
        raise InputError(f"Gebied {args.code} staat niet in deze uitgave. Zoek het op met: areas list.")
    analysis = draft_analysis(
        release.profile(args.code), made_on=_today(), trends=trends, language=args.language
    )
    if kind == "json":
        text = json.dumps(analysis_to_json(analysis), ensure_ascii=False, indent=1)
        args.output.write_text(text, encoding="utf-8")
    else:
        _render(analysis_document(analysis, short=args.short), args.output, kind)
    print(f"De wijkanalyse van {analysis.area_name} staat in {args.output}. {_counts(analysis)}")


def _counts(analysis: Analysis) -> str:
    open_ones = sum(paragraph.unknown for paragraph in analysis.paragraphs)
    return f"{len(analysis.paragraphs)} alinea's, {len(analysis.figures)} cijfers, {open_ones} keer onbekend."


def _check(args: argparse.Namespace) -> None:
    from wijkwijzer.programme.papers.checks import loose_numbers
    from wijkwijzer.programme.store import analysis_from_json

    try:
        analysis = analysis_from_json(args.analysis.read_bytes())
    except OSError as error:
        raise InputError("Dit bestand is er niet, of is niet te lezen.", file=args.analysis) from error
    loose = loose_numbers(analysis)
    for key, number in loose:
        print(f"{key}: {number} heeft geen bron: {analysis.paragraph(key).text}")
    if loose:
        count = len(loose)
        says = "1 getal heeft" if count == 1 else f"{count} getallen hebben"
        raise InputError(f"{says} geen bron.", file=args.analysis)
    print(f"Elk getal heeft een bron. {_counts(analysis)}")


def _report(args: argparse.Namespace) -> None:
    kind = _form(args.output, _FORMS)
    _refuse_unknown(args.release, args.codes)
    trends = _trends(args.trends)
    from wijkwijzer.areas import open_release
    from wijkwijzer.programme.papers.draft import draft_analysis
    from wijkwijzer.programme.papers.reports import AreaChapter, ProgrammeInput, report_one
    from wijkwijzer.programme.state import state_of_set

    release = open_release(args.release)
    for code in args.codes:
        if code not in release:
            raise InputError(f"Gebied {code} staat niet in deze uitgave. Zoek het op met: areas list.")
    codes, tell, drafts = list(dict.fromkeys(args.codes)), teller(), []
    for number, code in enumerate(codes, start=1):
        tell(f"Wijk {number} van {len(codes)}")
        drafts.append(
            draft_analysis(release.profile(code), made_on=_today(), trends=trends, language=args.language)
        )
    tell("De wijken samen")
    given = ProgrammeInput(
        programme=args.name,
        organisation="",
        made_on=_today(),
        cities=tuple(dict.fromkeys(each.gemeente or each.area_name for each in drafts)),
        chapters=tuple(AreaChapter(each) for each in drafts),
        state=state_of_set(release, args.codes, since=args.since, language=args.language),
        language=args.language,
        release=release.info.id,
    )
    _render(report_one(given), args.output, kind)
    print(f"Rapport 1 over {len(drafts)} wijken staat in {args.output}.")


def _clock(args: argparse.Namespace) -> None:
    from wijkwijzer.programme.clock import review_clock

    try:
        visit = datetime.date.fromisoformat(args.visit)
    except ValueError as error:
        raise InputError(f"{args.visit} is geen dag. Schrijf jaar-maand-dag, zoals 2026-03-12.") from error
    for step in review_clock(visit):
        print(f"{step.due.isoformat()}  {step.key.replace('_', ' ')}")


def _refuse_unknown(release: Path, codes: Sequence[str]) -> None:
    """A wrong code gets its no from the list beside the figures, before any of those is read."""
    from wijkwijzer.areas import missing_code

    for code in codes:
        if missing_code(release, code):
            raise InputError(f"Gebied {code} staat niet in deze uitgave. Zoek het op met: areas list.")


def _form(output: Path, allowed: tuple[str, ...]) -> str:
    kind = output.suffix.removeprefix(".").lower()
    if kind not in allowed:
        endings = ", ".join(f".{each}" for each in allowed)
        raise InputError(f"Kies een bestand dat eindigt op een van: {endings}.", file=output)
    if not output.parent.is_dir():
        raise InputError("Deze map bestaat niet.", file=output.parent)
    return kind


def _render(document: Document, output: Path, kind: str) -> None:
    from wijkwijzer.report import render

    output.write_bytes(render(document, kind))


def _trends(path: Path | None) -> tuple[StatedTrend, ...]:
    """Read [[trend]] tables: key, text, indicators, direction (up or down)."""
    from wijkwijzer.programme.records import StatedTrend

    if path is None:
        return ()
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("trend", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError("Dit bestand met trends is niet te lezen als toml.", file=path) from error
    found = []
    for place, row in enumerate(rows, start=1):
        try:
            one = StatedTrend(
                str(row["key"]),
                str(row["text"]),
                tuple(str(key) for key in row["indicators"]),
                row["direction"],
            )
        except (KeyError, TypeError) as error:
            raise InputError(
                f"Trend {place} mist iets: key, text, indicators of direction.", file=path
            ) from error
        if one.direction not in ("up", "down"):
            raise InputError(f"Trend {place}: direction is up of down.", file=path)
        found.append(one)
    return tuple(found)


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()
