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
    """The figure of one area, or why there is none."""

    text: Text | None
    margin: str
    low: float | None
    high: float | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator for all areas, and what may be said about the difference."""

    info: IndicatorInfo
    cells: tuple[Cell, ...]
    difference: str


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
    cells = tuple(_cell(info, view) for view in views)
    return Row(info, cells, _difference(cells, names))


def _difference(cells: tuple[Cell, ...], names: list[str]) -> str:
    """Between which areas the difference is sure, or why nothing can be said."""
    known = [(cell, name) for cell, name in zip(cells, names, strict=True) if cell.text is not None]
    if len(known) < 2:
        return ""
    if len({cell.year for cell, _name in known}) > 1:
        return _("niet te zeggen: niet van hetzelfde jaar")
    margins = [(cell.low, cell.high, name) for cell, name in known if cell.low is not None]
    if len(margins) < len(known):
        return _("niet te zeggen: de marge is onbekend")
    pairs = list(combinations(margins, 2))
    sure = [(a[2], b[2]) for a, b in pairs if _apart(a[:2], b[:2])]
    if not sure:
        return _("niet aan te tonen")
    if len(sure) == len(pairs):
        return _("zeker")
    return "; ".join(_("zeker tussen %(a)s en %(b)s") % {"a": a, "b": b} for a, b in sure)


def _apart(a: tuple[float | None, float | None], b: tuple[float | None, float | None]) -> bool:
    (low_a, high_a), (low_b, high_b) = a, b
    if low_a is None or high_a is None or low_b is None or high_b is None:
        return False
    return high_a < low_b or high_b < low_a


def _cell(info: IndicatorInfo, view: IndicatorView | None) -> Cell:
    if view is None or view.latest.value is None:
        return Cell(None, "", None, None, None)
    latest = view.latest
    margin = Words(language()).range(info, latest.low, latest.high, latest.value)
    return Cell(latest.text, margin, latest.low, latest.high, latest.year)
