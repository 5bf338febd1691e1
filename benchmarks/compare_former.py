"""A former build beside this one: what it said of every wijk, and how long its demo and pages take.

    python benchmarks/compare_former.py --former CHECKOUT [--former-python PYTHON] [--speed TURNS]

Both builds make a release of the former example and say what stands at the top of every wijk. What was said
and is no longer gets the first reason that holds; "for no reason" is the bar: 0.

With `--speed` both start their demo from nothing instead, in turns, each in a copy of its checkout; then both
make every page of a wijk, once new and once more. The bar is the time of the former build.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_WRITE = """
import sys
from pathlib import Path
from wijkwijzer.example import areas_input
areas_input(Path(sys.argv[1]))
"""
_SAY = """
import json, sys
from pathlib import Path
try:
    from wijkwijzer.areas import build_release, open_release
except ImportError:  # where they stood before
    from wijkwijzer.areas.build import build_release
    from wijkwijzer.areas.release import open_release
folder = Path(sys.argv[2])
build_release(Path(sys.argv[1]), folder)
release = open_release(folder)
found = {}
for row in release.areas().to_dicts():
    if row["level"] == "wijk" and not row["valid_to"]:
        said = release.profile(row["key"]).summary
        found[row["key"]] = {
            part: [[s.key, s.params.get("indicator", ""), s.text.nl] for s in getattr(said, part)]
            for part in ("sentences", "strengths", "worries")
        }
print(json.dumps(found))
"""
_PAGES = """
import json, os, statistics, sys, time
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
try:
    from wijkwijzer.areas import open_release
except ImportError:  # where it stood before
    from wijkwijzer.areas.release import open_release
release = open_release(max(Path(os.environ["VAR_DIR"], "releases").glob("voorbeeld-*")))
keys = [row["key"] for row in release.areas().to_dicts() if row["level"] == "wijk" and not row["valid_to"]]
client = Client()
addresses = [client.get(f"/wijk/{key}", follow=True).redirect_chain[-1][0] for key in keys[:1]]
addresses += [client.get(f"/wijk/{key}").headers["Location"] for key in keys[1:]]
taken = {"new": [], "again": []}
for address in addresses[1:41]:
    for turn in taken.values():
        begin = time.process_time()
        answer = client.get(address)
        turn.append(time.process_time() - begin)
        assert answer.status_code == 200, address
print(json.dumps({name: 1000 * statistics.median(turn) for name, turn in taken.items()}))
"""
PORT, PATIENCE = 18471, 1200


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--former", type=Path, required=True)
    parser.add_argument("--former-python", default=sys.executable)
    parser.add_argument("--speed", type=int, default=0, metavar="TURNS")
    args = parser.parse_args()
    if args.speed:
        return _compare_speed(
            {"former": (args.former, args.former_python), "now": (ROOT, sys.executable)}, args.speed
        )
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _run(args.former, args.former_python, _WRITE, folder / "input")
        before = _said(args.former, args.former_python, folder, "before")
        now = _said(ROOT, sys.executable, folder, "now")
        return _compare(before, now, folder / "now")


def _said(root: Path, python: str, folder: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_run(root, python, _SAY, folder / "input", folder / name))
    return found


def _run(root: Path, python: str, code: str, *arguments: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "OMP_NUM_THREADS": "1"}
    command = [python, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def _compare_speed(builds: dict[str, tuple[Path, str]], turns: int) -> int:
    found: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in builds}
    for turn in range(turns):
        for name in list(builds)[:: -1 if turn % 2 else 1]:
            with tempfile.TemporaryDirectory() as made:
                for what, value in _speed_of(*builds[name], Path(made) / "site").items():
                    found[name][what].append(value)
    slower = []
    for what, before in found["former"].items():
        now = found["now"][what]
        ratio = statistics.median(now) / statistics.median(before)
        print(f"{what}: {_listed(before)} before, {_listed(now)} now, ratio {ratio:.2f}   bar 1")
        slower += [what] * (ratio > 1)
    print(f"slower: {', '.join(slower) or 'nothing'}")
    return 1 if slower else 0


def _listed(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} ({', '.join(f'{value:.1f}' for value in sorted(values))})"


def _speed_of(root: Path, python: str, copy: Path) -> dict[str, float]:
    left = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__")
    shutil.copytree(root, copy, ignore=left)
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "OMP_NUM_THREADS": "1"}
    command = [python, "-m", "wijkwijzer_web.operations.demo", "--port", str(PORT)]
    began = time.monotonic()
    demo = subprocess.Popen(command, env=environment, cwd=copy, stdout=sys.stderr)
    try:
        _answers(f"http://127.0.0.1:{PORT}/", demo)
        seconds = time.monotonic() - began
    finally:
        demo.terminate()
        _pid, _status, used = os.wait4(demo.pid, 0)
    folder = copy / "var" / "voorbeeld"
    site = {
        "DJANGO_SETTINGS_MODULE": "wijkwijzer_web.settings",
        "DEMO": "1",
        "EXAMPLE": "1",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'wijkwijzer.sqlite3'}",
    }
    done = subprocess.run(
        [python, "-c", _PAGES], env=environment | site, cwd=copy, capture_output=True, text=True, check=True
    )
    pages = json.loads(done.stdout.strip().splitlines()[-1])
    return {
        "demo answers, s": seconds,
        "demo answers, s CPU": used.ru_utime + used.ru_stime,
        "wijk page made new, ms CPU": pages["new"],
        "wijk page once more, ms CPU": pages["again"],
    }


def _answers(address: str, demo: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and demo.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


def _compare(before: dict[str, Any], now: dict[str, Any], release: Path) -> int:
    from wijkwijzer.areas import open_release

    opened = open_release(release)
    gone: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for key, parts in before.items():
        profile = opened.profile(key)
        for part, said in parts.items():
            still = {(kind, indicator) for kind, indicator, _text in now[key][part]}
            for kind, indicator, text in said:
                total[part] += 1
                if (kind, indicator) in still:
                    kept[part] += 1
                    continue
                why = _why(profile, part, kind, indicator)
                gone[part, why] += 1
                if why == "for no reason":
                    print(f"{key} {part}: {text}")
    for part in total:
        print(
            f"{part}: {kept[part]} of {total[part]} still said; now {sum(len(p[part]) for p in now.values())}"
        )
        for (of, why), count in sorted(gone.items()):
            if of == part:
                print(f"  {count:4d} {why}")
    wrong = sum(count for (_part, why), count in gone.items() if why == "for no reason")
    print(f"{wrong} went for no reason   bar 0   {'NOT OK' if wrong else 'ok'}")
    return 1 if wrong else 0


def _why(profile: Any, part: str, kind: str, indicator: str) -> str:
    """The first reason that holds, read from the figures and not from the code that chose."""
    if part == "sentences":
        return _why_sentence(profile, kind, indicator)
    view = next((each for each in profile.indicators if each.info.key == indicator), None)
    if view is None or view.latest.value is None:
        return "the figure is no longer in the release"
    good, better_up = part == "strengths", view.info.direction == "higher_is_better"
    if view.info.direction == "none" or view.doubt is not None:
        return "nobody knows which way is better, or the figure fell away everywhere"
    up, place = good == better_up, view.position
    if kind == "trend":
        return _why_trend(view, up)
    low = place.low if place.low is not None else place.percentile
    high = place.high if place.high is not None else place.percentile
    if place.percentile is None or not (low >= 75 if up else high <= 25):
        return "it does not lie in the outer quarter"
    if place.low is None and not (low >= 90 if up else high <= 10):
        return "an estimate that does not lie in the outer tenth"
    if place.like_low is not None and not (place.like_low >= 200 / 3 if up else place.like_high <= 100 / 3):
        return "it is usual among wijken as urban"
    if not good and _better_than_city(view, better_up):
        return "it is better than in its own gemeente"
    return _crowded(profile, part)


def _why_trend(view: Any, up: bool) -> str:
    trend, place = view.trend, view.position
    if trend is None or not trend.significant:
        return "the difference with the country is no more than chance, in points or in proportion"
    if (trend.against_country > 0) != up:
        return "it goes the other way against the country"
    low = place.like_low if place.like_low is not None else place.low
    high = place.like_high if place.like_high is not None else place.high
    level = low is not None and (low > 50 if up else high < 50)
    if not (trend.low > 0 if up else trend.high < 0) and not level:
        return "neither its direction nor its level says so (who has little cannot fall as fast)"
    return "the drawn line says another thing, or three others were told before it"


def _better_than_city(view: Any, better_up: bool) -> bool:
    years = view.gemeente.years if view.gemeente else ()
    if view.latest.year not in years:
        return False
    city = view.gemeente.value[years.index(view.latest.year)]
    return city is not None and city != view.latest.value and (view.latest.value > city) == better_up


def _crowded(profile: Any, part: str) -> str:
    return "three others were told" if len(getattr(profile.summary, part)) == 3 else "for no reason"


def _why_sentence(profile: Any, kind: str, indicator: str) -> str:
    said = profile.summary.sentences
    if kind.startswith("residents_"):
        others = [each.key for each in said if each.key.startswith("residents_")]
        return f"the change in residents is told as {others[0]}" if others else "no two years to compare"
    if kind == "indicator" and len(said) == 5 and all(each.figures for each in said):
        return "another figure of the five lines was known first"
    return "for no reason" if kind == "indicator" else "what filled the place is worded as another thing"


if __name__ == "__main__":
    sys.exit(main())
