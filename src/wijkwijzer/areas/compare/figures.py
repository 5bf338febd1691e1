"""All figures of a release, one indicator at a time: of the others memory holds only what is stored."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.compare.breaks import break_table
from wijkwijzer.areas.compare.peers import CONTEXT, peer_bands, peer_table
from wijkwijzer.areas.compare.positions import URBANITY, position_table, urbanity_of
from wijkwijzer.areas.compare.residents import with_residents
from wijkwijzer.areas.compare.trends import trend_table
from wijkwijzer.areas.panel.choose import Published, make_panel
from wijkwijzer.areas.panel.harmonise import harmonise
from wijkwijzer.areas.panel.identity import Areas
from wijkwijzer.areas.panel.rollup import Ladder, roll_up
from wijkwijzer.areas.panel.withhold import count_parts, withhold
from wijkwijzer.areas.store.points import points_of

__all__ = ["Figures", "make_figures"]

_FIRST = ("inwoners", "huishoudens", URBANITY, *CONTEXT)
"""What all others need: how large an area is, and what it resembles."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures in the form in which a release keeps them.

    Attributes
    ----------
    areas : list of areas, with residents and households.
    points : see `wijkwijzer.areas.store.points.points_of`, sorted within each indicator.
    positions, trends, peers, breaks : see `position_table`, `trend_table`, `peer_table` and `break_table`.
    """

    areas: pl.DataFrame
    points: pl.DataFrame
    positions: pl.DataFrame
    trends: pl.DataFrame
    peers: pl.DataFrame
    breaks: pl.DataFrame


class _Maker:
    def __init__(self, published: Published, areas: Areas, conversion: pl.DataFrame, base_year: int) -> None:
        self.published, self.conversion, self.base_year = published, conversion, base_year
        self.members, self.ladder = areas.members, Ladder.of(areas, published.sizes)
        self.steps = [
            (child, parent, count_parts(links, areas.members)) for child, parent, links in self.ladder.steps
        ]
        self.last_use = {
            name: number
            for number, entry in enumerate(catalogue())
            for name in (entry.key, entry.numerator, *entry.denominator)
        }

    def panel(self, number: int) -> pl.DataFrame | None:
        """One indicator of the own year, wholes added up from parts.

        What would tell a withheld figure is withheld first, so that nothing is computed from it.
        """
        panel = make_panel(self.published, number)
        if panel is None:
            return None
        return roll_up(withhold(panel, self.steps, self.members), self.ladder)

    def let_go(self, number: int) -> None:
        """Drop what was published when no indicator after this one needs it."""
        for name in [name for name, last in self.last_use.items() if last == number]:
            self.published.rows.pop(name, None)

    def based(self, panel: pl.DataFrame) -> pl.DataFrame:
        """The same in the borders of the base year."""
        return harmonise(panel, self.conversion, self.base_year)


def make_figures(published: Published, areas: Areas, conversion: pl.DataFrame, base_year: int) -> Figures:
    """Make the figures of all indicators, and compare areas.

    Parameters
    ----------
    published : see `wijkwijzer.areas.panel.choose.choose_figures`; emptied on the way, to spare memory.
    areas : see `wijkwijzer.areas.panel.identity.identify`.
    conversion : see `wijkwijzer.areas.panel.harmonise.conversion_table`.
    """
    maker = _Maker(published, areas, conversion, base_year)
    numbers = [number for number, entry in enumerate(catalogue()) if entry.key in _FIRST]
    first = {number: panel for number in numbers if (panel := maker.panel(number)) is not None}
    nothing = pl.DataFrame(schema={"indicator": pl.UInt16, "area": pl.UInt32, "year": pl.Int32,
                                   "value": pl.Float64, "status": pl.UInt8})  # fmt: skip
    basis = pl.concat([nothing, *(panel.select(nothing.columns) for panel in first.values())])
    table = with_residents(areas.table, basis)
    peers = peer_table(basis, table)
    urbanity = urbanity_of(basis)
    del basis
    levels = table.select("area", "level")
    points, positions, trends, breaks = [], [], [], []
    for number, _ in enumerate(catalogue()):
        panel = first.pop(number) if number in first else maker.panel(number)
        maker.let_go(number)
        if panel is None:
            continue
        based = maker.based(panel)
        points.append(points_of(panel, based, peer_bands(based, peers)))
        positions.append(position_table(panel, table, urbanity))
        breaks.append(break_table(panel, number))
        trends.append(trend_table(panel, based, levels, breaks[-1]))
    return Figures(
        table,
        pl.concat(points, rechunk=False),
        pl.concat(positions).sort("area", "indicator"),
        pl.concat(trends).sort("area", "indicator"),
        peers,
        pl.concat(breaks),
    )
