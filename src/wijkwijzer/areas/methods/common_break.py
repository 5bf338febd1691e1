"""A figure that doubles or halves in all areas at once: another way of counting, or a file not yet complete.

Areas differ: something that happens in the world reaches some more than others, and seldom changes a figure
by a factor of two everywhere within a year. What does is a new definition, or a register in which the last
years are still being filled in. No line may cross such a year, and a level right after it says nothing yet.

The rule is one of plausibility, not a test: it looks at the median ratio of neighbouring years over areas,
which one outlier cannot move (Tukey 1977, Exploratory Data Analysis, on resistant summaries).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["common_breaks"]

FACTOR = 2.0
"""The median area must change by this factor within a year."""
SHARE = 0.9
"""Of the areas this share must go the same way."""
FEWEST = 20


def common_breaks(values: ArrayLike, years: ArrayLike) -> tuple[tuple[int, float], ...]:
    """Return the years in which the figure jumps or collapses everywhere at once.

    Parameters
    ----------
    values : (areas, years), not negative; NaN is missing.
    years : (years,) increasing.

    Returns
    -------
    tuple
        First year of the new situation, and the median ratio to the known year before it.

    Examples
    --------
    >>> values = np.full((30, 4), 8.0) + np.arange(30)[:, None] / 10
    >>> values[:, 3] /= 5
    >>> [(year, round(ratio, 2)) for year, ratio in common_breaks(values, [2019, 2020, 2021, 2022])]
    [(2022, 0.2)]
    >>> values[:12, 3] *= 9
    >>> common_breaks(values, [2019, 2020, 2021, 2022])
    ()
    """
    x, t = np.asarray(values, dtype=np.float64), np.asarray(years)
    if x.ndim != 2 or x.shape[1] != len(t):
        raise ValueError("values must be (areas, years)")
    if (x < 0).any():
        return ()
    columns = [at for at in range(len(t)) if (~np.isnan(x[:, at])).sum() >= FEWEST]
    found = []
    for before, after in pairwise(columns):
        both = (x[:, before] > 0) & ~np.isnan(x[:, after])
        if both.sum() < FEWEST:
            continue
        ratio = x[both, after] / x[both, before]
        middle = float(np.median(ratio))
        same = (ratio < 1) if middle < 1 else (ratio > 1)
        if (middle >= FACTOR or middle <= 1 / FACTOR) and same.mean() >= SHARE:
            found.append((int(t[after]), middle))
    return tuple(found)
