"""Small buurten shown together with a buurt beside them: which ones, and what their figure is then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from wijkwijzer.areas.methods import FEWEST_RESIDENTS, merge_small
from wijkwijzer.areas.model import IndicatorInfo, Status
from wijkwijzer.areas.store.reader import ReleaseReader

__all__ = ["Groups", "PartFigure", "combined", "groups_of", "shown_together"]

Groups = tuple[tuple[int, ...], ...]
"""Numbers of areas that are shown in one row."""

_BESIDE = 3e-4
"""Degrees, about thirty metres: simplified borders of neighbours do not touch exactly."""
_COVERAGE = 0.95
"""Of the residents of a group this share must be in buurten with a figure; else the group has none."""


@dataclass(frozen=True, slots=True)
class PartFigure:
    """One own-year figure of one part, and what it counts or is a share of."""

    value: float | None
    low: float | None
    high: float | None
    status: Status
    n: float | None = None


def shown_together(reader: ReleaseReader, place: int) -> Groups:
    """Return the parts of an area in groups: small ones stand with a neighbour, the others alone."""
    parts = reader.children(place)
    return groups_of(
        parts, [reader.residents(part) for part in parts], [reader.shapes.get(part) for part in parts]
    )


def groups_of(
    parts: Sequence[int], residents: Sequence[float | None], shapes: Sequence[bytes | None]
) -> Groups:
    """Group the parts of an area so that small ones stand with a neighbour.

    Parameters
    ----------
    parts : numbers of areas.
    residents : of each part; unknown and 0 stay alone.
    shapes : of each part (WKB); when one lacks, all parts count as neighbours.

    Returns
    -------
    tuple
        The parts, each in one group, in the order of their first part.

    Examples
    --------
    >>> groups_of([7, 8, 9], [2430.0, 60.0, 545.0], [None, None, None])
    ((7,), (8, 9))
    """
    size = np.array([np.nan if each is None else each for each in residents], dtype=np.float64)
    if not ((size > 0) & (size < FEWEST_RESIDENTS)).any():
        return tuple((part,) for part in parts)
    neighbours = None
    if all(shape is not None for shape in shapes):
        geometry = shapely.from_wkb(list(shapes))
        left, right = shapely.STRtree(geometry).query(geometry, predicate="dwithin", distance=_BESIDE)
        neighbours = [(a, b) for a, b in zip(left.tolist(), right.tolist(), strict=True) if a < b]
    group = merge_small(size, FEWEST_RESIDENTS, neighbours).tolist()
    return tuple(
        tuple(part for part, own in zip(parts, group, strict=True) if own == number)
        for number in range(max(group) + 1)
    )


def combined(
    info: IndicatorInfo, figures: Sequence[PartFigure | None], residents: Sequence[float | None]
) -> PartFigure:
    """Return the figure of a group by the indicator's own kind: counts add up, the rest is weighted.

    The interval is that of errors which all lie on one side, so it is wide enough.
    """
    known = [figure for figure in figures if figure is not None and figure.status == "known"]
    add_up = _counted if info.combine == "count" else _weighted
    found = add_up(known, figures, residents) if known else None
    if found is not None:
        return found
    withheld = any(figure is not None and figure.status == "suppressed" for figure in figures)
    return PartFigure(None, None, None, "suppressed" if withheld else "missing")


def _counted(
    known: Sequence[PartFigure], figures: Sequence[PartFigure | None], _residents: Sequence[float | None]
) -> PartFigure | None:
    """The sum of counts; None when one lacks: it would look like a fall."""
    if len(known) < len(figures):
        return None
    return _sum(known, [1.0] * len(known), 1.0, None)


def _weighted(
    known: Sequence[PartFigure], figures: Sequence[PartFigure | None], residents: Sequence[float | None]
) -> PartFigure | None:
    """The mean by what each is a share of; None when figures lack for too many of the residents."""
    people = [size or 0.0 for size in residents]
    held = sum(size for size, figure in zip(people, figures, strict=True) if figure in known)
    weights = [each.n or 0.0 for each in known]
    if held < _COVERAGE * sum(people) or min(weights) <= 0:
        return None
    return _sum(known, weights, sum(weights), sum(weights))


def _sum(known: Sequence[PartFigure], weights: Sequence[float], whole: float, n: float | None) -> PartFigure:
    def of(values: Sequence[float | None]) -> float | None:
        if any(value is None for value in values):
            return None
        return sum(weight * (value or 0.0) for weight, value in zip(weights, values, strict=True)) / whole

    return PartFigure(
        of([each.value for each in known]),
        of([each.low for each in known]),
        of([each.high for each in known]),
        "known",
        n,
    )
