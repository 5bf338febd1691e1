"""What page, API and report share about one area: :class:`AreaProfile`, frozen and JSON-able.

Nothing here computes. ``results`` fills these classes from a panel release; whoever shows an area reads only
them. Percentages run from 0 to 100. A figure that is not known has value ``None`` and a status that says
why; it is never 0 and it never disappears.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from wijkwijzer.codec import decode, encode

__all__ = [
    "AreaProfile",
    "AreaRef",
    "Differences",
    "Dot",
    "FactorView",
    "Facts",
    "Figure",
    "Identity",
    "IndicatorInfo",
    "IndicatorView",
    "Level",
    "MissingIndicator",
    "PeerGroup",
    "PolicyPeriod",
    "Position",
    "ReleaseInfo",
    "Series",
    "SourceInfo",
    "Statement",
    "Status",
    "Summary",
    "Text",
    "Trend",
]

Level = Literal["land", "gemeente", "wijk", "buurt", "gebied"]
Status = Literal["known", "suppressed", "missing", "not_published"]
Direction = Literal["higher_is_better", "lower_is_better", "none"]
Side = Literal["below", "around", "above"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same short text in Dutch (B1) and English."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class AreaRef:
    """Enough of an area to name it and link to it; ``key`` is what ``Release.profile`` takes."""

    key: str
    code: str
    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class Identity:
    """Which area this is. A code alone is not an identity: ``valid_from`` and ``valid_to`` belong to it.

    ``key`` equals ``code`` for the area that holds the code now; an earlier holder of a reused code has key
    ``CODE-YEAR`` (the last year of its validity). ``valid_to`` is None while the area exists; ``became``
    names what an area that ended is part of now, as far as that is known.
    """

    key: str
    code: str
    name: str
    level: Level
    valid_from: int
    valid_to: int | None
    gemeente: AreaRef | None
    wijk: AreaRef | None
    country: AreaRef
    children: tuple[AreaRef, ...]
    namesakes: tuple[AreaRef, ...]
    lineage_note: Text | None
    became: tuple[AreaRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with everything that belongs to it. ``low`` and ``high`` are the 95% meetonzekerheid."""

    indicator: str
    area: AreaRef
    year: int | None
    value: float | None
    low: float | None
    high: float | None
    status: Status
    source: str | None
    text: Text


@dataclass(frozen=True, slots=True)
class Facts:
    """The line under the name. ``data_until`` is the latest year of any figure of the area itself."""

    residents: Figure
    households: Figure
    buurten: int
    data_until: int | None
    data_from: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence: a key and parameters for whoever tests or translates, the text, and what it rests on.

    ``note`` is what stands beneath it: the figures of gemeente and country, or why something is not known.
    """

    key: str
    params: Mapping[str, str | int | float]
    text: Text
    figures: tuple[Figure, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The Kop in plain language: five sentences, strengths before worries, and what is not known."""

    sentences: tuple[Statement, ...]
    strengths: tuple[Statement, ...]
    worries: tuple[Statement, ...]
    unknown: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class IndicatorInfo:
    """The catalogue entry as shown: how to read the number and where it comes from.

    ``decimals`` is what may be shown (none below the noise); ``ambiguous_zero`` is the bound of a zero that
    may be a small number (the interval is then [0, bound]); ``unit_key`` says which unit it is,
    whatever its words.
    """

    key: str
    name: Text
    definition: Text
    unit: Text
    direction: Direction
    factor: str
    combine: str
    decimals: int
    rounding: float
    ambiguous_zero: float | None
    modelled: bool
    leading: bool
    sources: tuple[str, ...]
    unit_key: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one area through time; all tuples have one entry per year, in order.

    ``basis`` is "own" (each year as published then, in the borders of that year) or "base" (all years in the
    borders of the release's base year). ``quality`` is the share of the denominator from untouched areas; a
    year with less than .9 stands in ``flagged``. A line is drawn between two neighbouring known years only
    where no year of ``border_breaks`` or ``definition_breaks`` (the first year of the new situation) lies
    between them, and only when ``draw_line``; otherwise points, with ``reason``.
    """

    basis: Literal["own", "base"]
    years: tuple[int, ...]
    value: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    status: tuple[Status, ...]
    n: tuple[float | None, ...]
    quality: tuple[float | None, ...]
    source: tuple[str | None, ...]
    flagged: tuple[int, ...] = ()
    border_breaks: tuple[int, ...] = ()
    definition_breaks: tuple[int, ...] = ()
    draw_line: bool = True
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where the latest own figure lies among all areas of the same level with at least 200 residents.

    ``percentile`` (0 to 100) is the share of the compared areas with a lower value; ``low`` and ``high``
    carry the meetonzekerheid. ``side`` says below, around or above the middle of the *values* (not better or
    worse) and is "around" unless the whole interval lies on one side of 50. Without a percentile ``reason``
    says why. ``like_low`` and ``like_high`` are the same interval among areas of the same urbanity.
    """

    year: int | None
    percentile: float | None
    low: float | None
    high: float | None
    n: int
    gemeente_percentile: float | None
    side: Side | None
    text: Text
    reason: Text | None = None
    like_low: float | None = None
    like_high: float | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """Change against the country, with its chance, in the series of ``basis``.

    ``significant`` is more than chance in points and in proportion. ``borders`` says in which borders;
    ``contradicted`` that converted years alone make the direction; ``with_country`` whether the country is
    known (else all areas' common path stands for it).
    """

    slope: float
    low: float
    high: float
    against_country: float
    p_value: float
    q_value: float
    significant: bool
    first_year: int
    last_year: int
    n_years: int
    turning_point: int | None
    text: Text
    chance: Text | None = None
    borders: Text | None = None
    basis: Literal["own", "base"] = "own"
    with_country: bool = True
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Areas that resemble this one on context (never on outcomes or origin), nearest first.

    ``gemeenten`` are the names of the gemeenten that they lie in, in the same order: names are shared.
    Without a good comparison ``good`` is False, and ``text`` says so. ``series`` of an indicator's peers is
    the band between ``low`` and ``high`` (the middle eight of ten).
    """

    good: bool
    peers: tuple[AreaRef, ...]
    distance: tuple[float, ...]
    text: Text
    gemeenten: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[tuple[AreaRef, str], ...]:
        """The areas, each with its name as it stands in a line: with its gemeente."""
        lies = self.gemeenten or ("",) * len(self.peers)
        pairs = zip(self.peers, lies, strict=True)
        return tuple((area, f"{area.name} ({where})" if where else area.name) for area, where in pairs)


@dataclass(frozen=True, slots=True)
class Dot:
    """One row of the dot plot; ``merged`` names small buurten shown together under ``area``'s name."""

    area: AreaRef
    value: float | None
    low: float | None
    high: float | None
    status: Status
    text: Text
    reason: Text | None = None
    merged: tuple[AreaRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """The parts of the area beside each other, one indicator and year, alphabetical (no ranking)."""

    indicator: str
    year: int
    dots: tuple[Dot, ...]
    country: float | None
    gemeente: float | None
    text: Text


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """All that is shown of one indicator for this area.

    ``doubt`` is the year in which the figure collapsed in all areas at once, shortly before the latest: then
    nothing is claimed of it.
    """

    info: IndicatorInfo
    latest: Figure
    own: Series
    base: Series | None
    gemeente: Series | None
    country: Series | None
    position: Position
    differences: Differences | None = None
    trend: Trend | None = None
    peers: Series | None = None
    doubt: int | None = None


@dataclass(frozen=True, slots=True)
class FactorView:
    """One of the twelve factors. It lists indicators and has no score of its own.

    ``leading`` holds at most five indicator keys that are known here; ``reason`` tells why a factor is
    unknown.
    """

    number: int
    key: str
    name: Text
    known: bool
    indicators: tuple[str, ...]
    leading: tuple[str, ...]
    direction: Text
    evidence: Statement | None
    certainty: Text
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class MissingIndicator:
    """An indicator without any figure for this area, and the table that would fill it."""

    indicator: IndicatorInfo
    table: str
    reason: Text


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Where figures come from. Only a redistributable source may appear outside a local build."""

    key: str
    name: str
    publisher: str
    licence: str
    redistributable: bool
    version: str
    published_on: str | None
    years: tuple[int, ...]
    address: str
    modelled: bool
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """The release that every figure of the page belongs to; ``id`` is a hash of its content."""

    id: str
    created_on: str
    base_year: int
    supersedes: str | None = None
    reason: str | None = None
    invented: bool = False


@dataclass(frozen=True, slots=True)
class PolicyPeriod:
    """What was done in an area: ``last`` is None while it runs. It says nothing about what it brought."""

    code: str
    name: str
    first: int
    last: int | None
    source: str


@dataclass(frozen=True, slots=True)
class AreaProfile:
    """Everything a page, the API or a report shows of one area."""

    identity: Identity
    facts: Facts
    summary: Summary
    indicators: tuple[IndicatorView, ...]
    factors: tuple[FactorView, ...]
    missing: tuple[MissingIndicator, ...]
    sources: tuple[SourceInfo, ...]
    release: ReleaseInfo
    peers: PeerGroup | None = None
    periods: tuple[PolicyPeriod, ...] = ()

    def indicator(self, key: str) -> IndicatorView:
        """Return the view of one indicator; KeyError when the area has no figure of it at all."""
        for view in self.indicators:
            if view.info.key == key:
                return view
        raise KeyError(key)

    def to_json(self) -> str:
        """Return the profile as JSON text (UTF-8 characters kept, keys in the order of the classes)."""
        return json.dumps(encode(self), ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> AreaProfile:
        """Read back what :meth:`to_json` wrote; TypeError when it is no profile."""
        return decode(cls, json.loads(text))
