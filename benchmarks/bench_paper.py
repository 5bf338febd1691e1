"""Reports on paper: CPU of rendering and of the whole command, beside a former build where one is given.

    python benchmarks/bench_paper.py [--release FOLDER] [--former CHECKOUT] [--former-python PYTHON]
        [--former-release FOLDER]

The former build renders the same blocks (from the same JSON) in the same run, pairs alternating; each
measurement is a process of its own. Without a former build only our own figures are printed. The whole
command is compared when there is a release that the former build made (it does not read ours).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PAIRS = 3
BARS = {"render": 10.0, "command": 2.5}
_RENDER = """
import json, sys, time
from wijkwijzer.report import from_json, render
document = from_json(json.load(open(sys.argv[1])))
start = time.process_time()
pdf = render(document, "pdf")
first = time.process_time() - start
later = []
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    render(document, "pdf")
    later.append(time.process_time() - start)
print(json.dumps([first, sorted(later)[len(later) // 2], len(pdf)]))
"""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--release", type=Path)
    parser.add_argument("--code", default="WK990311")
    parser.add_argument("--former", type=Path)
    parser.add_argument("--former-python", default=sys.executable)
    parser.add_argument("--former-release", type=Path)
    args = parser.parse_args()
    builds = {"ours": (Path(__file__).parents[1], sys.executable)}
    if args.former:
        builds["former"] = (args.former, args.former_python)
    with tempfile.TemporaryDirectory() as folder:
        args.release = args.release or _example(Path(folder))
        blocks = Path(folder) / "document.json"
        blocks.write_text(_document(args.release, args.code), encoding="utf-8")
        return _compare(builds, blocks, args, Path(folder))


def _example(folder: Path) -> Path:
    from wijkwijzer.areas import build_release
    from wijkwijzer.example import areas_input

    build_release(areas_input(folder / "input"), folder / "release")
    return folder / "release"


def _document(release: Path, code: str) -> str:
    """The report of one area as JSON that a former build reads too."""
    import datetime

    from wijkwijzer.areas import open_release, release_document
    from wijkwijzer.report import to_json

    document = release_document(open_release(release), code, made_on=datetime.date(2026, 11, 29))
    plain = to_json(document)
    plain["meta"] = {
        name: value for name, value in plain["meta"].items() if name not in ("stamp", "made_from")
    }
    return json.dumps(plain)


def _compare(
    builds: dict[str, tuple[Path, str]], blocks: Path, args: argparse.Namespace, folder: Path
) -> int:
    found: dict[str, dict[str, list[float]]] = {name: {} for name in builds}
    for _ in range(PAIRS):
        for name, (root, python) in builds.items():
            first, later, size = json.loads(_run(root, python, ["-c", _RENDER, str(blocks), "3"])[0])
            measured = [("first", first), ("later", later), ("size", size)]
            release = args.release if name == "ours" else args.former_release
            if release is not None:
                command = ["-m", "wijkwijzer.cli", "areas", "report", args.code, "--release", str(release)]
                spent = _run(root, python, [*command, "--output", str(folder / f"{name}.pdf")])[1]
                measured.append(("command", spent))
            for key, value in measured:
                found[name].setdefault(key, []).append(value)
    for name, measured in found.items():
        line = ", ".join(f"{key} {statistics.median(values):.2f}" for key, values in measured.items())
        print(f"{name:7s} {line}   (s of CPU; size in bytes)")
    if "former" not in found:
        return 0
    missed = 0
    for key, ours, bar in (
        ("render", "first", BARS["render"]),
        ("render", "later", BARS["render"]),
        ("command", "command", BARS["command"]),
    ):
        if ours not in found["former"]:
            continue
        ratio = statistics.median(found["former"][ours]) / statistics.median(found["ours"][ours])
        missed += ratio < bar
        print(
            f"{key} ({ours}): {ratio:.1f} times less CPU   bar {bar}   {'ok' if ratio >= bar else 'NOT OK'}"
        )
    return 1 if missed else 0


def _run(root: Path, python: str, arguments: list[str]) -> tuple[str, float]:
    """The last line a process of this build prints, and its CPU seconds."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "OMP_NUM_THREADS": "1"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [python, *arguments], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done.stdout.strip().splitlines()[-1], spent


if __name__ == "__main__":
    sys.exit(main())
