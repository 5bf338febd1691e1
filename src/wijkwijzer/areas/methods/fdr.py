"""False discovery rate over all areas of one indicator.

Source: Y. Benjamini and Y. Hochberg (1995), Controlling the false discovery rate, JRSS B 57, 289-300. Under
the positive dependence of neighbouring areas the bound still holds (Benjamini and Yekutieli 2001, Annals of
Statistics 29, 1165-1188).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["benjamini_hochberg"]


def benjamini_hochberg(p_values: ArrayLike) -> NDArray[np.float64]:
    """Return q-values: the smallest false discovery rate at which each test would be called a finding.

    Parameters
    ----------
    p_values : (tests,) probabilities; NaN means not tested and does not count.

    Returns
    -------
    ndarray
        (tests,) in the order of the input, NaN where the input is NaN.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, float("nan"), 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, nan, 0.5]
    """
    p = np.asarray(p_values, dtype=np.float64)
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    scaled = p[order] * len(order) / np.arange(1, len(order) + 1)
    q[order] = np.minimum.accumulate(scaled[::-1])[::-1].clip(max=1.0)
    return q
