"""`make bench`: run every `bench_*.py`, or those named: `python benchmarks/run.py trend search`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    wanted = sys.argv[1:]
    files = [f for f in sorted(HERE.glob("bench_*.py")) if not wanted or any(w in f.stem for w in wanted)]
    failed = []
    for file in files:
        print(f"\n== {file.stem.removeprefix('bench_')}", flush=True)
        if subprocess.run([sys.executable, str(file)], cwd=HERE.parent).returncode:
            failed.append(file.stem)
    below = ", ".join(failed) or "none"
    print(f"\n{len(files) - len(failed)} ran, {len(failed)} below a bar or failed: {below}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
