"""What a picture has to show, as frozen data: one grammar for page, PDF, DOCX and PPTX.

Full is sure, light is unsure, hatched is unknown. `main` is the one petrol subject of a chart; everything
it is compared with is `dashed` or `dotted` grey, or a sand `band`. A missing figure is `None` and keeps its
place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "Axis",
    "Chances",
    "Distribution",
    "Diverging",
    "Interval",
    "LegendItem",
    "Mark",
    "NumberFormat",
    "Part",
    "Point",
    "Position",
    "ShareBar",
    "Span",
    "SpanKind",
    "Symbol",
    "TimeChart",
    "Timeline",
    "Tone",
    "Unknown",
]

Tone = Literal["main", "second", "light", "against", "against-light", "neutral"]
SpanKind = Literal["effort", "second", "unsure", "gap", "unknown", "handover"]
Symbol = Literal[
    "main", "dashed", "dotted", "band", "break", "unknown", "open-dot", "position", "dashed-tick",
    "dotted-tick", "zone", "sure", "unsure", "tick", "agree", "disagree", "agree-light", "disagree-light",
    "neutral", "period",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How the values of one chart are written: `decimals`, and a text before and after the number.

    Examples
    --------
    >>> NumberFormat(suffix="%")
    NumberFormat(decimals=0, prefix='', suffix='%')
    """

    decimals: int = 0
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its bounds; all three in the same unit, `low <= mid <= high`."""

    low: float
    mid: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.mid <= self.high:
            raise ValueError(f"not an interval: {self.low}, {self.mid}, {self.high}")


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a series. `value=None` is unknown (hatched); a year left out was never published."""

    year: int
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class TimeChart:
    """One panel of the small multiples.

    Parameters
    ----------
    main : points of the subject, oldest first, with `low` and `high` where there is an interval.
    dashed, dotted : what it is compared with (a gemeente; the country).
    band : points of which only `low` and `high` count (eight in ten comparable areas).
    breaks : first years of new borders of the subject; its line and band are interrupted before each of them.
    redefined : first years of another way of counting; every line and band is interrupted before each.
    comparable : False draws open dots with their intervals and never a line.
    number : how values are written on the axis and at the end of the line.
    domain : bounds of the y axis; taken from the data when None.
    end_label : text at the last value; the value itself when empty.
    periods : (first year, last year, word) shaded behind everything, for example a policy period.
    """

    main: tuple[Point, ...]
    dashed: tuple[Point, ...] = ()
    dotted: tuple[Point, ...] = ()
    band: tuple[Point, ...] = ()
    breaks: tuple[int, ...] = ()
    comparable: bool = True
    number: NumberFormat = field(default_factory=NumberFormat)
    domain: tuple[float, float] | None = None
    end_label: str = ""
    periods: tuple[tuple[int, int, str], ...] = ()
    redefined: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chances:
    """Ten houses: full to `low`, second tone to `mid`, light to `high`, outline beyond; `words` under it."""

    low: int
    mid: int
    high: int
    words: str

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.mid <= self.high <= 10:
            raise ValueError(f"not a chance out of ten: {self.low}, {self.mid}, {self.high}")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A hatched row: the figure does not exist; the row's words say why."""


@dataclass(frozen=True, slots=True)
class Position:
    """A dot on its interval, on a scale from `start` to `end`.

    `zone` is the sand part (the middle half of all areas), `dashed` a short tick (the gemeente) and `dotted`
    a line over the full height (the country).
    """

    interval: Interval
    start: float = 0.0
    end: float = 100.0
    zone: tuple[float, float] | None = None
    dashed: float | None = None
    dotted: float | None = None


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A share: full to the lower bound, light to the upper, a tick at the estimate; `end` is full width."""

    interval: Interval
    end: float = 100.0
    tone: Literal["main", "against"] = "main"


@dataclass(frozen=True, slots=True)
class Diverging:
    """Agree to the right and disagree to the left of one line, both in per cent, with light ends.

    A side that may not be shown is None: hatched as far as the other leaves room.
    """

    agree: Interval | None
    disagree: Interval | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: its share in per cent, its tone and the words in it (shown when there is room)."""

    share: float
    tone: Tone
    words: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """Parts that add up to a hundred, left to right in their own order; `here` marks one place on it."""

    parts: tuple[Part, ...]
    here: float | None = None
    here_words: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: effort, a gap in it, or what is not sure yet. Years may have a fraction."""

    start: float
    end: float
    kind: SpanKind
    words: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Spans on one axis from `start` to `end`; `now` is a dotted line; `ticks` are light vertical lines."""

    spans: tuple[Span, ...]
    start: float
    end: float
    now: float | None = None
    ticks: tuple[float, ...] = ()


Mark = Position | ShareBar | Diverging | Distribution | Timeline | Unknown


@dataclass(frozen=True, slots=True)
class Axis:
    """The words above or under a set of rows: `(place in per cent, word)`, left to right."""

    ticks: tuple[tuple[float, str], ...]
    below: bool = False


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One line of a legend: the symbol, and what it stands for in this picture."""

    symbol: Symbol
    text: str
