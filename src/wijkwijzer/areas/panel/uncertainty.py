"""Meetonzekerheid: what rounding leaves open about a published figure.

Registers are complete, so no sampling error is added. A figure rounded to unit u has a rounding error that is
uniform on [-u/2, u/2], with variance u squared / 12; a share derived from two rounded counts carries both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["half_width", "rounding_terms", "zero_bound"]

FloatArray = NDArray[np.float64]


def half_width(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return the half-width of the 95% interval of the sum of two independent uniform errors.

    Parameters
    ----------
    first, second : half-ranges of the two errors (half a rounding unit, carried into the figure's own unit).

    Returns
    -------
    (n,) the t with P(|error| > t) = .05. With one error this is .95 of its half-range; the normal 1.96
    sigma would cover everything and claim 95%.

    Notes
    -----
    The sum of uniforms on [-a, a] and [-b, b], a >= b, has a trapezoid as density. Its two tails beyond t
    hold (a + b - t)^2 / (4ab) when t >= a - b, and 1 - t/a otherwise.

    Examples
    --------
    >>> half_width(np.array([2.5, 1.0]), np.array([0.0, 1.0])).round(3).tolist()
    [2.375, 1.553]
    """
    a, b = np.maximum(first, second), np.minimum(first, second)
    return np.where(b >= 0.05 * a, a + b - np.sqrt(0.2 * a * b), 0.95 * a)


def rounding_terms(
    value: FloatArray, whole: FloatArray, per: float, unit_part: float, unit_whole: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the half-ranges that the rounding of part and whole give to ``per x part / whole``.

    Examples
    --------
    >>> part, whole = rounding_terms(np.array([10.0]), np.array([1000.0]), 100.0, 10.0, np.array([5.0]))
    >>> part.round(4).tolist(), whole.round(4).tolist()
    ([0.5], [0.025])
    """
    size = np.maximum(whole, 1e-12)
    return per * unit_part / (2 * size), np.abs(value) * unit_whole / (2 * size)


def zero_bound(below: float, per: float, whole: FloatArray) -> FloatArray:
    """Return the upper bound of a zero that may be any count under ``below``, in units of the share.

    Examples
    --------
    >>> zero_bound(10, 100, np.array([500.0])).tolist()
    [2.0]
    """
    return per * below / np.maximum(whole, 1e-12)
