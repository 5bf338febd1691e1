"""How good chances were: average precision, Brier skill, calibration, hits; with intervals over gemeenten.

Sources: Brier (1950); Davis & Goadrich (2006) for average precision with ties; Naeini et al. (2015) for the
calibration error in ten equal-count bins. Areas in one gemeente share shocks: whole gemeenten are drawn, or
the intervals would be too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Interval",
    "average_precision",
    "brier_skill",
    "calibration_error",
    "drawn_weights",
    "hits",
    "interval_of",
]

FloatArray = NDArray[np.float64]
TOP = 100


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95% interval."""

    value: float
    low: float
    high: float


def average_precision(
    happened: FloatArray, said: FloatArray, weights: FloatArray | None = None
) -> float | FloatArray:
    """Return the average precision; areas with the same chance count together.

    Parameters
    ----------
    happened, said : (areas,)
    weights : (draws, areas) how often each area was drawn; then the answer is (draws,).

    Examples
    --------
    >>> average_precision(np.array([1., 0, 1, 0]), np.array([.9, .8, .7, .1]))
    0.8333333333333333
    """
    order = np.argsort(-said, kind="stable")
    y, ordered = happened[order], said[order]
    w = np.ones((1, len(y))) if weights is None else weights[:, order]
    last = np.append(ordered[1:] != ordered[:-1], True)
    found, count = np.cumsum(w * y, 1)[:, last], np.cumsum(w, 1)[:, last]
    all_found = np.maximum(found[:, -1:], 1e-12)
    precision = found / np.maximum(count, 1e-12)
    steps = np.diff(found, axis=1, prepend=0.0) / all_found
    result = np.where(found[:, -1] > 0, (steps * precision).sum(1), np.nan)
    return float(result[0]) if weights is None else np.asarray(result)


def brier_skill(
    happened: FloatArray, said: FloatArray, base: float, weights: FloatArray | None = None
) -> float | FloatArray:
    """Return 1 - Brier score / Brier score of always saying `base`; above 0 the chances say something.

    Examples
    --------
    >>> brier_skill(np.array([1., 0, 0, 0]), np.array([.7, .1, .1, .1]), .25)
    0.84
    """
    w = np.ones((1, len(happened))) if weights is None else weights
    ours, theirs = w @ (said - happened) ** 2, w @ (base - happened) ** 2
    result = np.round(1 - ours / np.maximum(theirs, 1e-12), 12)
    if weights is not None:
        result = np.where(w @ happened > 0, result, np.nan)
    return float(result[0]) if weights is None else np.asarray(result)


def calibration_error(happened: FloatArray, said: FloatArray) -> float:
    """Return the mean distance between said and happened over ten bins of equal count.

    Examples
    --------
    >>> calibration_error(np.ones(20), np.ones(20))
    0.0
    """
    order = np.argsort(said, kind="stable")
    bins = [rows for rows in np.array_split(order, 10) if len(rows)]
    return float(sum(len(b) / len(said) * abs(happened[b].mean() - said[b].mean()) for b in bins))


def hits(happened: FloatArray, said: FloatArray, top: int = TOP) -> int:
    """Return how many of the `top` highest chances came true."""
    return int(happened[np.argsort(-said, kind="stable")[:top]].sum())


def drawn_weights(groups: Sequence[str], draws: int, seed: int) -> FloatArray:
    """Draw whole groups with replacement: how often each area counts, (draws, areas)."""
    names, where = np.unique(np.asarray(groups), return_inverse=True)
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=draws)
    return np.asarray(counts[:, where], dtype=np.float64)


def interval_of(value: float, draws: FloatArray) -> Interval:
    """The estimate with the middle 95% of the draws; draws in which nothing happened say nothing."""
    counted = draws[~np.isnan(draws)]
    low, high = np.quantile(counted, (0.025, 0.975)) if len(counted) else (value, value)
    return Interval(value, float(low), float(high))
