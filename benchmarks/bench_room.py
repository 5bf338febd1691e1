"""Eight browsers in one room for fifteen minutes with the line cut at random: no line lost, none twice.

The same test takes 40 seconds in `make test`. ROOM_SECONDS=120 gives a shorter run.
"""

from __future__ import annotations

import os
import subprocess
import sys

SECONDS = os.environ.get("ROOM_SECONDS", "900")


def main() -> int:
    """Run the test for that long; 1 when a line is lost or there twice."""
    where = "tests/e2e/test_room.py::test_eight_tables_lose_nothing_and_write_nothing_twice"
    told = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", where]
    return subprocess.run(told, env=os.environ | {"ROOM_SECONDS": SECONDS}).returncode


if __name__ == "__main__":
    sys.exit(main())
