"""Time and memory of a release, and time of one profile: `python benchmarks/bench_areas_build.py`.

Uses the real figures (`WIJKWIJZER_DATA` or ../shared/data) when they are there, else the example province.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

SECONDS, GIGABYTES, MILLISECONDS = 60.0, 1.5, 20.0


def main() -> int:
    root = Path(__file__).resolve().parents[1]
    data = Path(os.environ.get("WIJKWIJZER_DATA", root.parent / "shared" / "data"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not data.is_dir():
            data = _example(folder / "invoer")
        # A process of its own, so that its memory is only that of the build.
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool:
            wall, cpu, memory = pool.apply(_build, (data, folder / "uitgave"))
        cold, warm = _profiles(folder / "uitgave")
    rows = [
        ("build, CPU seconds", cpu, SECONDS, "s"),
        ("build, wall seconds", wall, SECONDS, "s"),
        ("build, memory", memory, GIGABYTES, "GB"),
        ("profile of a wijk, warm median", warm, MILLISECONDS, "ms"),
        ("profile of a wijk, first of its rows", cold, 10 * MILLISECONDS, "ms"),
    ]
    print(f"input: {data}")
    print(f"{'measured':40}{'value':>10}{'bar':>10}")
    for label, value, bar, unit in rows:
        print(f"{label:40}{value:>8.1f} {unit}{bar:>7.1f} {unit}  {'ok' if value <= bar else 'NOT OK'}")
    return int(any(value > bar for _, value, bar, _ in rows))


def _example(folder: Path) -> Path:
    from wijkwijzer.example.files import write

    write(folder)
    return folder


def _build(data: Path, output: Path) -> tuple[float, float, float]:
    from wijkwijzer.areas.build.release import build_release

    wall, cpu = time.perf_counter(), time.process_time()
    build_release(data, output)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    return time.perf_counter() - wall, time.process_time() - cpu, memory


def _profiles(folder: Path) -> tuple[float, float]:
    from wijkwijzer.areas import open_release

    release = open_release(folder)
    keys = release.areas().filter(release.areas()["level"] == "wijk")["key"].to_list()
    chosen = keys[:: max(len(keys) // 40, 1)]
    release.profile(keys[-1])
    cold, warm = [], []
    for key in chosen:
        start = time.process_time()
        release.profile(key)
        cold.append(time.process_time() - start)
        for _ in range(3):
            start = time.process_time()
            release.profile(key)
            warm.append(time.process_time() - start)
    return 1000 * statistics.median(cold), 1000 * statistics.median(warm)


if __name__ == "__main__":
    sys.exit(main())
