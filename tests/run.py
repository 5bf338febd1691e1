"""`make test`: the library, the site on SQLite and on a throw-away PostgreSQL, the browser, the docs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from postgres import throwaway_postgres

ROOT = Path(__file__).resolve().parents[1]


def pytest(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment).returncode


def site(address: str | None) -> tuple[int, list[str]]:
    """The site on SQLite and, at the same time, on PostgreSQL where there is a server (not `once`).

    Each in one process: a test that commits empties the tables, and must come after those that do not.
    """
    rounds = [("SQLite", ["tests/site"], {})]
    if address:
        rounds.append(("PostgreSQL", ["tests/site", "-m", "not once"], {"DATABASE_URL": address}))

    def run(one: tuple[str, list[str], dict[str, str]]) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pytest", *one[1]]
        return subprocess.run(command, cwd=ROOT, env=os.environ | one[2], capture_output=True, text=True)

    with ThreadPoolExecutor(len(rounds)) as pool:
        done = list(pool.map(run, rounds))
    for (name, _arguments, _environment), result in zip(rounds, done, strict=True):
        print(f"=== the site on {name}", result.stdout, result.stderr, sep="\n", flush=True)
    missing = (
        [] if address else ["the site on PostgreSQL (no server found: install Debian's package postgresql)"]
    )
    return max(result.returncode for result in done), missing


def main() -> int:
    skipped, codes = [], []
    side_by_side = ("-n", "2", "--dist", "loadfile")
    codes.append(pytest(*side_by_side, "tests/library", "tests/docs"))
    codes.append(pytest(*side_by_side, "--doctest-modules", "src/wijkwijzer"))
    with throwaway_postgres() as address:
        code, missing = site(address)
    codes.append(code)
    skipped += missing
    if shutil.which("chromium") or os.environ.get("CHROMIUM"):
        codes.append(pytest("tests/e2e"))
    else:
        skipped.append("the browser tests (no Chromium found: install Debian's package chromium)")
    for what in skipped:
        print(f"SKIPPED: {what}")
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
