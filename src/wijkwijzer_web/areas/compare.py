"""Two or three areas side by side, each figure apart; nobody is first."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from django.utils.translation import gettext as _

from wijkwijzer.areas import AreaProfile, IndicatorInfo, IndicatorView, Text, Words
from wijkwijzer.cells import harmless
from wijkwijzer_web.areas.queries import Current, Layers, laid_over
from wijkwijzer_web.areas.words import language

__all__ = ["MOST", "Bar", "Cell", "Comparison", "Difference", "Part", "Row", "Rule", "as_csv", "compare"]

MOST = 3
COLUMNS = (
    "code",
    "gebied",
    "onderwerp",
    "cijfer",
    "eenheid",
    "jaar",
    "waarde",
    "van",
    "tot",
    "verschil",
    "bron",
    "licentie",
)
WHO = Text("Wie er wonen", "Who live there")
# What one wants to know of two areas before anything else, in this order.
PEOPLE = (
    "inwoners",
    "huishoudens",
    "gem_hh_grootte",
    "p_eenpers_hh",
    "p_00_14",
    "p_15_24",
    "p_25_44",
    "p_45_64",
    "p_65_oo",
    "bev_dichtheid",
)
OWN = Text("Cijfers van de gemeente", "Figures of the municipality")


class Rule(StrEnum):
    """What makes the sentence about a difference."""

    SURE = "zeker"
    TOUCHING = "niet-zeker"
    NO_MARGIN = "marge-onbekend"
    EQUAL = "geen-verschil"
    NO_YEAR = "geen-jaar"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is said of two areas, and the rule that says so."""

    text: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Cell:
    """The figure of one area in the newest year that all areas have; without text there is none."""

    text: str | None
    margin: str
    value: float | None
    low: float | None
    high: float | None
    year: int | None
    source: str | None = None
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """How long a figure is drawn, in per cents of the longest of its row, and from where to where its margin
    is.
    """

    length: str
    low: str
    high: str
    width: str


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator for all areas, and what may be said about the difference."""

    info: IndicatorInfo
    cells: tuple[Cell, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The indicators of one factor."""

    name: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything on the page, areas in the order in which they were chosen."""

    areas: tuple[AreaProfile, ...]
    parts: tuple[Part, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that a sentence on this page comes from."""
        used = {one.rule for part in self.parts for row in part.rows for one in row.differences}
        return tuple(rule for rule in Rule if rule in used)


def compare(shown: Current, keys: list[str], layers: Layers) -> Comparison:
    """Put areas side by side on the figures that say most, factor by factor; own figures come last."""
    areas = tuple(laid_over(shown, key, layers) for key in keys[:MOST])
    views = [{view.info.key: view for view in area.indicators} for area in areas]
    names = [area.identity.name for area in areas]
    people = {key: view.info for key in PEOPLE for area in views if (view := area.get(key)) is not None}
    parts = [Part(WHO, _rows(people, views, names))]
    for factor in areas[0].factors if areas else ():
        found = {
            key: view.info
            for area in views
            for key, view in area.items()
            if view.info.factor == factor.key and (view.info.leading or key in factor.leading)
        }
        parts.append(Part(factor.name, _rows(found, views, names)))
    own = {key: view.info for area in views for key, view in area.items() if view.info.sources == (key,)}
    parts.append(Part(OWN, _rows(own, views, names)))
    return Comparison(areas, tuple(part for part in parts if part.rows))


def _rows(
    found: dict[str, IndicatorInfo], views: list[dict[str, IndicatorView]], names: list[str]
) -> tuple[Row, ...]:
    order = sorted(found, key=lambda key: (PEOPLE.index(key) if key in PEOPLE else len(PEOPLE), key))
    rows = (_row(found[key], [area.get(key) for area in views], names) for key in order)
    return tuple(row for row in rows if any(cell.text for cell in row.cells))


def _row(info: IndicatorInfo, views: list[IndicatorView | None], names: list[str]) -> Row:
    year = _common_year(views)
    cells = _with_bars(tuple(_cell(info, view, year) for view in views))
    return Row(info, cells, _differences(info, cells, names))


def _with_bars(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Give each figure its bar; none when they are of different years, below zero, or all zero."""
    known = [cell for cell in cells if cell.value is not None]
    most = max((cell.high if cell.high is not None else cell.value or 0.0 for cell in known), default=0.0)
    least = min((cell.low if cell.low is not None else cell.value or 0.0 for cell in known), default=0.0)
    if len(known) < 2 or most <= 0 or least < 0 or len({cell.year for cell in known}) > 1:
        return cells
    return tuple(replace(cell, bar=_bar(cell, most)) if cell.value is not None else cell for cell in cells)


def _bar(cell: Cell, most: float) -> Bar:
    value = cell.value or 0.0
    low, high = (value if end is None else end for end in (cell.low, cell.high))
    ends = (100 * value / most, 100 * low / most, 100 * high / most, 100 * (high - low) / most)
    return Bar(*(f"{end:.1f}" for end in ends))


def _common_year(views: list[IndicatorView | None]) -> int | None:
    """The newest year in which every area that has a figure at all has one; None when there is none."""
    years = [set(_known_years(view)) for view in views if view is not None and view.latest.value is not None]
    return max(set.intersection(*years), default=None) if years else None


def _known_years(view: IndicatorView) -> list[int]:
    own = view.own
    known = [year for year, value in zip(own.years, own.value, strict=True) if value is not None]
    return known if view.latest.year is None else [*known, view.latest.year]


def _differences(info: IndicatorInfo, cells: tuple[Cell, ...], names: list[str]) -> tuple[Difference, ...]:
    """Per two areas how much they differ, which way, and how sure that is."""
    known = [(cell, name) for cell, name in zip(cells, names, strict=True) if cell.value is not None]
    if len({cell.year for cell, _name in known}) > 1:
        return (Difference(_("niet te zeggen: geen jaar waarin elk gebied een cijfer heeft"), Rule.NO_YEAR),)
    pairs = combinations(known, 2)
    return tuple(_difference(info, *sorted(pair, key=lambda one: -(one[0].value or 0.0))) for pair in pairs)


def _difference(info: IndicatorInfo, more: tuple[Cell, str], less: tuple[Cell, str]) -> Difference:
    (a, first), (b, second) = more, less
    gap = round((a.value or 0.0), info.decimals) - round((b.value or 0.0), info.decimals)
    rule = _rule(round(gap, info.decimals), a, b)
    said = {
        Rule.EQUAL: _("%(a)s en %(b)s: geen verschil"),
        Rule.NO_MARGIN: _(
            "%(a)s %(size)s meer dan %(b)s; of dat zeker is weten we niet: de marge is onbekend"
        ),
        Rule.SURE: _("%(a)s %(size)s meer dan %(b)s: zeker"),
        Rule.TOUCHING: _("%(a)s %(size)s meer dan %(b)s: niet zeker, de marges raken elkaar"),
    }
    return Difference(said[rule] % {"a": first, "b": second, "size": _size(info, gap)}, rule)


def _rule(gap: float, a: Cell, b: Cell) -> Rule:
    if gap == 0:
        return Rule.EQUAL
    if a.low is None or b.low is None:
        return Rule.NO_MARGIN
    return Rule.SURE if _apart((a.low, a.high), (b.low, b.high)) else Rule.TOUCHING


def _size(info: IndicatorInfo, gap: float) -> str:
    """A difference with its unit; between percentages in points, for "3% meer" would say another thing."""
    said = Words(language()).value(info, round(gap, info.decimals))
    if said.endswith("%"):
        return _("%(number)s procentpunt") % {"number": said.removesuffix("%").strip()}
    return said


def _apart(a: tuple[float | None, float | None], b: tuple[float | None, float | None]) -> bool:
    (low_a, high_a), (low_b, high_b) = a, b
    if low_a is None or high_a is None or low_b is None or high_b is None:
        return False
    return high_a < low_b or high_b < low_a


def _cell(info: IndicatorInfo, view: IndicatorView | None, year: int | None) -> Cell:
    if view is None or view.latest.value is None:
        return Cell(None, "", None, None, None, None)
    latest, own = view.latest, view.own
    value, low, high, shown, source = latest.value, latest.low, latest.high, latest.year, latest.source
    if year is not None and year != latest.year:
        at = own.years.index(year)
        value, low, high, shown, source = own.value[at], own.low[at], own.high[at], year, own.source[at]
    margin = Words(language()).range(info, low, high, value)
    return Cell(Words(language()).value(info, value), margin, value, low, high, shown, source)


def as_csv(shown: Current, comparison: Comparison) -> bytes:
    """Everything on the page for a spreadsheet: a row per figure, area by area, with source and licence.

    Of a source that may not be passed on the value stays away, and the row says so.
    """
    sources = {source.key: source for source in shown.figures.sources()}
    out, words = io.StringIO(), Words(language())
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for part in comparison.parts:
        for row in part.rows:
            for area, cell in zip(comparison.areas, row.cells, strict=True):
                source = sources.get(cell.source or "")
                closed = source is not None and not source.redistributable
                numbers = [None if closed else number for number in (cell.value, cell.low, cell.high)]
                told = (
                    _("mag niet worden doorgegeven")
                    if closed
                    else "; ".join(one.text for one in row.differences)
                )
                line = (
                    *(area.identity.code, area.identity.name, words.of(part.name), words.of(row.info.name)),
                    *(words.of(row.info.unit), cell.year, *map(_decimal, numbers), told),
                    *((source.name, source.licence) if source else (cell.source, "")),
                )
                # Names of own figures come from people.
                rows.writerow([harmless(one) if isinstance(one, str) else one for one in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _decimal(number: float | None) -> str:
    """A number as a Dutch spreadsheet reads it."""
    return "" if number is None else f"{number:.10g}".replace(".", ",")
