"""The functions behind `wijkwijzer dialogue themes`, `report` and `redact`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

__all__ = ["add_redact", "add_report", "add_themes"]


def add_themes(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `themes`."""
    parser = verbs.add_parser("themes", help="berichten bij thema's indelen en tellen wie wat noemt")
    parser.add_argument("messages", type=Path, help="messages.csv (id, topic, question, kind, author, text)")
    parser.add_argument("--themes", type=Path, required=True, help="themes.csv (theme_id, theme_label …)")
    parser.add_argument("--checked", type=Path, help="checked.csv (id, theme): wat mensen al nakeken")
    parser.add_argument("--json", action="store_true", help="JSON in plaats van een tabel")
    parser.set_defaults(run=run_themes)


def run_themes(args: argparse.Namespace) -> None:
    """Print the themes of messages as a table or JSON."""
    from wijkwijzer.dialogue.messages import group_by_question, read_checked, read_messages, read_themes
    from wijkwijzer.dialogue.sentences import messages, people
    from wijkwijzer.dialogue.themes import find_themes

    questions = group_by_question(read_messages(args.messages), read_themes(args.themes))
    checked = read_checked(args.checked, questions) if args.checked else {}
    result = find_themes(questions, checked)
    if args.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
        return
    for question in result.questions:
        status = "voorlopig" if question.provisional else f"{question.checked_random} nagekeken"
        print(f"\n{question.question}\n{people(question.authors)}, {messages(question.messages)} ({status})")
        for row in question.themes:
            interval = f"{row.low:.0%} tot {row.high:.0%}"
            print(f"  {row.rank:>2}. {row.label:<40} {row.authors:>4} {row.share:>5.0%}  ({interval})")
        for proposal in question.proposals:
            print(f"   +  voorstel: {proposal.label} ({messages(len(proposal.messages))})")


def add_report(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `report`."""
    help_text = "het verslag van een dialoog: thema's, stellingen, groepen en citaten"
    parser = verbs.add_parser("report", help=help_text, description=help_text)
    parser.add_argument("path", metavar="PAD", type=Path, help="map met een Polis-export of met messages.csv")
    parser.add_argument(
        "--output", metavar="BESTAND", type=Path, required=True, help="verslag.html, .pdf, .docx, .pptx"
    )
    parser.add_argument(
        "--bootstraps", type=int, default=100, metavar="N", help="herhalingen voor de groepen"
    )
    parser.set_defaults(run=run_report)


def run_report(args: argparse.Namespace) -> None:
    """Write the verslag and, beside it, the JSON that says what every sentence rests on."""
    from wijkwijzer.dialogue.report import verslag_document
    from wijkwijzer.dialogue.report_check import references_json
    from wijkwijzer.dialogue.verslag import read_verslag
    from wijkwijzer.errors import InputError
    from wijkwijzer.report import FORMATS, render

    form = args.output.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise InputError(f"Kies een bestand dat eindigt op .{', .'.join(FORMATS)}.", file=args.output.name)
    if not args.output.parent.is_dir():
        raise InputError("Deze map bestaat niet.", file=args.output.parent.name)
    verslag = read_verslag(args.path, bootstraps=args.bootstraps)
    document = verslag_document(verslag)
    appendix = references_json(document, verslag)
    _write(args.output, render(document, form))
    proof = args.output.with_suffix(".json")
    _write(proof, json.dumps(appendix, ensure_ascii=False, indent=1).encode("utf-8"))
    check = appendix["check"]
    print(f"{args.output} ({check['sentences']} zinnen) en {proof.name}, waarin staat waar elke zin op rust.")


def add_redact(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb `redact`."""
    help_text = "persoonsgegevens in berichten vinden en weghalen"
    parser = verbs.add_parser("redact", help=help_text, description=help_text)
    parser.add_argument("messages", type=Path, help="messages.csv (id, text)")
    parser.add_argument(
        "--json", action="store_true", help="JSON met soort en plaats in plaats van schone tekst"
    )
    parser.set_defaults(run=run_redact)


def run_redact(args: argparse.Namespace) -> None:
    """Print clean messages as CSV, or what was found as JSON."""
    import csv
    import sys
    from dataclasses import asdict

    from wijkwijzer.dialogue.messages import read_messages
    from wijkwijzer.text.redact import find_personal_data, redact

    messages = sorted(read_messages(args.messages), key=lambda message: message.id)
    if args.json:
        found = [
            {
                "id": message.id,
                "found": [asdict(find) for find in find_personal_data(message.text)],
                "text": redact(message.text),
            }
            for message in messages
        ]
        print(json.dumps({"messages": found}, ensure_ascii=False, indent=1))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["id", "text"])
    writer.writerows([message.id, redact(message.text)] for message in messages)


def _write(path: Path, data: bytes) -> None:
    """All or nothing: a half-written verslag is worse than none."""
    partial = path.with_name(f".{path.name}.deel")
    partial.write_bytes(data)
    partial.replace(path)
