"""`wijkwijzer dialogue <verb>`: analyse votes, export them; the verbs on texts live in `theme_commands`."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

from wijkwijzer.dialogue import theme_commands

__all__ = ["register"]


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of this domain to the command line."""
    _add_analyse(verbs)
    _add_export(verbs)
    for name in theme_commands.__all__:
        if name.startswith("add_"):
            getattr(theme_commands, name)(verbs)


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
    from wijkwijzer.dialogue.reading import read_dialogue
    from wijkwijzer.errors import InputError

    if args.bootstraps < 0:
        raise InputError("Kies voor --bootstraps 0 of meer.")
    dialogue = read_dialogue(args.path)
    if args.method == "legacy-polis":
        from wijkwijzer.dialogue.legacy import legacy_polis

        legacy = legacy_polis(dialogue.everything, left_out=dialogue.moderated_out)
        print(json.dumps(legacy.to_json(), ensure_ascii=False) if args.json else legacy.to_text())
        return
    result = analyse(dialogue, bootstraps=args.bootstraps, seed=args.seed)
    if args.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    else:
        from wijkwijzer.dialogue.tables import analysis_text

        print(analysis_text(result))


def _export(args: argparse.Namespace) -> None:
    from wijkwijzer.dialogue.exporting import polis_export
    from wijkwijzer.dialogue.reading import read_dialogue
    from wijkwijzer.errors import InputError
    from wijkwijzer.opendata.polis import write_polis

    source: Path = args.path
    target: Path = args.output or source.with_name(f"{source.name.split('.csv')[0]}-polis")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError("Deze map bestaat al en is niet leeg; kies een andere met --output.", file=target)
    export = polis_export(read_dialogue(source))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as room:
        write_polis(export, Path(room) / "export")
        if target.exists():
            target.rmdir()
        shutil.move(Path(room) / "export", target)
    print(f"Geschreven in {target}: comments.csv, votes.csv, participants-votes.csv en summary.csv.")
