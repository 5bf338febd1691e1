"""`wijkwijzer example write`: the invented province as files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from wijkwijzer.folders import refuse_full

__all__ = ["register"]


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of this domain to the command line."""
    verb = verbs.add_parser("write", help="schrijf de bestanden van de provincie Lindemark")
    verb.add_argument("--output", type=Path, required=True, help="nieuwe of lege map")
    verb.add_argument("--seed", type=int, default=None, help="ander getal, andere provincie")
    verb.add_argument(
        "--truth", type=Path, default=None, help="map voor wat verstopt is, om methoden te toetsen"
    )
    verb.set_defaults(run=_write)


def _write(args: argparse.Namespace) -> None:
    refuse_full(args.output)
    if args.truth is not None:
        refuse_full(args.truth)
    from wijkwijzer.example.files import write
    from wijkwijzer.example.province import SEED

    write(args.output, SEED if args.seed is None else args.seed, args.truth, progress=_progress)
    print(f"De provincie Lindemark staat in {args.output}. Alles erin is verzonnen.")


def _progress(sentence: str) -> None:
    print(f"{sentence} ...", file=sys.stderr, flush=True)
