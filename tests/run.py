"""`make test`: the library, the site on a throw-away PostgreSQL and on SQLite, the docs, and the browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from postgres import throwaway_postgres

ROOT = Path(__file__).resolve().parents[1]
SIDE_BY_SIDE = 2


@dataclass(frozen=True)
class Round:
    """One process of pytest; a site that commits empties the tables, so its tests are never shared out."""

    name: str
    arguments: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self) -> int:
        """Run, and print the whole of it when it ends, so that rounds side by side stay readable."""
        print(f"=== {self.name}: begun", flush=True)
        command = [sys.executable, "-m", "pytest", *self.arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | self.environment, capture_output=True, text=True
        )
        print(f"=== {self.name}", done.stdout, done.stderr, sep="\n", flush=True)
        return done.returncode


def rounds(address: str | None) -> list[Round]:
    """All but the browser, the longest first. The site whole on PostgreSQL, and on SQLite what hangs on the
    database (CONTRIBUTING.md); where there is no server, whole on SQLite.
    """
    library = Round("the library and the docs", ("tests/library", "tests/docs"))
    examples = Round("the examples in docstrings", ("--doctest-modules", "src/wijkwijzer"))
    if not address:
        return [Round("the site on SQLite", ("tests/site",)), library, examples]
    return [
        Round("the site on PostgreSQL", ("tests/site", "-m", "not once"), {"DATABASE_URL": address}),
        Round("the site on SQLite", ("tests/site", "-m", "once or twice")),
        library,
        examples,
    ]


def main() -> int:
    with throwaway_postgres() as address, ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        codes = list(pool.map(Round.run, rounds(address)))
    skipped = [] if address else ["the site on PostgreSQL (no server: install Debian's package postgresql)"]
    if shutil.which("chromium") or os.environ.get("CHROMIUM"):
        codes.append(Round("the browser", ("tests/e2e",)).run())
    else:
        skipped.append("the browser tests (no Chromium found: install Debian's package chromium)")
    for what in skipped:
        print(f"SKIPPED: {what}")
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
