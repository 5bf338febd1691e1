"""Does an area develop differently from the country? Theil-Sen slopes with pooled noise.

Per indicator: the difference from the country, its Theil-Sen slope, chance learned from all areas together
(`noise`), and Benjamini-Hochberg over all areas. Plain Mann-Kendall per area is wrong here: with fifteen
years and autocorrelation 0.4 four in ten of its findings are false.

Sources
-------
Sen (1968); Storch and Navarra (1995); Smyth (2004); Benjamini and Hochberg (1995): see `theil_sen`, `noise`,
`fdr`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from wijkwijzer.areas.methods.fdr import benjamini_hochberg
from wijkwijzer.areas.methods.noise import find_patterns, pooled_noise
from wijkwijzer.areas.methods.simulation import slope_inefficiency
from wijkwijzer.areas.methods.theil_sen import theil_sen

__all__ = ["MINIMUM_VALUES", "MINIMUM_YEARS", "Trends", "common_path", "trends"]

FloatArray = NDArray[np.float64]
MINIMUM_VALUES = 8
"""Fewer known years than this give points only."""
MINIMUM_YEARS = 8
"""First and last known year lie at least this many years apart, both counted."""
SLOPE_DF = 250
"""Theil-Sen slopes of normal noise have a kurtosis of 3.01 to 3.04 (measured), like t with these degrees."""


@dataclass(frozen=True)
class Trends:
    """Trends of one indicator; every array has one entry per area, NaN where no trend may be given.

    Attributes
    ----------
    slope, low, high : change per year with its 95% interval.
    against, against_low, against_high : change per year of the difference from the country (or of the index
        with the country at 100 when `relative`).
    p_value, q_value : of the difference; q after Benjamini-Hochberg over all areas.
    count, first, last : number of known years, first and last of them (0 without any).
    rho, sigma : autocorrelation and standard deviation of chance from year to year, of the difference.
    """

    slope: FloatArray
    low: FloatArray
    high: FloatArray
    against: FloatArray
    against_low: FloatArray
    against_high: FloatArray
    p_value: FloatArray
    q_value: FloatArray
    count: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    rho: FloatArray
    sigma: FloatArray


def trends(
    values: ArrayLike,
    years: ArrayLike,
    *,
    country: ArrayLike | None = None,
    size: ArrayLike | None = None,
    relative: bool = False,
) -> Trends:
    """Compute slopes and their significance for all areas of one indicator.

    Parameters
    ----------
    values : (areas, years) in the borders of one division; NaN is missing. Years that may not be compared (a
        break of definition, too little from untouched areas) are to be NaN.
    years : (years,) increasing.
    country : (years,) the same figure of the country; by default the path that most areas share, so that a
        fifth of the areas falling does not make the rest seem to rise.
    size : (areas,) what the figure is a share or mean of; areas of equal size have equal chance.
    relative : compare by ratio instead of difference, for amounts (homes, incomes) that all grow.

    Returns
    -------
    Trends

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> values = rng.normal(size=(200, 15))
    >>> values[0] += np.arange(15.0)
    >>> found = trends(values, np.arange(2010, 2025))
    >>> bool(found.q_value[0] < 0.001), round(float(found.slope[0]))
    (True, 1)
    """
    x, t = np.asarray(values, dtype=np.float64), np.asarray(years, dtype=np.float64)
    if x.ndim != 2 or x.shape[1] != len(t):
        raise ValueError("values must be (areas, years)")
    path = common_path(x) if country is None else np.asarray(country, dtype=np.float64)
    difference = _difference(x, path, relative=relative)
    count, first, last = _span(x, t)
    enough = (~np.isnan(difference)).sum(axis=1) >= MINIMUM_VALUES
    rows = np.flatnonzero(enough & (last - first + 1 >= MINIMUM_YEARS))
    sizes = None if size is None else np.asarray(size, dtype=np.float64)[rows]
    out = np.full((7, len(x)), np.nan)
    out[0, rows] = theil_sen(x[rows], t)
    out[1:, rows] = _test(difference[rows], t, path, sizes, centre=country is None)
    slope, against, error, quantile, p_value, rho, sigma = out
    reach = quantile * error
    own_reach = reach * np.abs(np.nanmean(path)) / 100 if relative else reach
    return Trends(
        slope=slope,
        low=slope - own_reach,
        high=slope + own_reach,
        against=against,
        against_low=against - reach,
        against_high=against + reach,
        p_value=p_value,
        q_value=benjamini_hochberg(p_value),
        count=count,
        first=first,
        last=last,
        rho=rho,
        sigma=sigma,
    )


def _difference(x: FloatArray, path: FloatArray, *, relative: bool) -> FloatArray:
    """Return the difference from the country, or the index with the country at 100; NaN where unknown."""
    with np.errstate(invalid="ignore", divide="ignore"):
        difference = 100 * x / path if relative else x - path
    difference[~np.isfinite(difference)] = np.nan
    return difference


def _span(x: FloatArray, t: FloatArray) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return per area the number of known years, and the first and last of them (0 without any)."""
    known = ~np.isnan(x)
    count = known.sum(axis=1)
    first = np.where(count > 0, t[known.argmax(axis=1)], 0)
    last = np.where(count > 0, t[len(t) - 1 - known[:, ::-1].argmax(axis=1)], 0)
    return count, first.astype(np.int64), last.astype(np.int64)


def common_path(values: ArrayLike) -> FloatArray:
    """Return the development that the areas share: an additive fit of areas and years by trimmed means.

    Unlike a mean of levels it does not jump when areas are missing in a year, and areas with a trend of their
    own hardly move it.

    Parameters
    ----------
    values : (areas, years), NaN is missing.

    Returns
    -------
    ndarray
        (years,), at the level of the mean area; NaN in a year without any value.

    Examples
    --------
    >>> common_path([[1, 2, 3], [11, 12, 13], [float("nan"), 8, 9]]).round(3).tolist()
    [6.333, 7.333, 8.333]
    """
    x = np.asarray(values, dtype=np.float64)
    x = x[~np.isnan(x).all(axis=1)]
    path = np.full(x.shape[1], np.nan)
    if len(x) == 0:
        return path
    years = ~np.isnan(x).all(axis=0)
    columns = np.ascontiguousarray(x[:, years].T)
    shared = np.zeros(len(columns))
    for _ in range(8):  # with every value there, the first pass is exact
        before, middle = shared, np.nanmean(columns - shared[:, None], axis=0)
        shared = np.array([_trimmed_mean(column) for column in columns - middle])
        if np.allclose(np.diff(shared), np.diff(before), atol=1e-6 * (np.abs(shared).max() + 1e-12)):
            break
    path[years] = shared + middle.mean()
    return path


def _trimmed_mean(column: FloatArray) -> float:
    """Mean without the lowest and the highest tenth."""
    known = column[~np.isnan(column)]
    cut = len(known) // 10
    if cut:
        known.partition((cut, len(known) - cut - 1))
    return float(known[cut : len(known) - cut].mean())


def _test(
    difference: FloatArray, years: FloatArray, path: FloatArray, size: FloatArray | None, *, centre: bool
) -> FloatArray:
    """Slope, standard error, 97.5% quantile, p, rho and sigma per area, as (6, areas)."""
    slopes = theil_sen(difference, years)
    if len(slopes) == 0:
        return np.zeros((6, 0))
    patterns = find_patterns(difference, years, path)
    noise = pooled_noise(difference, patterns, slopes, size)
    inefficiency = slope_inefficiency(patterns.count(), noise.rho)
    error = noise.sigma * np.sqrt(noise.slope_variance * inefficiency)
    if centre:
        slopes = slopes - _usual(slopes, error)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.where(error > 0, np.abs(slopes) / error, np.where(slopes == 0, 0.0, np.inf))
    df = 1 / (1 / noise.df + 1 / SLOPE_DF)
    p_value = 2 * stdtr(df, -score)
    distinct, index = np.unique(df, return_inverse=True)
    quantile = stdtrit(distinct, 0.975)[index]
    return np.stack([slopes, error, quantile, p_value, noise.rho, noise.sigma])


def _usual(slopes: FloatArray, error: FloatArray) -> float:
    """The slope that most areas have: a mean in which slopes that are clearly different do not count.

    Tukey's biweight (Beaton and Tukey 1974, Technometrics 16, 147-185), started at the median.
    """
    use = error > 0
    if not use.any():
        return 0.0
    b, e = slopes[use], error[use]
    usual = float(np.median(b))
    reach = 3 * e * max(1.0, 1.4826 * float(np.median(np.abs(b - usual) / e)))
    for _ in range(30):
        weight = np.clip(1 - ((b - usual) / reach) ** 2, 0, None) ** 2 / e**2
        before, usual = usual, float((weight * b).sum() / weight.sum())
        if abs(usual - before) < 1e-6 * float(np.median(e)):
            break
    return usual
