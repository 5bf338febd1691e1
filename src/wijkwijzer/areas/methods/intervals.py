"""Toeval van jaar op jaar: how far a figure may lie from the area's usual level, by chance alone.

It stands beside meetonzekerheid (`wijkwijzer.areas.panel.uncertainty`), which says what rounding and
suppression leave open about the figure itself. Registers are complete, so neither is a sampling error. Chance
is pooled: sigma is learned from all areas of the indicator (`noise`), because one area has too few years to
tell its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

__all__ = ["suppressed_sum", "year_to_year"]

FloatArray = NDArray[np.float64]


def year_to_year(
    values: ArrayLike,
    sigma: ArrayLike,
    *,
    measurement: ArrayLike = 0.0,
    bounds: tuple[float, float] = (-np.inf, np.inf),
) -> tuple[FloatArray, FloatArray]:
    """Return the 95% interval that the area's level without chance lies in.

    Parameters
    ----------
    values : (areas, years) or (areas,).
    sigma : pooled standard deviation of chance (`Trends.sigma`), in a shape that fits `values`.
    measurement : half-width of the meetonzekerheid. Sigma already holds the rounding of figures that move;
    one
        that stands still because it is rounded coarsely is no more certain than its rounding.
    bounds : values that the figure cannot pass, as (0, 100) for a percentage.

    Returns
    -------
    low, high
        In the shape of `values`; NaN where the value or sigma is unknown.

    Examples
    --------
    >>> low, high = year_to_year([50.0, 1.0], [1.0, 1.0], bounds=(0, 100))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([48.04, 0.0], [51.96, 2.96])
    """
    x = np.asarray(values, dtype=np.float64)
    half = np.maximum(ndtri(0.975) * np.asarray(sigma, dtype=np.float64), measurement)
    low, high = np.clip(x - half, *bounds), np.clip(x + half, *bounds)
    return low, high


def suppressed_sum(known: ArrayLike, missing: ArrayLike, bound: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the interval of a sum of which some parts were left out because they are small.

    Parameters
    ----------
    known : (sums,) sum of the parts that are known.
    missing : (sums,) number of parts that were left out.
    bound : (sums,) or one number: the most that one of them can be.

    Returns
    -------
    low, high
        What is known, and what is known plus the most that is hidden: a gap never counts as 0.

    Examples
    --------
    >>> low, high = suppressed_sum([120.0], [2], 9)
    >>> low.tolist(), high.tolist()
    ([120.0], [138.0])
    """
    low = np.asarray(known, dtype=np.float64)
    return low, low + np.asarray(missing) * np.asarray(bound, dtype=np.float64)
