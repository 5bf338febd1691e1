"""From stored points to the series of a profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from wijkwijzer.areas.model import Series, Status, Text
from wijkwijzer.areas.panel.harmonise import DRAWN, FLAGGED
from wijkwijzer.areas.store.points import BASE, OWN
from wijkwijzer.areas.store.sorted_reader import Columns
from wijkwijzer.opendata.missing import KNOWN, MISSING

__all__ = ["AreaPoints", "make_series"]

_STATUSES: tuple[Status, ...] = ("known", "suppressed", "missing", "not_published")
_POOR = Text(
    "De grenzen veranderden te veel om een lijn te trekken.",
    "The borders changed too much to draw a line.",
)
_FEW = Text("Er is maar één jaar bekend.", "Only one year is known.")
_FLOATS = ("value", "low", "high", "n", "quality")


@dataclass(frozen=True, slots=True)
class AreaPoints:
    """The stored figures of one area as plain lists (None for unknown), and where each indicator lies in
    them.

    Lists, because a profile takes hundreds of slices of a few values each: array arithmetic costs more there.
    """

    columns: dict[str, list[Any]]
    slices: dict[tuple[int, int], slice]

    @classmethod
    def of(cls, points: Columns) -> AreaPoints:
        """Take the rows of one area, sorted by indicator and basis."""
        columns = {name: values.tolist() for name, values in points.items()}
        for name in _FLOATS:
            columns[name] = [value if value == value else None for value in columns[name]]
        starts: dict[tuple[int, int], slice] = {}
        previous, start = None, 0
        keys = list(zip(columns["indicator"], columns["basis"], strict=True))
        for at, key in enumerate([*keys, None]):
            if key != previous:
                if previous is not None:
                    starts[previous] = slice(start, at)
                previous, start = key, at
        return cls(columns, starts)


def make_series(
    points: AreaPoints,
    number: int,
    basis: int,
    breaks: Sequence[int],
    source_keys: Sequence[str],
    unpublished: Sequence[int] = (),
    counts: bool = False,
) -> Series | None:
    """Make the series of one indicator, or None when there is no point.

    Parameters
    ----------
    points : of one area.
    number, basis : of the indicator, and own year (0) or base year (1).
    breaks : first years of a new definition.
    source_keys : keys of sources by their number.
    unpublished : years that the source has not filled in yet.
    counts : whether the indicator is a count; an incomplete count in other borders is not shown as a figure.
    """
    part = points.slices.get((number, basis))
    if part is None:
        return None
    own = {name: values[part] for name, values in points.columns.items()}
    if counts:
        _hide_incomplete(own)
    years = tuple(own["year"])
    known = [i for i, status in enumerate(own["status"]) if status == KNOWN]
    borders = _converted(own, known) if basis == BASE else _published(own)
    series = Series(
        basis=borders.basis,
        years=years,
        value=tuple(own["value"]),
        low=tuple(own["low"]),
        high=tuple(own["high"]),
        status=tuple(_STATUSES[each] for each in own["status"]),
        n=tuple(own["n"]),
        quality=tuple(None if each is None else round(each, 4) for each in own["quality"]),
        source=tuple(source_keys[each] for each in own["source"]),
        flagged=borders.flagged,
        border_breaks=borders.breaks,
        definition_breaks=tuple(year for year in breaks if years[0] < year <= years[-1]),
        draw_line=not borders.poor and len(known) > 1,
        reason=_POOR if borders.poor else _FEW if len(known) == 1 else None,
    )
    late = [year for year in unpublished if basis == OWN and year not in years]
    return _with_unpublished(series, late) if late else series


@dataclass(frozen=True, slots=True)
class _Borders:
    """In which borders a series is, and what that does to it."""

    basis: Literal["own", "base"]
    flagged: tuple[int, ...] = ()
    breaks: tuple[int, ...] = ()
    poor: bool = False


def _published(own: dict[str, list[Any]]) -> _Borders:
    """As published: where the borders changed, the line breaks."""
    years, segments = own["year"], own["segment"]
    pairs = zip(years[1:], segments, segments[1:], strict=False)
    return _Borders("own", breaks=tuple(year for year, before, after in pairs if before != after))


def _converted(own: dict[str, list[Any]], known: Sequence[int]) -> _Borders:
    """In other borders: years of which much was converted are flagged, and too much makes no line."""
    quality = {own["year"][i]: own["quality"][i] or 0.0 for i in known}
    return _Borders(
        "base",
        flagged=tuple(year for year, share in quality.items() if share < FLAGGED),
        poor=any(share < DRAWN for share in quality.values()),
    )


def _hide_incomplete(own: dict[str, list[Any]]) -> None:
    """Take out counts of which an unknown part lacks: they would look like a fall."""
    for i, complete in enumerate(own["complete"]):
        if not complete and own["status"][i] == KNOWN:
            own["value"][i] = own["low"][i] = own["high"][i] = None
            own["status"][i] = MISSING


def _with_unpublished(series: Series, years: list[int]) -> Series:
    """Add years that the publisher still has to fill in; they keep their place on the axis."""
    order = sorted([*enumerate(series.years), *((-1, year) for year in years)], key=lambda pair: pair[1])

    def spread(values: Sequence[Any], gap: Any) -> tuple[Any, ...]:
        return tuple(gap if place < 0 else values[place] for place, _ in order)

    return replace(
        series,
        years=tuple(year for _, year in order),
        value=spread(series.value, None),
        low=spread(series.low, None),
        high=spread(series.high, None),
        status=spread(series.status, "not_published"),
        n=spread(series.n, None),
        quality=spread(series.quality, None),
        source=spread(series.source, None),
    )
