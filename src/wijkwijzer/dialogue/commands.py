"""`wijkwijzer dialogue <verb>`: analyse and export votes, find themes, write the verslag, redact."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wijkwijzer.dialogue.votes.log import Dialogue

__all__ = ["register"]


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of this domain to the command line."""
    _add_analyse(verbs)
    _add_export(verbs)
    _add_themes(verbs)
    _add_report(verbs)
    _add_redact(verbs)


def _add_analyse(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    help_text = "stemmen: groepen, aandelen met marge, wat verbindt en wat verschilt"
    verb = verbs.add_parser("analyse", help=help_text, description=help_text)
    verb.add_argument("path", metavar="PAD", type=Path, help="map met een Polis-export of met votes.csv")
    verb.add_argument(
        "--method",
        choices=["latente-klassen", "legacy-polis"],
        default="latente-klassen",
        help="legacy-polis: de klassieke weergave van Polis, om te vergelijken",
    )
    verb.add_argument("--json", action="store_true", help="JSON in plaats van een tabel")
    verb.add_argument(
        "--bootstraps",
        type=int,
        default=100,
        metavar="N",
        help="herhalingen voor de stabiliteit van groepen (standaard 100; 0 = niet toetsen)",
    )
    verb.add_argument("--seed", type=int, default=0, metavar="N", help="startgetal van het toeval")
    verb.set_defaults(run=_analyse)


def _add_export(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    help_text = "stemmen en stellingen als bestanden die Polis ook schrijft"
    verb = verbs.add_parser("export", help=help_text, description=help_text)
    verb.add_argument("path", metavar="PAD", type=Path, help="map met een Polis-export of met votes.csv")
    verb.add_argument("--format", choices=["polis"], default="polis", help="soort bestanden")
    verb.add_argument("--output", metavar="MAP", type=Path, help="nieuwe of lege map (standaard: PAD-polis)")
    verb.set_defaults(run=_export)


def _analyse(args: argparse.Namespace) -> None:
    from wijkwijzer.dialogue.analysis import analyse
    from wijkwijzer.errors import InputError

    if args.bootstraps < 0:
        raise InputError("Kies voor --bootstraps 0 of meer.")
    dialogue = _read(args.path)
    if args.method == "legacy-polis":
        from wijkwijzer.dialogue.polis.legacy import legacy_polis

        about = dialogue.about_people
        legacy = legacy_polis(dialogue.everything, left_out=dialogue.moderated_out, about_people=about)
        print(json.dumps(legacy.to_json(), ensure_ascii=False) if args.json else legacy.to_text())
        return
    result = analyse(dialogue, bootstraps=args.bootstraps, seed=args.seed)
    if args.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    else:
        from wijkwijzer.dialogue.tables import analysis_text

        print(analysis_text(result))


def _read(path: Path) -> Dialogue:
    """Read a dialogue, and say what was left out."""
    from wijkwijzer.dialogue.files import read_dialogue

    dialogue = read_dialogue(path)
    for note in dialogue.notes:
        print(f"wijkwijzer: let op: {note}", file=sys.stderr)
    return dialogue


def _export(args: argparse.Namespace) -> None:
    from wijkwijzer.dialogue.polis.exporting import polis_export
    from wijkwijzer.errors import InputError
    from wijkwijzer.opendata.polis import write_polis

    source: Path = args.path
    target: Path = args.output or source.with_name(f"{source.name.split('.csv')[0]}-polis")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError("Deze map bestaat al en is niet leeg; kies een andere met --output.", file=target)
    export = polis_export(_read(source))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as room:
        write_polis(export, Path(room) / "export")
        if target.exists():
            target.rmdir()
        shutil.move(Path(room) / "export", target)
    print(f"Geschreven in {target}: comments.csv, votes.csv, participants-votes.csv en summary.csv.")


def _add_themes(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verbs.add_parser("themes", help="berichten bij thema's indelen en tellen wie wat noemt")
    parser.add_argument("messages", type=Path, help="messages.csv (id, topic, question, kind, author, text)")
    parser.add_argument("--themes", type=Path, required=True, help="themes.csv (theme_id, theme_label …)")
    parser.add_argument("--checked", type=Path, help="checked.csv (id, theme): wat mensen al nakeken")
    parser.add_argument("--json", action="store_true", help="JSON in plaats van een tabel")
    parser.set_defaults(run=_themes)


def _themes(args: argparse.Namespace) -> None:
    """Print the themes of messages as a table or JSON."""
    from wijkwijzer.dialogue.themes.find import find_themes
    from wijkwijzer.dialogue.themes.messages import (
        group_by_question,
        read_checked,
        read_messages,
        read_themes,
    )
    from wijkwijzer.dialogue.verslag.sentences import Speech

    questions = group_by_question(read_messages(args.messages), read_themes(args.themes))
    checked = read_checked(args.checked, questions) if args.checked else {}
    result = find_themes(questions, checked)
    if args.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
        return
    said = Speech()
    for question in result.questions:
        status = "voorlopig" if question.provisional else f"{question.checked_random} nagekeken"
        count = f"{said.people(question.authors)}, {said.messages(question.messages)}"
        print(f"\n{question.question}\n{count} ({status})")
        for row in question.themes:
            interval = f"{row.low:.0%} tot {row.high:.0%}"
            print(f"  {row.rank:>2}. {row.label:<40} {row.authors:>4} {row.share:>5.0%}  ({interval})")
        for proposal in question.proposals:
            print(f"   +  voorstel: {proposal.label} ({said.messages(len(proposal.messages))})")


def _add_report(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    help_text = "het verslag van een dialoog: thema's, stellingen, groepen en citaten"
    parser = verbs.add_parser("report", help=help_text, description=help_text)
    parser.add_argument("path", metavar="PAD", type=Path, help="map met een Polis-export of met messages.csv")
    parser.add_argument(
        "--output", metavar="BESTAND", type=Path, required=True, help="verslag.html, .pdf, .docx, .pptx"
    )
    parser.add_argument(
        "--bootstraps", type=int, default=100, metavar="N", help="herhalingen voor de groepen"
    )
    parser.add_argument("--language", choices=("nl", "en"), default="nl", help="taal van het verslag")
    parser.add_argument(
        "--form",
        choices=("short", "long"),
        help="short: een handvol bladzijden; long: alles (standaard: short voor .pdf, anders long)",
    )
    parser.set_defaults(run=_report)


def _report(args: argparse.Namespace) -> None:
    """Write the verslag and, beside it, the JSON that says what every sentence rests on."""
    from wijkwijzer.dialogue.verslag.check import references_json
    from wijkwijzer.dialogue.verslag.document import verslag_document
    from wijkwijzer.dialogue.verslag.gather import gather
    from wijkwijzer.dialogue.verslag.inquiry import read_inquiry
    from wijkwijzer.errors import InputError
    from wijkwijzer.report import FORMATS, render

    form = args.output.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise InputError(f"Kies een bestand dat eindigt op .{', .'.join(FORMATS)}.", file=args.output.name)
    if not args.output.parent.is_dir():
        raise InputError("Deze map bestaat niet.", file=args.output.parent.name)
    verslag = gather(read_inquiry(args.path), bootstraps=args.bootstraps)
    document = verslag_document(verslag, language=args.language)
    if args.form == "short" or (args.form is None and form == "pdf"):
        from wijkwijzer.dialogue.verslag.derived.short import short_verslag

        document = short_verslag(document)
    appendix = references_json(document, verslag)
    _write(args.output, render(document, form))
    proof = args.output.with_suffix(".json")
    _write(proof, json.dumps(appendix, ensure_ascii=False, indent=1).encode("utf-8"))
    check = appendix["check"]
    print(f"{args.output} ({check['sentences']} zinnen) en {proof.name}, waarin staat waar elke zin op rust.")


def _add_redact(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    help_text = "persoonsgegevens in berichten vinden en weghalen"
    parser = verbs.add_parser("redact", help=help_text, description=help_text)
    parser.add_argument("messages", type=Path, help="messages.csv (id, text)")
    parser.add_argument(
        "--json", action="store_true", help="JSON met soort en plaats in plaats van schone tekst"
    )
    parser.set_defaults(run=_redact)


def _redact(args: argparse.Namespace) -> None:
    """Print clean messages as CSV, or what was found as JSON."""
    import csv
    import sys
    from dataclasses import asdict

    from wijkwijzer.dialogue.themes.messages import read_messages
    from wijkwijzer.text.redaction.redact import find_personal_data, redact

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
