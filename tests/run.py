"""`make test`: the library, the site on SQLite and on a throw-away PostgreSQL, the browser, the docs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from postgres import throwaway_postgres

ROOT = Path(__file__).resolve().parents[1]


def pytest(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment).returncode


def main() -> int:
    skipped, codes = [], []
    side_by_side = ("-n", "2", "--dist", "loadfile")
    codes.append(pytest(*side_by_side, "tests/library", "tests/docs"))
    codes.append(pytest(*side_by_side, "--doctest-modules", "src/wijkwijzer"))
    codes.append(pytest("tests/site"))
    with throwaway_postgres() as address:
        if address:
            codes.append(pytest("tests/site", DATABASE_URL=address))
        else:
            skipped.append("the site on PostgreSQL (no server found: install Debian's package postgresql)")
    if shutil.which("chromium") or os.environ.get("CHROMIUM"):
        codes.append(pytest("tests/e2e"))
    else:
        skipped.append("the browser tests (no Chromium found: install Debian's package chromium)")
    for what in skipped:
        print(f"SKIPPED: {what}")
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
