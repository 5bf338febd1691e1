"""Where a figure lies among others: all areas, those of its gemeente, or its peers. Never a rank.

The percentile is the share of the others with a lower value, ties counting for half. Its interval carries two
uncertainties: the area's own value may lie anywhere in its measurement interval, and the others were rounded too, so
who of those close by lies lower is partly unknown.

Source: the normal approximation of a sum of unequal coin tosses (Poisson binomial; Le Cam 1960, Pacific Journal of
Mathematics 10, 1181-1197) for the second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["FEWEST_RESIDENTS", "Positions", "positions", "positions_among", "side_of_middle"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
FEWEST_RESIDENTS = 200
"""Areas with fewer residents are not compared: one family moving in would move them half the country."""


@dataclass(frozen=True)
class Positions:
    """One entry per area; NaN where there is no figure, too few residents, or nobody to compare with.

    Attributes
    ----------
    percentile, low, high : 0 to 100, with the 95% interval.
    compared : number of others.
    """

    percentile: FloatArray
    low: FloatArray
    high: FloatArray
    compared: IntArray


def positions(
    values: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    residents: ArrayLike | None = None,
    group: ArrayLike | None = None,
) -> Positions:
    """Return the position of every area among all others, or among the others of its group.

    Parameters
    ----------
    values, low, high : (areas,) one indicator in one year with its measurement interval; NaN is unknown.
    residents : (areas,); areas under `FEWEST_RESIDENTS` get no position and are not compared with.
    group : (areas,) whole numbers, such as the gemeente; by default all areas are one group.

    Returns
    -------
    Positions

    Examples
    --------
    >>> found = positions([1.0, 2.0, 3.0, 4.0, 5.0], *2 * [[1.0, 2.0, 3.0, 4.0, 5.0]])
    >>> found.percentile.tolist()
    [0.0, 25.0, 50.0, 75.0, 100.0]
    """
    v, lo, hi = _arrays(values, low, high)
    label = np.zeros(len(v), dtype=np.int64) if group is None else np.asarray(group, dtype=np.int64)
    use = np.flatnonzero(_comparable(v, residents))
    out = _unknown(len(v))
    if len(use) == 0:
        return out
    _, label = np.unique(label[use], return_inverse=True)
    shift, ends = _apart(label, lo[use], hi[use], v[use])
    half = (hi[use] - lo[use]) / 2
    others = np.bincount(label)[label] - 1
    counts = [_count_below(ends, label, at + shift, v[use] + shift, half) for at in (v[use], lo[use], hi[use])]
    enough = others > 0
    out.compared[use] = others
    _fill(out, use[enough], others[enough], [c[:, enough] for c in counts])
    return out


def positions_among(
    values: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    others: ArrayLike,
    *,
    residents: ArrayLike | None = None,
) -> Positions:
    """Return the position of every area among the areas named for it, such as its peers.

    Parameters
    ----------
    values, low, high, residents : as for `positions`.
    others : (areas, k) row numbers of the areas to compare with; -1 is nobody.
    """
    v, lo, hi = _arrays(values, low, high)
    named = np.asarray(others, dtype=np.int64)
    comparable = _comparable(v, residents)
    out = _unknown(len(v))
    there = (named >= 0) & comparable[named]
    size = there.sum(axis=1)
    use = np.flatnonzero(comparable & (size > 0))
    out.compared[comparable] = size[comparable]
    centre, half = v[named[use]], (hi - lo)[named[use]] / 2
    counts = []
    for at in (v[use], lo[use], hi[use]):
        chance = np.where(there[use], _chance_below(at[:, None], centre, half), 0.0)
        counts.append(np.stack([chance.sum(axis=1), (chance * (1 - chance)).sum(axis=1)]))
    _fill(out, use, size[use], counts)
    return out


def side_of_middle(found: Positions) -> NDArray[np.int8]:
    """Return -1 or 1 when the whole interval lies under or over the middle, 0 when it does not or is unknown.

    Examples
    --------
    >>> side_of_middle(Positions(np.array([30.0]), np.array([20.0]), np.array([45.0]), np.array([9]))).tolist()
    [-1]
    """
    with np.errstate(invalid="ignore"):
        return (found.low > 50).astype(np.int8) - (found.high < 50).astype(np.int8)


def _arrays(*columns: ArrayLike) -> list[FloatArray]:
    value, *ends = (np.asarray(column, dtype=np.float64) for column in columns)
    # An estimate of a model has no measurement interval: the position then has none either.
    return [value, *ends]


def _comparable(values: FloatArray, residents: ArrayLike | None) -> NDArray[np.bool_]:
    known = ~np.isnan(values)
    if residents is None:
        return known
    return np.asarray(known & (np.asarray(residents, dtype=np.float64) >= FEWEST_RESIDENTS))


def _unknown(areas: int) -> Positions:
    return Positions(*np.full((3, areas), np.nan), np.zeros(areas, dtype=np.int64))


def _chance_below(at: FloatArray, centre: FloatArray, half: FloatArray) -> FloatArray:
    """Chance that a value that was rounded lies below `at`; half when equal and exact."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ramp = np.clip(0.5 + (at - centre) / (2 * half), 0, 1)
    return np.where(half > 0, ramp, 0.5 + 0.5 * np.sign(at - centre))
