"""`wijkwijzer <domain> <verb>`: every method is usable without the site.

Each domain keeps its own verbs in a module with one function `register(verbs)`; this module only finds the
domain and turns errors into a sentence and an exit code.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext

from wijkwijzer import arguments as given
from wijkwijzer.errors import InputError
from wijkwijzer.telling import never_silent

__all__ = ["DOMAINS", "MODULES", "main"]

DOMAINS = {
    "areas": "wijken: cijfers lezen, een uitgave bouwen, een wijk tonen, een rapport maken",
    "dialogue": "dialogen: stemmen en berichten analyseren, thema's, verslag",
    "knowledge": "wat werkt: zoeken en records controleren",
    "desk": "luisterloket: termijnen, veilige tellingen en de aanval daarop",
    "programme": "samen leren: wijkanalyse, rapport 1, termijnen",
    "effects": "vooruitzien: signalen, effect, afweging, kosten en baten",
    "report": "rapporten: de cijfers in een rapport narekenen",
    "example": "de verzonnen voorbeeldprovincie schrijven",
}
# A report is computed again from figures, so its verbs live with them.
MODULES = {name: f"wijkwijzer.{name}.commands" for name in DOMAINS}
MODULES["report"] = "wijkwijzer.areas.report_commands"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code (0 done, 2 wrong input or use)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # BLAS threads make small decompositions 3 to 6 times slower on two busy cores; set before numpy starts.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    given.in_dutch()
    try:
        parsed = _parser(arguments).parse_args(arguments)
        given.check_there(parsed)
        with never_silent(f"wijkwijzer {' '.join(arguments[:2])}") if argv is None else nullcontext():
            parsed.run(parsed)
    except InputError as error:
        print(f"wijkwijzer: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"wijkwijzer: {where}lezen of schrijven lukt hier niet ({error.strerror}).", file=sys.stderr)
        return 2
    return 0


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wijkwijzer",
        description="Kennis over wijken, vanaf de opdrachtregel.",
        epilog="voorbeeld: wijkwijzer example write --output voorbeeld",
    )
    parser.add_argument("--version", action="version", version=_version() if "--version" in arguments else "")
    domains = parser.add_subparsers(dest="domain", required=True, metavar="domein")
    for name, help_text in DOMAINS.items():
        domain = domains.add_parser(name, help=help_text, description=help_text)
        if name in arguments[:1]:  # import only the domain that is asked for: 0.1 s instead of 3
            verbs = domain.add_subparsers(dest="verb", required=True, metavar="opdracht")
            importlib.import_module(MODULES[name]).register(verbs)
            given.complete(name, verbs)
    return parser


def _version() -> str:
    from importlib.metadata import version

    return f"wijkwijzer {version('wijkwijzer')}"


if __name__ == "__main__":
    sys.exit(main())
