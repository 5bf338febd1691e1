"""Trends: false findings, power and speed, beside scipy's Theil-Sen and pymannkendall in the same run.

Every panel has noise of unit variance with autocorrelation rho; a fifth of the areas changes by a planted
amount. "Dependent" panels add a shock of one sigma that all areas share and a correlation of .3 within groups
of ten neighbours.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import pymannkendall
from scipy.special import ndtr
from scipy.stats import theilslopes

from wijkwijzer.areas.methods import benjamini_hochberg, trends
from wijkwijzer.areas.methods.simulation import autoregress

YEARS = np.arange(2010, 2025)
PANELS, AREAS, SHARE = 200, 1500, 0.2
NATION, INDICATORS, SAMPLE = 14_000, 30, 1500
Panel = tuple[np.ndarray, np.ndarray]


def panel(seed: int, rho: float, change: float, dependent: bool, areas: int = AREAS) -> Panel:
    """One panel and which of its areas have a planted trend of `change` sigma over the fifteen years."""
    rng = np.random.default_rng([seed, int(100 * rho), dependent])
    shocks = rng.standard_normal((areas, len(YEARS)))
    if dependent:
        shared = rng.standard_normal((areas // 10 + 1, len(YEARS)))
        shocks = np.sqrt(0.7) * shocks + np.sqrt(0.3) * np.repeat(shared, 10, axis=0)[:areas]
    x = autoregress(shocks, rho)
    if dependent:
        x += rng.standard_normal(len(YEARS))
    planted = rng.random(areas) < SHARE
    slope = np.where(planted, rng.choice([-1.0, 1.0], areas) * change / (len(YEARS) - 1), 0.0)
    return x + slope[:, None] * np.arange(len(YEARS)), planted


def quality(rho: float, change: float, dependent: bool) -> tuple[float, float, float]:
    """False share of the findings, share of noise with p < .05, and share of planted trends with p < .05."""
    false, noise, power = [], [], []
    for seed in range(PANELS):
        x, planted = panel(seed, rho, change, dependent)
        found = trends(x, YEARS)
        called = found.q_value < 0.05
        false.append((called & ~planted).sum() / max(called.sum(), 1))
        noise.append((found.p_value[~planted] < 0.05).mean())
        power.append((found.p_value[planted] < 0.05).mean())
    return statistics.fmean(false), statistics.fmean(noise), statistics.fmean(power)


def ceiling(rho: float, change: float) -> float:
    """Power of the best linear test there can be: generalised least squares that knows rho and sigma."""
    t = np.arange(len(YEARS), dtype=float)
    inverse = np.linalg.inv(rho ** np.abs(t[:, None] - t[None, :]) if rho else np.eye(len(t)))
    design = np.column_stack([np.ones(len(t)), t])
    error = np.sqrt(np.linalg.inv(design.T @ inverse @ design)[1, 1])
    z = change / (len(t) - 1) / error
    return float(ndtr(z - 1.96) + ndtr(-z - 1.96))


def mann_kendall_false_share(rho: float) -> float:
    """False share of plain Mann-Kendall with Benjamini-Hochberg (few panels: it is slow)."""
    shares = []
    for seed in range(4):
        x, planted = panel(seed, rho, 2.0, False, areas=400)
        called = benjamini_hochberg([pymannkendall.original_test(row).p for row in x]) < 0.05
        shares.append((called & ~planted).sum() / max(called.sum(), 1))
    return statistics.fmean(shares)


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Median processor time."""
    spent = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def speed() -> tuple[float, float, float]:
    """Seconds for 14,000 x 30 series with significance; scipy's and pymannkendall's, from a sample."""
    rng = np.random.default_rng(0)
    size = np.exp(rng.normal(7, 1.2, NATION))
    cube = [50 + rng.standard_normal((NATION, len(YEARS))) for _ in range(INDICATORS)]
    own = seconds(lambda: [trends(x, YEARS, size=size) for x in cube])
    rows = cube[0][:SAMPLE]
    scale = NATION * INDICATORS / SAMPLE
    scipy = seconds(lambda: [theilslopes(row, YEARS) for row in rows], 1) * scale
    kendall = seconds(lambda: [pymannkendall.original_test(row) for row in rows], 1) * scale
    return own, scipy, kendall


def main() -> int:
    """Print what was measured beside its bar; 1 when a bar is missed."""
    missed = 0

    def line(name: str, value: float, bar: str, ok: bool) -> None:
        nonlocal missed
        missed += not ok
        print(f"{name:66s} {value:8.3f}   {bar:14s} {'ok' if ok else 'NOT OK'}")

    print(f"{PANELS} panels of {AREAS} areas x {len(YEARS)} years, {SHARE:.0%} with a planted trend")
    for dependent in (False, True):
        kind = "shock and neighbours" if dependent else "independent"
        for rho in (0.0, 0.4, 0.7):
            for change in (2.0, 4.0):
                false, noise, power = quality(rho, change, dependent)
                label = f"rho {rho:.1f}, {kind}, change {change:.0f} SD"
                line(f"{label}: false share at q .05", false, "<= .06", false <= 0.06)
                line(f"{label}: noise with p < .05", noise, ".045 to .055", 0.045 <= noise <= 0.055)
                print(f"{label}: power {power:.3f}, best possible {ceiling(rho, change):.3f}")
    # "Two pooled SD" can be read in two ways; the second asks more than any test can give: see the oracle.
    for rho in (0.0, 0.4, 0.7):
        difference = float(np.sqrt(2 * (1 - rho)))  # SD of the change from one year to the next
        power, best = quality(rho, 2 * difference, False)[2], ceiling(rho, 2 * difference)
        label = f"power, 2 SD of year-to-year differences, rho {rho:.1f} (oracle {best:.2f})"
        if rho == 0.0:
            line(label, power, ">= .8", power >= 0.8)
        else:
            print(f"{label:66s} {power:8.3f}")
    for rho in (0.0, 0.4, 0.7):
        power, best = quality(rho, 2.0, False)[2], ceiling(rho, 2.0)
        label = f"power, 2 SD of the level, rho {rho:.1f}: {power:.2f}, oracle {best:.2f}; share"
        line(label, power / best, ">= .8", power / best >= 0.8)
    for rho in (0.4, 0.7):
        print(f"plain Mann-Kendall + BH, rho {rho}: false share {mann_kendall_false_share(rho):.2f}")
    own, scipy, kendall = speed()
    line(f"{NATION * INDICATORS:,} slopes with significance, s", own, "<= 3", own <= 3)
    for name, other in (("scipy theilslopes", scipy), ("pymannkendall", kendall)):
        print(f"{name}: {other:.0f} s, {other / own:.0f} x")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
