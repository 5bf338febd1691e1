"""`wijkwijzer example write`: the invented province as files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from wijkwijzer.folders import refuse_full
from wijkwijzer.telling import told

__all__ = ["register"]


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of this domain to the command line."""
    verb = verbs.add_parser("write", help="schrijf de bestanden van de provincie Lindemark")
    verb.add_argument("--output", type=Path, required=True, help="nieuwe of lege map")
    verb.add_argument("--seed", type=int, default=None, help="ander getal, andere provincie")
    verb.add_argument(
        "--truth", type=Path, default=None, help="map voor wat verstopt is, om methoden te toetsen"
    )
    help_text = "map voor wat de andere opdrachten lezen: een eigen gebied, een dialoog, documenten"
    verb.add_argument("--more", type=Path, default=None, help=help_text)
    verb.set_defaults(run=_write)


def _write(args: argparse.Namespace) -> None:
    refuse_full(args.output)
    for folder in (args.truth, args.more):
        if folder is not None:
            refuse_full(folder)
    from wijkwijzer.example.files import write
    from wijkwijzer.example.province import SEED

    seed = SEED if args.seed is None else args.seed
    write(args.output, seed, args.truth, more=args.more, progress=_progress)
    print(f"De provincie Lindemark staat in {args.output}. Alles erin is verzonnen.")


def _progress(sentence: str) -> None:
    told()
    print(f"{sentence} ...", file=sys.stderr, flush=True)
