"""`make check`: run every check, show only what fails, and end with one line per check."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parents[1]
CHECKS: dict[str, list[str]] = {
    "format": [f"{BIN}/ruff", "format", "--check", "--quiet", "."],
    "lint": [f"{BIN}/ruff", "check", "--quiet", "."],
    "types": [f"{BIN}/mypy"],
    "import contracts": [f"{BIN}/lint-imports"],
    "licence headers": [f"{BIN}/reuse", "lint", "--quiet"],
    "licences of dependencies": [sys.executable, "tests/check_licences.py"],
    "house rules": [sys.executable, "tests/check_house_rules.py"],
    "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
    "translations": [sys.executable, "-m", "wijkwijzer_web.operations.translations", "--check"],
    "django": [sys.executable, "-m", "django", "check"],
}


def main() -> int:
    failed = []
    for name, command in CHECKS.items():
        begin = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=_environment())
        print(
            f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - begin:.1f} s)",
            flush=True,
        )
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr)
    print(f"{len(CHECKS) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def _environment() -> dict[str, str]:
    import os

    return os.environ | {"DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings", "PYTHONPATH": str(ROOT / "src")}


if __name__ == "__main__":
    sys.exit(main())
