"""Panels with a known truth (nothing happened, or a planted effect), to score the effect methods with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.effect.panel import Panel, make_panel

__all__ = ["planted_panel"]

FloatArray = NDArray[np.float64]
FIRST = 2010
RHO, TREND, LOADING, WALK, STILL = 0.5, 0.04, 0.25, 0.12, 0.45


def planted_panel(
    areas: int, *, seed: int, years: int = 15, shock: float = 0.0, per_cluster: int = 15
) -> Panel:
    """Return a panel without any treatment: own levels and trends, a shared path, random walk, AR(1) noise.

    Parameters
    ----------
    shock : standard deviation (in spreads) of a shock that areas of one gemeente share in the last five
        years.

    Examples
    --------
    >>> planted_panel(30, seed=1).values.shape
    (30, 15)
    """
    rng = np.random.default_rng([seed, areas, years])
    time = np.arange(years, dtype=float)
    noise = np.empty((areas, years))
    noise[:, 0] = rng.standard_normal(areas) * STILL
    for t in range(1, years):
        noise[:, t] = RHO * noise[:, t - 1] + rng.standard_normal(areas) * STILL * np.sqrt(1 - RHO**2)
    path = np.cumsum(rng.standard_normal(years) * 0.3)
    walk = np.cumsum(rng.standard_normal((areas, years)) * WALK, axis=1)
    level = rng.standard_normal(areas)[:, None]
    trend = rng.standard_normal(areas)[:, None] * TREND * time
    loading = (1 + LOADING * rng.standard_normal(areas))[:, None] * path
    values = level + trend + loading + walk + noise
    where = np.arange(areas) // per_cluster
    if shock:
        values[:, -5:] += (rng.standard_normal(where.max() + 1) * shock)[where][:, None]
    codes = [f"WK{where[i]:04d}{i % per_cluster:02d}" for i in range(areas)]
    return make_panel(codes, [FIRST + t for t in range(years)], values, indicator="planted", source="planted")
