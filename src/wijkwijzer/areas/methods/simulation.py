"""What happens to short series of pure noise: numbers without a formula, simulated once and remembered.

A detrended series of fifteen values hides part of its own noise, the more so when it is autocorrelated, and
leaving out the steepest tenth of the slopes hides a little more. The generator is seeded by the length of the
series, so results are the same everywhere.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.areas.methods.theil_sen import theil_sen

__all__ = ["autoregress", "slope_inefficiency", "steep_dropped"]

FloatArray = NDArray[np.float64]
SERIES = 12_000
RHO = (-0.4, 0.0, 0.25, 0.5, 0.75, 0.95)


def autoregress(shocks: FloatArray, rho: float) -> FloatArray:
    """Turn independent standard normal shocks (series, years) into stationary AR(1) series of unit variance.

    Examples
    --------
    >>> autoregress(np.ones((1, 3)), 0.0).tolist()
    [[1.0, 1.0, 1.0]]
    """
    series = shocks.copy()
    for t in range(1, series.shape[1]):
        series[:, t] = rho * series[:, t - 1] + np.sqrt(1 - rho**2) * shocks[:, t]
    return series


def slope_inefficiency(count: NDArray[np.int64], rho: FloatArray) -> FloatArray:
    """Return the variance of the Theil-Sen slope over that of the least-squares slope, per area.

    Parameters
    ----------
    count : (areas,) number of values of the series.
    rho : (areas,) autocorrelation.
    """
    return _look_up(count, rho, 0)


def steep_dropped(count: NDArray[np.int64], rho: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what leaving out the steepest tenth does to variance (factor) and lag-one ratio (shift)."""
    return _look_up(count, rho, 1), _look_up(count, rho, 2)


def _look_up(count: NDArray[np.int64], rho: FloatArray, column: int) -> FloatArray:
    out = np.empty(len(count))
    for n in np.unique(count):
        use = count == n
        out[use] = np.interp(rho[use], RHO, _table(int(n))[:, column])
    return out


@lru_cache(maxsize=64)
def _table(count: int) -> FloatArray:
    """One row per rho: inefficiency, factor, shift."""
    shocks = np.random.default_rng(count).standard_normal((SERIES, count))
    years = np.arange(count, dtype=np.float64) - (count - 1) / 2
    weights = years / (years @ years)
    rows = []
    for rho in RHO:
        series = autoregress(shocks, rho)
        steep, line = theil_sen(series, years), series @ weights
        residual = series - series.mean(axis=1, keepdims=True) - line[:, None] * years
        own = np.einsum("ij,ij->i", residual, residual)
        pairs = np.einsum("ij,ij->i", residual[:, 1:], residual[:, :-1])
        calm = np.abs(steep) <= np.quantile(np.abs(steep), 0.9)
        shift = pairs[calm].sum() / own[calm].sum() - pairs.sum() / own.sum()
        rows.append((steep.var() / line.var(), own[calm].mean() / own.mean(), shift))
    return np.array(rows)
