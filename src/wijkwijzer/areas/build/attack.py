"""The subtraction attack of an outsider: everything in release folders, laid side by side as sums of buurten.

Every published figure of people (as figure times what it is a share of) is a weighted sum of the finest areas
of its year. What follows from all of them together is decided by `wijkwijzer.disclosure.recoverable`. It is
an instrument of tests and benchmarks: no command and no page calls it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.panel.choose import Sizes
from wijkwijzer.areas.panel.harmonise import DRAWN
from wijkwijzer.areas.panel.identity import Areas
from wijkwijzer.areas.panel.rollup import Ladder
from wijkwijzer.areas.store.manifest import read_manifest
from wijkwijzer.areas.store.points import BASE, ORIGINS, OWN
from wijkwijzer.disclosure import recoverable
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["Attack", "attack"]

_ROW = ["area", "year"]
_ROLLED_UP = ORIGINS.index("rolled_up")


@dataclass(frozen=True, slots=True)
class Attack:
    """What an attack found.

    Attributes
    ----------
    cells : how many figures were published.
    asked : how many figures of wijken and buurten are withheld.
    recovered : key of the area and year of each withheld figure that follows from the published ones.
    """

    cells: int
    asked: int
    recovered: tuple[tuple[str, int], ...]


def attack(releases: Sequence[Path], indicator: str, conversion: pl.DataFrame | None = None) -> Attack:
    """Try to work out every withheld figure of one indicator from releases that are public together.

    Parameters
    ----------
    releases : folders of one release and its extensions.
    indicator : key of a rate, mean or index.
    conversion : what the outsider knows of border changes, see
        `wijkwijzer.areas.panel.harmonise.conversion_table`; without it figures in other borders tell only
        what they take over.

    Raises
    ------
    KeyError
        When the catalogue does not have the indicator.
    """
    number = next((i for i, entry in enumerate(catalogue()) if entry.key == indicator), None)
    if number is None:
        raise KeyError(indicator)
    first = releases[0]
    areas = pl.read_parquet(first / "areas.parquet")
    known = _Composition(first, areas, _points(first, number), conversion)
    sums = [known.own(), known.base(), *(_own_areas(folder, number, known) for folder in releases)]
    cells = pl.concat([each.select("cell", "year", "atom", "weight") for each in sums])
    asked = known.withheld()
    found: list[tuple[str, int]] = []
    keys = areas["key"]
    for (year,), part in cells.group_by("year", maintain_order=True):
        own = asked.filter(pl.col("year") == year)
        found += [(keys[area], int(str(year))) for area in _follow(part, own)]
    return Attack(cells.n_unique(["cell", "year"]), asked.n_unique(_ROW), tuple(sorted(found)))


def _points(folder: Path, number: int) -> pl.DataFrame:
    columns = [
        "area",
        "indicator",
        "basis",
        "year",
        "division",
        "segment",
        "status",
        "origin",
        "quality",
        "complete",
    ]
    points = pl.scan_parquet(folder / "points.parquet").filter(pl.col("indicator") == number)
    return points.select(columns).collect().with_columns(pl.col("year", "division", "segment").cast(pl.Int32))


class _Composition:
    """Which buurten every figure of a release is made of, by level from small to large."""

    def __init__(
        self, folder: Path, areas: pl.DataFrame, points: pl.DataFrame, conversion: pl.DataFrame | None
    ) -> None:
        members = pl.read_parquet(folder / "members.parquet")
        nothing = {
            "area": pl.UInt32,
            "segment": pl.Int32,
            "size": pl.String,
            "year": pl.Int32,
            "amount": pl.Float64,
        }
        self.links = [
            links for *_, links in Ladder.of(Areas(areas, members), Sizes(pl.DataFrame(schema=nothing))).steps
        ]
        self.points, self.conversion = points, conversion
        levels = areas.select("area", "level")
        self.rows = (
            points.filter(pl.col("basis") == OWN).join(levels, on="area").filter(pl.col("level") != "gebied")
        )
        self.atoms = self._atoms(members.join(levels, on="area"))
        self.vectors = self._vectors()

    def _atoms(self, members: pl.DataFrame) -> pl.DataFrame:
        """Return area, division, atom: the smallest areas in each area; another border makes another atom."""
        own = members.filter(pl.col("level") != "gebied").select(
            "area", "division", atom=pl.col("area").cast(pl.Int64) * 1000 + pl.col("segment")
        )
        result = own
        for links in self.links:
            inner = links.join(result, on=["area", "division"]).select(
                pl.col("parent").alias("area"), "division", "atom"
            )
            result = pl.concat([result.join(inner, on=["area", "division"], how="anti"), inner])
        return result

    def _vectors(self) -> pl.DataFrame:
        """Return area, year, atom, weight of every figure of the own year that is shown."""
        known = self.rows.filter(pl.col("status") == KNOWN)
        whole = known.filter(pl.col("origin") != _ROLLED_UP).join(self.atoms, on=["area", "division"])
        vectors = whole.select(*_ROW, "division", "atom")
        for links in self.links:
            added = known.filter(pl.col("origin") == _ROLLED_UP).select("area", "year", "division")
            parts = vectors.join(links.select("area", "division", "parent"), on=["area", "division"])
            parts = parts.select(pl.col("parent").alias("area"), "year", "division", "atom")
            vectors = pl.concat([vectors, parts.join(added, on=[*_ROW, "division"], how="semi")])
        return vectors.with_columns(weight=pl.lit(1.0))

    def own(self) -> pl.DataFrame:
        """Every figure of the own year."""
        return self.vectors.with_columns(cell=pl.format("own {}", "area"))

    def base(self) -> pl.DataFrame:
        """Every figure in the borders of the base year, as the weighted sum of the figures it is made of."""
        shown = self.points.filter((pl.col("basis") == BASE) & (pl.col("status") == KNOWN))
        if self.conversion is None:
            return self.own().clear()
        moves = self.conversion.rename({"from_area": "area"}).select(
            "area", "division", "to_area", pl.col("weight").alias("moved")
        )
        parts = self.vectors.join(moves, on=["area", "division"])
        parts = parts.group_by(pl.col("to_area").alias("area"), "year", "atom").agg(
            (pl.col("weight") * pl.col("moved")).sum()
        )
        parts = parts.join(shown.select(_ROW), on=_ROW, how="semi")
        return parts.with_columns(cell=pl.format("base {}", "area"))

    def withheld(self) -> pl.DataFrame:
        """Return area, year, atom of gaps of wijken and buurten, but for an only buurt of a shown wijk."""
        gaps = self.rows.filter((pl.col("status") != KNOWN) & pl.col("level").is_in(["wijk", "buurt"]))
        asked = gaps.join(self.atoms, on=["area", "division"]).select(*_ROW, "atom")
        single = self.vectors.group_by("area", "year").agg(pl.len().alias("size"), pl.col("atom").first())
        shown = single.filter(pl.col("size") == 1).select("year", "atom")
        alone = asked.filter(pl.len().over(_ROW) == 1).join(shown, on=["year", "atom"], how="semi")
        return asked.join(alone.select(_ROW), on=_ROW, how="anti")


def _own_areas(folder: Path, number: int, known: _Composition) -> pl.DataFrame:
    """Every figure of the own areas of one release: the sum of its parts that were added up."""
    groups = pl.read_parquet(folder / "groups.parquet")
    shown = _points(folder, number).filter(pl.col("status") == KNOWN)
    shown = shown.join(groups.select(pl.col("parent").alias("area")).unique(), on="area")
    base = known.points.filter((pl.col("basis") == BASE) & (pl.col("quality") >= DRAWN) & pl.col("complete"))
    wijken = known.base().join(base.select(_ROW), on=_ROW, how="semi").select(*_ROW, "atom", "weight")
    levels = known.rows.select("area", "level").unique()
    buurten = known.vectors.join(levels.filter(pl.col("level") == "buurt"), on="area").select(wijken.columns)
    parts = pl.concat([wijken, buurten]).join(groups, on="area")
    parts = parts.group_by(pl.col("parent").alias("area"), "year", "atom").agg(pl.col("weight").sum())
    identifier = read_manifest(folder).id
    parts = parts.join(shown.select(_ROW), on=_ROW, how="semi")
    return parts.with_columns(cell=pl.format("{} {}", pl.lit(identifier), "area"))


def _follow(cells: pl.DataFrame, asked: pl.DataFrame) -> list[int]:
    """Return the asked areas of one year that follow from the cells of that year."""
    atoms = {
        atom: place for place, atom in enumerate(pl.concat([cells["atom"], asked["atom"]]).unique().sort())
    }
    names = {name: place for place, name in enumerate(cells["cell"].unique(maintain_order=True))}
    wanted = asked["area"].unique(maintain_order=True).to_list()
    places = {area: len(names) + place for place, area in enumerate(wanted)}
    row = [*(names[name] for name in cells["cell"]), *(places[area] for area in asked["area"])]
    column = [atoms[atom] for atom in [*cells["atom"], *asked["atom"]]]
    weight = np.append(cells["weight"].to_numpy(), np.ones(asked.height))
    table = csr_matrix((weight, (row, column)), shape=(len(names) + len(wanted), len(atoms)))
    published = np.arange(table.shape[0]) < len(names)
    return [wanted[place - len(names)] for place in recoverable(table, published, list(places.values()))]
