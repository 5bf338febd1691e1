"""Two or three areas side by side, each figure apart; nobody is first."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwijzer.areas import AreaProfile
from wijkwijzer.areas.profile import IndicatorInfo, IndicatorView, Text
from wijkwijzer_web.areas.queries import Current, Layers, laid_over

__all__ = ["MOST", "Cell", "Comparison", "Part", "Row", "compare"]

MOST = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """The figure of one area, or why there is none."""

    text: Text | None
    low: float | None
    high: float | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator for all areas; `sure` when at least one interval lies wholly apart from another."""

    info: IndicatorInfo
    cells: tuple[Cell, ...]
    sure: bool


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
    """Put areas side by side on the figures that say most, factor by factor."""
    areas = tuple(laid_over(shown, key, layers) for key in keys[:MOST])
    views = [{view.info.key: view for view in area.indicators} for area in areas]
    parts = []
    for factor in areas[0].factors if areas else ():
        found = {
            key: view.info
            for area in views
            for key, view in area.items()
            if view.info.factor == factor.key and (view.info.leading or key in factor.leading)
        }
        rows = tuple(_row(info, [area.get(key) for area in views]) for key, info in sorted(found.items()))
        shown_rows = tuple(row for row in rows if any(cell.text for cell in row.cells))
        if shown_rows:
            parts.append(Part(factor.name, shown_rows))
    return Comparison(areas, tuple(parts))


def _row(info: IndicatorInfo, views: list[IndicatorView | None]) -> Row:
    cells = tuple(_cell(view) for view in views)
    known = [cell for cell in cells if cell.low is not None and cell.high is not None]
    same_year = len({cell.year for cell in known}) == 1
    apart = any(a.high < b.low for a in known for b in known if a.high is not None and b.low is not None)
    return Row(info, cells, same_year and apart)


def _cell(view: IndicatorView | None) -> Cell:
    if view is None or view.latest.value is None:
        return Cell(None, None, None, None)
    return Cell(view.latest.text, view.latest.low, view.latest.high, view.latest.year)
