"""Methods over the whole country: speed, memory, and whether intervals cover what was planted.

Speed: a synthetic panel of 14,000 buurten x 15 years x 30 indicators. Coverage: a release of the example
province, whose planted truth no method has seen.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from wijkwijzer.areas.build.release import build_release
from wijkwijzer.areas.methods import (
    combine,
    common_path,
    find_peers,
    positions,
    positions_among,
    trends,
    turning_points,
    year_to_year,
)
from wijkwijzer.example import truth, write
from wijkwijzer.example.kwb import COLUMNS

AREAS, INDICATORS = 14_000, 30
WIJKEN, GEMEENTEN = 3_300, 342
YEARS = np.arange(2010, 2025)
# Amounts are compared by ratio, shares by difference.
CHANCE = {
    "p_koop": False, "p_corporatie": False, "p_onbewoond": False, "woz_x1000": True, "p_hh_laag40": False,
    "p_hh_hoog20": False, "p_hh_laag_ink": False, "p_pers_laag40": False, "wmo_per_1000": False,
    "p_jeugdzorg": False, "p_arbeidspart": False, "ink_std_hh_x1000": True, "gas_m3": True, "elektra_kwh":
    True, "auto_per_hh": True, "p_eengezins": False,
}  # fmt: skip


def national() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Figures (areas, years, indicators), residents, wijk and gemeente of each buurt."""
    rng = np.random.default_rng(1)
    residents = np.exp(rng.normal(6.6, 1.1, AREAS)).round()
    noise = np.sqrt(0.1 + 800 / residents.clip(20))[:, None, None]
    level = rng.normal(40, 12, (AREAS, 1, INDICATORS))
    cube = level + noise * rng.standard_normal((AREAS, len(YEARS), INDICATORS))
    cube += rng.standard_normal((len(YEARS), INDICATORS))
    cube = np.round(cube, 1)
    cube[residents < 60] = np.nan
    wijk = np.sort(rng.integers(0, WIJKEN, AREAS))
    return cube, residents, wijk, wijk * GEMEENTEN // WIJKEN


def positions_roll_up_peers(
    cube: np.ndarray, residents: np.ndarray, wijk: np.ndarray, gemeente: np.ndarray
) -> None:
    """Everything of the last year, and the wijken, gemeenten and country of all years."""
    for members in (wijk, gemeente, np.zeros(AREAS, dtype=int)):
        combine(cube, residents[:, None, None], members, count=False)
    context = cube[:, -1, :8]
    peers = find_peers(context, candidates=residents >= 200)
    for k in range(INDICATORS):
        last = cube[:, -1, k]
        low, high = last - 0.0475, last + 0.0475
        positions(last, low, high, residents=residents)
        positions(last, low, high, residents=residents, group=gemeente)
        positions_among(last, low, high, peers.index, residents=residents)


def developments(cube: np.ndarray, residents: np.ndarray) -> None:
    """Trends, turning points and intervals of all indicators."""
    for k in range(INDICATORS):
        x = cube[:, :, k]
        path = common_path(x)
        found = trends(x, YEARS, country=path, size=residents)
        turning_points(x - path, YEARS, rho=found.rho, sigma=found.sigma)
        year_to_year(x, found.sigma[:, None])


def coverage(folder: Path) -> tuple[float, float, float, int]:
    """Share of the planted figures inside meetonzekerheid (rounded, zero), inside toeval, and how many."""
    write(folder / "invoer")
    build_release(folder / "invoer", folder / "uitgave")
    planted = truth()
    panel = pl.read_parquet(folder / "uitgave" / "panel.parquet").filter(
        pl.col("basis") == "own", pl.col("status") == "known", pl.col("low").is_not_null()
    )
    exact = planted["exact"].unpivot(
        index=["jaar", "level", "code"], variable_name="indicator", value_name="exact"
    )
    both = panel.select("code", "year", pl.col("indicator").cast(pl.String), "value", "low", "high").join(
        exact.rename({"jaar": "year"}), on=["code", "year", "indicator"]
    )
    both = both.filter(
        pl.col("high") > pl.col("low"), pl.col("exact").is_not_null(), pl.col("value").is_not_null()
    )
    inside = (pl.col("exact") >= pl.col("low") - 1e-9) & (pl.col("exact") <= pl.col("high") + 1e-9)
    # Whole people rounded to fives can be off by 0, 1 or 2 only, and classes not at all.
    both = both.filter(~pl.col("indicator").is_in(["inwoners", "huishoudens", "woningen", "stedelijkheid"]))
    rounded = both.filter(pl.col("value") != 0).select(inside.mean()).item()
    zero = both.filter(pl.col("value") == 0).select(inside.mean()).item()
    return rounded, zero, chance_coverage(panel, planted), both.height


def chance_coverage(panel: pl.DataFrame, planted: dict[str, pl.DataFrame]) -> float:
    """Share of the planted levels without chance inside the interval of toeval, over wijken and buurten."""
    hits = total = 0
    own = panel.with_columns(pl.col("indicator").cast(pl.String), pl.col("level").cast(pl.String))
    for level in ("wijk", "buurt"):
        for name, relative in CHANCE.items():
            shown = own.filter(pl.col("level") == level, pl.col("indicator") == name)
            shown = shown.pivot(on="year", index="code", values="value", sort_columns=True).sort("code")
            years = [int(y) for y in shown.columns[1:]]
            base = planted["underlying"].filter(pl.col("level") == level, pl.col("jaar").is_in(years))
            base = base.pivot(on="jaar", index="code", values=name, sort_columns=True)
            residents = (
                planted["exact"]
                .filter(pl.col("level") == level)
                .group_by("code")
                .agg(pl.col("inwoners").last())
            )
            both = (
                shown.select("code").join(base, on="code", how="left").join(residents, on="code", how="left")
            )
            x, level_true = (f.select(map(str, years)).to_numpy().astype(float) for f in (shown, both))
            path = common_path(x)
            found = trends(x, years, size=both["inwoners"].to_numpy() + 1, relative=relative)
            sigma = found.sigma[:, None] * (path / 100 if relative else 1.0)
            low, high = year_to_year(x, sigma, measurement=0.475 * COLUMNS[name].unit)
            known = ~np.isnan(low) & ~np.isnan(level_true)
            hits += int(((low <= level_true) & (level_true <= high))[known].sum())
            total += int(known.sum())
    return hits / total


def main() -> int:
    """Print what was measured beside its bar; 1 when a bar is missed."""
    missed = 0

    def line(name: str, value: float, bar: str, ok: bool) -> None:
        nonlocal missed
        missed += not ok
        print(f"{name:58s} {value:8.3f}   {bar:12s} {'ok' if ok else 'NOT OK'}")

    panel = national()
    start = time.process_time()
    positions_roll_up_peers(*panel)
    first = time.process_time() - start
    start = time.process_time()
    developments(panel[0], panel[1])
    whole = first + time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    line("positions (country, gemeente, peers), roll-up, peers, s", first, "<= 5", first <= 5)
    line("the same with trends, turns and intervals, s", whole, "<= 60", whole <= 60)
    line("most memory, GB", peak, "<= 1.5", peak <= 1.5)
    with tempfile.TemporaryDirectory() as folder:
        rounded, zero, chance, figures = coverage(Path(folder))
    print(f"{figures:,} figures of the example against the planted truth")
    line("meetonzekerheid covers", rounded, ".93 to .97", 0.93 <= rounded <= 0.97)
    line("meetonzekerheid of an ambiguous zero covers", zero, ">= .95", zero >= 0.95)
    line("toeval van jaar op jaar covers", chance, ".93 to .97", 0.93 <= chance <= 0.97)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
