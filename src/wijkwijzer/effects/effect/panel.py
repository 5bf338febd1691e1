"""The panel that an effect is measured on: one figure, areas by years; row order never matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkwijzer.effects.refused import refuse
from wijkwijzer.errors import InputError

__all__ = ["Panel", "Window", "make_panel", "window"]

FloatArray = NDArray[np.float64]
FEWEST_LAGS, MOST_LAGS = 2, 10
FEWEST_CONTROLS = 30


@dataclass(frozen=True)
class Panel:
    """One figure of all areas per year (or wave). `clusters`: the gemeente that an area lies in."""

    areas: tuple[str, ...]
    years: tuple[int, ...]
    values: FloatArray
    clusters: tuple[str, ...]
    sizes: FloatArray
    indicator: str
    source: str


@dataclass(frozen=True)
class Window:
    """Areas without gaps around one start: `before` (areas, lags, oldest first) and the mean `after`.

    Both are in units of `spread`, the standard deviation between areas in the last year before the start,
    from the mean of that year.
    """

    rows: NDArray[np.int64]
    before: FloatArray
    after: FloatArray
    clusters: NDArray[np.int64]
    log_size: FloatArray
    spread: float
    start: int
    years_before: tuple[int, ...]
    years_after: tuple[int, ...]


def make_panel(
    areas: Sequence[str],
    years: Sequence[int],
    values: ArrayLike,
    *,
    clusters: Sequence[str] | None = None,
    sizes: ArrayLike | None = None,
    indicator: str = "cijfer",
    source: str = "",
) -> Panel:
    """Check and sort a panel.

    Parameters
    ----------
    areas : codes, each once.
    years : increasing.
    values : (areas, years), NaN is missing.
    clusters : per area; by default the gemeente in its code.
    sizes : (areas,) residents; by default all the same.

    Raises
    ------
    InputError
        Repeated areas, years out of order, other shapes, infinite values, a figure that may not be an input.

    Examples
    --------
    >>> make_panel(["B", "A"], [2020, 2021], [[1, 2], [3, 4]]).values.tolist()
    [[3.0, 4.0], [1.0, 2.0]]
    """
    refuse([indicator])
    x = np.asarray(values, dtype=np.float64)
    n = np.ones(len(areas)) if sizes is None else np.asarray(sizes, dtype=np.float64)
    inside = [area[:6] for area in areas] if clusters is None else list(clusters)
    if len(set(areas)) != len(areas):
        raise InputError("Een gebied staat er twee keer in.")
    if list(years) != sorted(set(years)):
        raise InputError("De jaren moeten oplopen, elk jaar één keer.")
    if x.shape != (len(areas), len(years)) or n.shape != (len(areas),) or len(inside) != len(areas):
        raise InputError("De cijfers passen niet bij de gebieden en jaren.")
    if np.isinf(x).any():
        raise InputError("Een cijfer is oneindig groot.")
    order = sorted(range(len(areas)), key=lambda i: areas[i])
    return Panel(
        tuple(areas[i] for i in order), tuple(int(year) for year in years), x[order],
        tuple(inside[i] for i in order), np.where(n[order] > 0, n[order], 1.0), indicator, source,
    )  # fmt: skip


def window(panel: Panel, start: int, end: int | None = None, *, lags: int = MOST_LAGS) -> Window:
    """Cut the years around a start out of the panel; areas with a gap in them are left out.

    Parameters
    ----------
    start : first year with the approach; `end` the last year that counts (the last of the panel when absent).
    lags : at most so many years before the start.

    Raises
    ------
    InputError
        Fewer than two years before, none after, or no spread between areas.
    """
    first = next((i for i, year in enumerate(panel.years) if year >= start), len(panel.years))
    last = max((i for i, year in enumerate(panel.years) if end is None or year <= end), default=-1)
    if first < FEWEST_LAGS:
        raise InputError(
            "Er zijn minder dan twee jaren vóór het begin: dan is er niets om mee te vergelijken."
        )
    if last < first:
        raise InputError("Na het begin zijn er nog geen cijfers.")
    columns = slice(max(0, first - lags), last + 1)
    known = ~np.isnan(panel.values[:, columns]).any(1)
    if not known.any():
        raise InputError("Geen enkel gebied heeft al deze jaren een cijfer.")
    rows = np.flatnonzero(known)
    before = panel.values[rows, columns.start : first]
    after = panel.values[rows, first : last + 1].mean(1)
    spread, middle = float(before[:, -1].std()), float(before[:, -1].mean())
    if not spread > 0:
        raise InputError("Alle gebieden hebben hetzelfde cijfer: dan valt er niets te vergelijken.")
    _, clusters = np.unique(np.asarray(panel.clusters)[rows], return_inverse=True)
    return Window(
        rows=rows,
        before=(before - middle) / spread,
        after=(after - middle) / spread,
        clusters=clusters,
        log_size=np.log(panel.sizes[rows]),
        spread=spread,
        start=panel.years[first],
        years_before=panel.years[columns.start : first],
        years_after=panel.years[first : last + 1],
    )
