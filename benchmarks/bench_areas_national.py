"""The whole country: 14,000 buurten x 15 years x 30 figures with their wijken, gemeenten and border changes.

Slopes with significance beside scipy and pymannkendall; positions, roll-up and peers; the build of a release
from files, in a process of its own so that its memory is only that of the build; and, with that release, one
wijk in the library and on the site, and the map of the largest gemeente.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SLOPES, COMPARED, BUILD, GIGABYTES, PAGE, MAP = 3.0, 5.0, 60.0, 1.5, 150.0, 300.0
ROUNDS = 3


def methods(rounds: int) -> tuple[float, float, float, float]:
    """Median processor seconds: slopes of 420,000 series, scipy's, pymannkendall's, and the comparisons."""
    from bench_area_methods import national, positions_roll_up_peers
    from bench_trend import seconds, speed

    own, scipy, kendall = (
        statistics.median(column) for column in zip(*(speed() for _ in range(rounds)), strict=True)
    )
    panel = national()
    return own, scipy, kendall, seconds(lambda: positions_roll_up_peers(*panel), rounds)


def build(folder: Path, output: Path) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and gigabytes at most."""
    from wijkwijzer.areas.build.release import build_release

    wall, processor = time.perf_counter(), time.process_time()
    build_release(folder, output)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    return time.perf_counter() - wall, time.process_time() - processor, memory


def profiles(release: Path) -> tuple[float, float]:
    """Milliseconds of a profile of a wijk in the library: the first of its rows, and again."""
    from wijkwijzer.areas import open_release

    opened = open_release(release)
    return _first_and_again(opened.profile, _some_wijken(release))


def pages(release: Path, var: Path) -> tuple[float, float, float]:
    """Milliseconds of a wijk page on the site, first and again; kilobytes of the largest gemeente's map."""
    # Conversion weights are a source that may not be passed on, so the site must be closed.
    os.environ |= {"VAR_DIR": str(var), "RELEASES_DIR": str(release.parent), "CLOSED_SITE": "true"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwijzer_web.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # a table, not a line for each page
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from wijkwijzer_web.areas.actions.releases import show_release
    from wijkwijzer_web.areas.models import Area, area_address

    call_command("migrate", verbosity=0)
    show_release(actor=None, folder=release)
    client = Client(headers={"accept-language": "nl"})
    names = dict(Area.objects.values_list("key", "name"))

    def ask(address: str) -> bytes:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return answer.content

    found = _first_and_again(lambda key: ask(area_address("wijk", key, names[key])), _some_wijken(release))
    # The first gemeente is by far the largest.
    return *found, len(ask(area_address("gemeente", "GM0001", names["GM0001"]) + "/kaart.geojson")) / 1000


def _some_wijken(release: Path) -> list[str]:
    import polars as pl

    areas = pl.read_parquet(release / "areas.parquet").filter(
        (pl.col("level") == "wijk") & pl.col("valid_to").is_null()
    )
    return areas["key"].gather_every(areas.height // 60).to_list()


def _first_and_again(work: Callable[[str], object], keys: list[str]) -> tuple[float, float]:
    work(keys.pop())  # what a process does once, it has done
    first, again = [], []
    for key in keys:
        for spent in (first, again, again):
            start = time.process_time()
            work(key)
            spent.append(1000 * (time.process_time() - start))
    return statistics.median(first), statistics.median(again)


def main() -> int:
    """Print what was measured beside its bar; 1 when a bar is missed."""
    from national import write_nation

    rows: list[tuple[str, float, float, str]] = []
    slopes, scipy, kendall, compared = methods(ROUNDS)
    rows.append(("420,000 slopes with significance", slopes, SLOPES, "s"))
    rows.append(("positions, roll-up and peers", compared, COMPARED, "s"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_nation(folder / "invoer")
        context = multiprocessing.get_context("spawn")
        release = folder / "uitgaven" / "land"
        with context.Pool(1) as pool:
            wall, processor, memory = pool.apply(build, (folder / "invoer", release))
        with context.Pool(1) as pool:
            cold, warm = pool.apply(profiles, (release,))
        with context.Pool(1) as pool:
            first, again, kilobytes = pool.apply(pages, (release, folder / "var"))
    rows += [
        ("release from files, processor", processor, BUILD, "s"),
        ("release from files, on the clock", wall, BUILD, "s"),
        ("release from files, memory", memory, GIGABYTES, "GB"),
        ("profile of a wijk, its rows not yet read", cold, PAGE, "ms"),
        ("profile of a wijk, warm", warm, PAGE, "ms"),
        ("page of a wijk, its rows not yet read", first, PAGE, "ms"),
        ("page of a wijk, warm", again, PAGE, "ms"),
        ("map of the largest gemeente", kilobytes, MAP, "kB"),
    ]
    for label, value, bar, unit in rows:
        print(f"{label:45}{value:>8.1f} <= {bar:>5.1f} {unit:3} {'ok' if value <= bar else 'NOT OK'}")
    print(f"scipy theilslopes {scipy:.0f} s: {scipy / slopes:.0f} x as long (slopes only)")
    print(f"pymannkendall {kendall:.0f} s: {kendall / slopes:.0f} x as long")
    return int(any(value > bar for _, value, bar, _ in rows))


if __name__ == "__main__":
    sys.exit(main())
