"""Where a figure lies among others: all areas, those of its gemeente, or its peers. Never a rank.

The percentile is the share of the others with a lower value, ties counting for half. Its interval carries two
uncertainties: the area's own value may lie anywhere in its measurement interval, and the others were rounded
too, so who of those close by lies lower is partly unknown.

Source: the normal approximation of a sum of unequal coin tosses (Poisson binomial; Le Cam 1960, Pacific
Journal of Mathematics 10, 1181-1197) for the second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "FEWEST_RESIDENTS",
    "Positions",
    "percentile_of",
    "positions",
    "positions_among",
    "side_of_middle",
]

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
    wanted: ArrayLike | None = None,
) -> Positions:
    """Return the position of every area among all others, or among the others of its group.

    Parameters
    ----------
    values, low, high : (areas,) one indicator in one year with its measurement interval; NaN is unknown.
    residents : (areas,); areas under `FEWEST_RESIDENTS` get no position and are not compared with.
    group : (areas,) whole numbers, such as the gemeente; by default all areas are one group.
    wanted : (areas,) True for areas that get a position; the others are only compared with. By default all.

    Returns
    -------
    Positions

    Examples
    --------
    >>> found = positions([1.0, 2.0, 3.0, 4.0, 5.0], *2 * [[1.0, 2.0, 3.0, 4.0, 5.0]])
    >>> found.percentile.tolist()
    [0.0, 25.0, 50.0, 75.0, 100.0]
    """
    v, lo, hi = (np.asarray(column, dtype=np.float64) for column in (values, low, high))
    label = np.zeros(len(v), dtype=np.int64) if group is None else np.asarray(group, dtype=np.int64)
    use = np.flatnonzero(_comparable(v, residents))
    out = _unknown(len(v))
    if len(use) == 0:
        return out
    _, label = np.unique(label[use], return_inverse=True)
    centre, half = _known_half(v[use], lo[use], hi[use])
    # Groups are moved so far apart that one sorted row serves all of them.
    shift = label * (2 * (np.ptp(centre) + 2 * half.max()) + 1.0)
    others = np.bincount(label)[label] - 1
    before = np.concatenate([[0], np.cumsum(np.bincount(label))])[label]
    all_values = _Sorted.of(centre + shift - half, centre + shift + half)
    out.compared[use] = others
    asked = others > 0
    if wanted is not None:
        asked &= np.asarray(wanted, dtype=np.bool_)[use]
    use, centre, half, shift, before = use[asked], centre[asked], half[asked], shift[asked], before[asked]
    counts = []
    ends = (np.where(np.isnan(end[use]), centre, end[use]) for end in (lo, hi))
    for at in (centre, *ends):
        own = _chance_below(at, centre, half)
        number = all_values.below(at + shift) - before - own
        counts.append((number, all_values.overlapping(at + shift) - (np.abs(at - centre) < half)))
    _fill(out, use, others[asked], counts, np.isnan(lo[use]) | np.isnan(hi[use]))
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
    v, lo, hi = (np.asarray(column, dtype=np.float64) for column in (values, low, high))
    named = np.asarray(others, dtype=np.int64)
    comparable = _comparable(v, residents)
    out = _unknown(len(v))
    there = (named >= 0) & comparable[named]
    size = there.sum(axis=1)
    use = np.flatnonzero(comparable & (size > 0))
    out.compared[comparable] = size[comparable]
    centre, half = _known_half(v, lo, hi)
    near, reach, there = centre[named[use]], half[named[use]], there[use]
    counts = []
    for end in (v, lo, hi):
        at = np.where(np.isnan(end[use]), v[use], end[use])[:, None]
        number = (_chance_below(at, near, reach) * there).sum(axis=1)
        counts.append((number, ((np.abs(at - near) < reach) & there).sum(axis=1)))
    _fill(out, use, size[use], counts, np.isnan(lo[use]) | np.isnan(hi[use]))
    return out


def percentile_of(at: ArrayLike, values: ArrayLike, low: ArrayLike, high: ArrayLike) -> FloatArray:
    """Return the percentile of other figures, such as those of the gemeenten, among the areas.

    Parameters
    ----------
    at : (figures,); NaN gives NaN.
    values, low, high : (areas,) what they are compared with, with measurement intervals; NaN is left out.

    Examples
    --------
    >>> percentile_of([2.5, 9.0], *3 * [[1.0, 2.0, 3.0, 4.0]]).tolist()
    [50.0, 100.0]
    """
    v, lo, hi = (np.asarray(column, dtype=np.float64) for column in (values, low, high))
    known = ~np.isnan(v)
    asked = np.asarray(at, dtype=np.float64)
    if not known.any():
        return np.full(asked.shape, np.nan)
    centre, half = _known_half(v[known], lo[known], hi[known])
    # A few gemeenten are asked for very often.
    distinct, index = np.unique(np.nan_to_num(asked), return_inverse=True)
    below = _Sorted.of(centre - half, centre + half).below(distinct)[index].reshape(asked.shape)
    return np.where(np.isnan(asked), np.nan, 100 * below / known.sum())


def side_of_middle(found: Positions) -> NDArray[np.int8]:
    """Return -1 or 1 when the whole interval lies under or over the middle, 0 when it does not or is unknown.

    Examples
    --------
    >>> low_area = [np.array([x]) for x in (30.0, 20.0, 45.0, 9)]
    >>> side_of_middle(Positions(*low_area)).tolist()
    [-1]
    """
    with np.errstate(invalid="ignore"):
        return (found.low > 50).astype(np.int8) - (found.high < 50).astype(np.int8)


def _comparable(values: FloatArray, residents: ArrayLike | None) -> NDArray[np.bool_]:
    known = ~np.isnan(values)
    if residents is None:
        return known
    return np.asarray(known & (np.asarray(residents, dtype=np.float64) >= FEWEST_RESIDENTS))


def _unknown(areas: int) -> Positions:
    middle, low, high = np.full((3, areas), np.nan)
    return Positions(middle, low, high, np.zeros(areas, dtype=np.int64))


def _chance_below(at: FloatArray, centre: FloatArray, half: FloatArray) -> FloatArray:
    """Chance that a value that was rounded lies below `at`; half when equal and exact."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ramp = np.clip(0.5 + (at - centre) / (2 * half), 0, 1)
    return np.where(half > 0, ramp, 0.5 + 0.5 * np.sign(at - centre))


def _known_half(v: FloatArray, lo: FloatArray, hi: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Middle and half-range of each value; a figure without an interval counts as exact for others."""
    exact = np.isnan(lo) | np.isnan(hi)
    # A rounding error is uniform: its 95% interval is .95 of its range.
    return np.where(exact, v, (lo + hi) / 2), np.where(exact, 0.0, (hi - lo) / 2 / 0.95)


@dataclass(frozen=True)
class _Sorted:
    """Values with their intervals, sorted once and then looked up often.

    Attributes
    ----------
    ends, total : where intervals begin or end, and how many values are expected under that point.
    low, high : sorted ends of the intervals.
    exact : sorted values without interval.
    """

    ends: FloatArray
    total: FloatArray
    low: FloatArray
    high: FloatArray
    exact: FloatArray

    @classmethod
    def of(cls, low: FloatArray, high: FloatArray) -> _Sorted:
        """Every value adds a ramp from 0 to 1 over its own interval."""
        ramp = high > low
        low_ramp, high_ramp = low[ramp], high[ramp]
        ends = np.concatenate([low_ramp, high_ramp])
        steepness = 1 / (high_ramp - low_ramp)
        order = np.argsort(ends, kind="stable")
        ends = ends[order]
        slope = np.cumsum(np.concatenate([steepness, -steepness])[order])
        total = np.concatenate([[0.0], np.cumsum(slope[:-1] * np.diff(ends))]) if len(ends) else ends
        return cls(ends, total, np.sort(low_ramp), np.sort(high_ramp), np.sort(low[~ramp]))

    def below(self, at: FloatArray) -> FloatArray:
        """Expected number of values under `at`."""
        smooth = np.interp(at, self.ends, self.total, left=0.0) if len(self.ends) else np.zeros(len(at))
        sharp = np.searchsorted(self.exact, at, "left") + np.searchsorted(self.exact, at, "right")
        return np.asarray(smooth + sharp / 2)

    def overlapping(self, at: FloatArray) -> IntArray:
        """Number of values whose interval holds `at`: it is unknown on which side they lie."""
        inside = np.searchsorted(self.low, at, "left") - np.searchsorted(self.high, at, "right")
        return np.asarray(inside, dtype=np.int64)


def _fill(
    out: Positions,
    rows: IntArray,
    others: IntArray,
    counts: list[tuple[FloatArray, IntArray]],
    unknown: NDArray[np.bool_],
) -> None:
    """Turn counts at the value and at both ends of its interval into percentiles."""
    middle, bottom, top = (number / others for number, _ in counts)
    # A coin whose chance is uniform has variance 1/6 on average: 1/2 x 1/2 at the middle, 0 at the ends.
    spread = [1.96 * np.sqrt(overlap / 6) / others for _, overlap in counts]
    low = middle - np.hypot(middle - bottom, spread[0])
    high = middle + np.hypot(top - middle, spread[0])
    out.percentile[rows] = 100 * np.clip(middle, 0, 1)
    out.low[rows] = np.where(unknown, np.nan, 100 * np.clip(low, 0, 1))
    out.high[rows] = np.where(unknown, np.nan, 100 * np.clip(high, 0, 1))
