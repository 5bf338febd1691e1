"""Theil-Sen slopes of many series at once.

Source: P. K. Sen (1968), Estimates of the regression coefficient based on Kendall's tau, JASA 63, 1379-1389.
The slope is the median of the slopes of all pairs of years; up to 29% of the values may be wrong before it
breaks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["theil_sen"]

FloatArray = NDArray[np.float64]
# Bytes of pairwise slopes in memory at a time: what fits in a second-level cache is fastest.
BLOCK = 4_000_000


def theil_sen(values: ArrayLike, years: ArrayLike) -> FloatArray:
    """Return the Theil-Sen slope per series; missing years are left out.

    Parameters
    ----------
    values : (series, years), NaN is missing.
    years : (years,) increasing.

    Returns
    -------
    ndarray
        (series,) units of the values per year; NaN with fewer than two values.

    Examples
    --------
    >>> theil_sen([[1, 2, 3, 4, 50], [5, 4, float("nan"), 2, 1]], range(2020, 2025)).tolist()
    [1.0, -1.0]
    """
    x = np.asarray(values, dtype=np.float64)
    t = np.asarray(years, dtype=np.float64)
    slopes = np.full(len(x), np.nan)
    if len(t) < 2:
        return slopes
    step = max(1, BLOCK // (4 * len(t) * (len(t) - 1)))
    known = np.count_nonzero(~np.isnan(x), axis=1)
    for count in np.unique(known[known >= 2]).tolist():
        for rows in _blocks(np.flatnonzero(known == count), step):
            slopes[rows] = _median(_pairs(x[rows], t), count * (count - 1) // 2)
    return slopes


def _blocks(rows: NDArray[np.int64], step: int) -> list[NDArray[np.int64]]:
    return [rows[i : i + step] for i in range(0, len(rows), step)]


def _pairs(x: FloatArray, t: FloatArray) -> FloatArray:
    """Slopes of all pairs of years, by distance: slices are faster than picking columns."""
    pairs = np.empty((len(x), len(t) * (len(t) - 1) // 2))
    start = 0
    for distance in range(1, len(t)):
        part = pairs[:, start : start + len(t) - distance]
        np.subtract(x[:, distance:], x[:, :-distance], out=part)
        part *= 1 / (t[distance:] - t[:-distance])
        start += part.shape[1]
    return pairs


def _median(pairs: FloatArray, count: int) -> FloatArray:
    """Median of the `count` pairs that are there; missing pairs are sorted to the end."""
    middle = count // 2
    if count % 2:
        pairs.partition(middle, axis=1)
        return np.asarray(pairs[:, middle])
    pairs.partition((middle - 1, middle), axis=1)
    return np.asarray(0.5 * (pairs[:, middle - 1] + pairs[:, middle]))
