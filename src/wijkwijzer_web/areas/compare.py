"""Two or three areas side by side, each figure apart; nobody is first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from wijkwijzer.areas import AreaProfile, IndicatorInfo, IndicatorView, Text, Words
from wijkwijzer_web.areas.queries import Current, Layers, laid_over
from wijkwijzer_web.areas.words import language

__all__ = ["MOST", "Cell", "Comparison", "Part", "Row", "compare"]

MOST = 3
OWN = Text("Cijfers van de gemeente", "Figures of the municipality")


@dataclass(frozen=True, slots=True)
class Cell:
    """The figure of one area in the newest year that all areas have; without text there is none."""

    text: str | None
    margin: str
    value: float | None
    low: float | None
    high: float | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator for all areas, and what may be said about the difference."""

    info: IndicatorInfo
    cells: tuple[Cell, ...]
    differences: tuple[str, ...]


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


def compare(shown: Current, keys: list[str], layers: Layers) -> Comparison:
    """Put areas side by side on the figures that say most, factor by factor; own figures come last."""
    areas = tuple(laid_over(shown, key, layers) for key in keys[:MOST])
    views = [{view.info.key: view for view in area.indicators} for area in areas]
    names = [area.identity.name for area in areas]
    parts = []
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
    rows = (_row(info, [area.get(key) for area in views], names) for key, info in sorted(found.items()))
    return tuple(row for row in rows if any(cell.text for cell in row.cells))


def _row(info: IndicatorInfo, views: list[IndicatorView | None], names: list[str]) -> Row:
    year = _common_year(views)
    cells = tuple(_cell(info, view, year) for view in views)
    return Row(info, cells, _differences(info, cells, names))


def _common_year(views: list[IndicatorView | None]) -> int | None:
    """The newest year in which every area that has a figure at all has one; None when there is none."""
    years = [set(_known_years(view)) for view in views if view is not None and view.latest.value is not None]
    return max(set.intersection(*years), default=None) if years else None


def _known_years(view: IndicatorView) -> list[int]:
    own = view.own
    known = [year for year, value in zip(own.years, own.value, strict=True) if value is not None]
    return known if view.latest.year is None else [*known, view.latest.year]


def _differences(info: IndicatorInfo, cells: tuple[Cell, ...], names: list[str]) -> tuple[str, ...]:
    """Per two areas how much they differ, which way, and how sure that is."""
    known = [(cell, name) for cell, name in zip(cells, names, strict=True) if cell.value is not None]
    if len({cell.year for cell, _name in known}) > 1:
        return (_("niet te zeggen: geen jaar waarin elk gebied een cijfer heeft"),)
    pairs = combinations(known, 2)
    return tuple(_difference(info, *sorted(pair, key=lambda one: -(one[0].value or 0.0))) for pair in pairs)


def _difference(info: IndicatorInfo, more: tuple[Cell, str], less: tuple[Cell, str]) -> str:
    (a, first), (b, second) = more, less
    gap = round((a.value or 0.0), info.decimals) - round((b.value or 0.0), info.decimals)
    if round(gap, info.decimals) == 0:
        return _("%(a)s en %(b)s: geen verschil") % {"a": first, "b": second}
    words = {"a": first, "b": second, "size": _size(info, gap)}
    if a.low is None or b.low is None:
        return _("%(a)s %(size)s meer dan %(b)s; of dat zeker is weten we niet: de marge is onbekend") % words
    if _apart((a.low, a.high), (b.low, b.high)):
        return _("%(a)s %(size)s meer dan %(b)s: zeker") % words
    return _("%(a)s %(size)s meer dan %(b)s: niet zeker, de marges raken elkaar") % words


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
    value, low, high, shown = latest.value, latest.low, latest.high, latest.year
    if year is not None and year != latest.year:
        at = own.years.index(year)
        value, low, high, shown = own.value[at], own.low[at], own.high[at], year
    margin = Words(language()).range(info, low, high, value)
    return Cell(Words(language()).value(info, value), margin, value, low, high, shown)
