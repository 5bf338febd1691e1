"""From stored points to the series of a profile."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.areas.harmonise import DRAWN, FLAGGED
from wijkwijzer.areas.profile import Series, Status, Text
from wijkwijzer.areas.store import BASE, OWN
from wijkwijzer.areas.tables import Columns
from wijkwijzer.opendata.missing import KNOWN, STATUSES

__all__ = ["indicator_slices", "make_series", "plain"]

_STATUSES: tuple[Status, ...] = ("known", "suppressed", "missing", "not_published")
assert _STATUSES == STATUSES
_POOR = Text(
    "De grenzen veranderden te veel om een lijn te trekken.",
    "The borders changed too much to draw a line.",
)
_FEW = Text("Er is maar één jaar bekend.", "Only one year is known.")


def plain(values: NDArray[Any]) -> tuple[float | None, ...]:
    """Return numbers with None for NaN.

    Examples
    --------
    >>> plain(np.array([1.0, np.nan]))
    (1.0, None)
    """
    return tuple(None if math.isnan(value) else value for value in values.tolist())


def indicator_slices(points: Columns) -> dict[tuple[int, int], slice]:
    """Return where each (indicator, basis) of one area's points lies; points are sorted by both."""
    code = points["indicator"].astype(np.int64) * 2 + points["basis"]
    keys, starts = np.unique(code, return_index=True)
    ends = np.append(starts[1:], len(code))
    return {
        (key // 2, key % 2): slice(start, end)
        for key, start, end in zip(keys.tolist(), starts.tolist(), ends.tolist(), strict=True)
    }


def make_series(
    points: Columns,
    part: slice | None,
    basis: int,
    breaks: Sequence[int],
    source_keys: Sequence[str],
    unpublished: Sequence[int] = (),
    counts: bool = False,
) -> Series | None:
    """Make the series of one indicator, or None when there is no point.

    Parameters
    ----------
    points, part : an area's points, and those of the indicator and basis.
    breaks : first years of a new definition.
    source_keys : keys of sources by their number.
    unpublished : years that the source has not filled in yet.
    counts : whether the indicator is a count; an incomplete count in other borders is not shown as a figure.
    """
    if part is None or part.start == part.stop:
        return None
    own = {name: values[part] for name, values in points.items()}
    hidden = ~own["complete"].astype(bool) & counts & (own["status"] == KNOWN)
    value = np.where(hidden, np.nan, own["value"])
    status = np.where(hidden, STATUSES.index("missing"), own["status"])
    years: tuple[int, ...] = tuple(own["year"].tolist())
    known = status == KNOWN
    quality = own["quality"]
    base = basis == BASE
    poor = bool(base and (quality[known] < DRAWN).any())
    series = Series(
        basis="base" if base else "own",
        years=years,
        value=plain(value),
        low=plain(np.where(hidden, np.nan, own["low"])),
        high=plain(np.where(hidden, np.nan, own["high"])),
        status=tuple(_STATUSES[each] for each in status.tolist()),
        n=plain(own["n"].astype(np.float64)),
        quality=plain(quality.astype(np.float64).round(4)),
        source=tuple(source_keys[each] for each in own["source"].tolist()),
        flagged=tuple(own["year"][known & (quality < FLAGGED)].tolist()) if base else (),
        border_breaks=() if base else _border_breaks(own),
        definition_breaks=tuple(year for year in breaks if years[0] < year <= years[-1]),
        draw_line=not poor and int(known.sum()) > 1,
        reason=_POOR if poor else _FEW if int(known.sum()) == 1 else None,
    )
    missing_years = [year for year in unpublished if basis == OWN and year not in years]
    return _with_unpublished(series, missing_years) if missing_years else series


def _border_breaks(own: Columns) -> tuple[int, ...]:
    segment = own["segment"]
    changed = np.flatnonzero(segment[1:] != segment[:-1]) + 1
    return tuple(own["year"][changed].tolist())


def _with_unpublished(series: Series, years: list[int]) -> Series:
    """Add years that the publisher still has to fill in; they keep their place on the axis."""
    order = sorted([*enumerate(series.years), *((-1, year) for year in years)], key=lambda pair: pair[1])

    def spread(values: Sequence[Any], gap: Any) -> tuple[Any, ...]:
        return tuple(gap if place < 0 else values[place] for place, _ in order)

    return Series(
        basis=series.basis,
        years=tuple(year for _, year in order),
        value=spread(series.value, None),
        low=spread(series.low, None),
        high=spread(series.high, None),
        status=spread(series.status, "not_published"),
        n=spread(series.n, None),
        quality=spread(series.quality, None),
        source=spread(series.source, None),
        flagged=series.flagged,
        border_breaks=series.border_breaks,
        definition_breaks=series.definition_breaks,
        draw_line=series.draw_line,
        reason=series.reason,
    )
