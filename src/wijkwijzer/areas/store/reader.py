"""Read the files of a release: which areas there are, and the rows that belong to one of them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.model import AreaRef, IndicatorInfo, ReleaseInfo, SourceInfo
from wijkwijzer.areas.store.manifest import Manifest, read_manifest
from wijkwijzer.areas.store.postcodes import POSTCODES, areas_of_postcode, clean_postcode
from wijkwijzer.areas.store.sorted_reader import Columns, SortedTable
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.codes import COUNTRY
from wijkwijzer.opendata.description import SourceDescription, sources

__all__ = ["ReleaseReader"]

_TABLES = ("points", "positions", "trends", "peers")
_UNREAD = ("variance",)
"""Stored only to add own areas later."""
_LISTED = (
    "key", "code", "name", "level", "valid_from", "valid_to", "gemeente_key", "gemeente_name", "wijk_key",
    "residents", "households", "data_until", "has_geometry", "former_names",
)  # fmt: skip


class ReleaseReader:
    """The rows of a release. Figures are read when they are asked for; nothing is computed nationwide.

    Parameters
    ----------
    folder : what `wijkwijzer.areas.build.release.build_release` wrote.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: Manifest = read_manifest(folder)
        try:
            self.table = pl.read_parquet(folder / "areas.parquet")
        except (OSError, pl.exceptions.PolarsError) as error:
            raise InputError("Deze uitgave is beschadigd.", file=folder / "areas.parquet") from error
        size = self.manifest.row_group
        self._tables = {name: SortedTable(folder / f"{name}.parquet", size, _UNREAD) for name in _TABLES}
        self._start = {name: np.append(0, np.cumsum(self.table[name].to_numpy())) for name in _TABLES}
        self._place = {key: place for place, key in enumerate(self.table["key"])}
        self._infos = {info.key: info for info in self.manifest.indicators}
        self._numbers = {info.key: number for number, info in enumerate(self.manifest.indicators)}

    # ---- what there is
    @property
    def info(self) -> ReleaseInfo:
        """The part of the manifest that every page shows."""
        return self.manifest.info

    def areas(self) -> pl.DataFrame:
        """Return one row per area: key, code, name, level, validity, gemeente, wijk, residents,
        has_geometry.
        """
        return self._listed

    @cached_property
    def _listed(self) -> pl.DataFrame:
        names = self.table.select("area", "key", "name")
        listed = self.table
        for column in ("gemeente", "wijk"):
            above = names.rename({"area": f"{column}_area", "key": f"{column}_key", "name": f"{column}_name"})
            listed = listed.join(above, on=f"{column}_area", how="left", maintain_order="left")
        return listed.select(_LISTED)

    def __contains__(self, key: str) -> bool:
        return key in self._place

    def place(self, key: str) -> int:
        """Return the number of an area in this release; KeyError when unknown."""
        return self._place[key]

    def area(self, key: str) -> AreaRef:
        """Return the name and level of an area; KeyError when unknown."""
        return self.ref(self._place[key])

    def ref(self, place: int) -> AreaRef:
        """Return the area with this number."""
        return self._refs[place]

    @cached_property
    def _refs(self) -> list[AreaRef]:
        return [AreaRef(*row) for row in self.table.select("key", "code", "name", "level").iter_rows()]

    @property
    def has_postcodes(self) -> bool:
        """Whether this release knows where postcodes lie."""
        return POSTCODES in self.manifest.files

    def at_postcode(self, text: str) -> list[tuple[AreaRef, float]]:
        """Return the areas of a postcode, each with its share of the addresses in areas of its level.

        The largest share first, wijken before buurten. Empty for what is no postcode or lies in no area here.
        """
        postcode = clean_postcode(text)
        if postcode is None or not self.has_postcodes:
            return []
        found = [(self.ref(area), amount) for area, amount in areas_of_postcode(self.folder, postcode)]
        whole = {level: sum(n for ref, n in found if ref.level == level) for level in ("wijk", "buurt")}
        shares = [(ref, amount / whole[ref.level]) for ref, amount in found]
        return sorted(shares, key=lambda one: (one[0].level != "wijk", -one[1], one[0].key))

    def gemeente_name(self, place: int) -> str:
        """Return the name of the gemeente that a wijk, buurt or gebied lies in; empty for others."""
        above = self._above[place]
        return "" if above is None or above == place else self.ref(above).name

    @cached_property
    def _above(self) -> list[int | None]:
        return self.table["gemeente_area"].to_list()

    def same_code(self, code: str) -> list[int]:
        """Return the areas that have or had a code."""
        return self._by_code.get(code, [])

    @cached_property
    def _by_code(self) -> dict[str, list[int]]:
        result: dict[str, list[int]] = {}
        for place, ref in enumerate(self._refs):
            result.setdefault(ref.code, []).append(place)
        return result

    @cached_property
    def country(self) -> int | None:
        """The number of the country in this release, None when no source had it."""
        return self._place.get(COUNTRY)

    def indicators(self) -> tuple[IndicatorInfo, ...]:
        """Return the catalogue of this release."""
        return self.manifest.indicators

    def indicator(self, key: str) -> IndicatorInfo:
        """Return one indicator; KeyError when unknown."""
        return self._infos[key]

    def number(self, key: str) -> int:
        """Return the number that an indicator has in the stored rows; KeyError when unknown."""
        return self._numbers[key]

    def breaks(self, number: int) -> tuple[int, ...]:
        """Return the first years of a new situation: another definition, or a jump in all areas at once."""
        return self._breaks[number]

    def fallen(self, number: int) -> tuple[int, ...]:
        """Return the years in which a figure collapsed in all areas at once."""
        return self._fallen.get(number, ())

    @cached_property
    def _found(self) -> list[tuple[int, int, float]]:
        return pl.read_parquet(self.folder / "breaks.parquet").sort("indicator", "year").rows()

    @cached_property
    def _breaks(self) -> list[tuple[int, ...]]:
        found = [set(entry.breaks) for entry in catalogue()]
        for number, year, _ratio in self._found:
            found[number].add(year)
        return [tuple(sorted(years)) for years in found]

    @cached_property
    def _fallen(self) -> dict[int, tuple[int, ...]]:
        result: dict[int, tuple[int, ...]] = {}
        for number, year, ratio in self._found:
            if ratio < 1:
                result[number] = (*result.get(number, ()), year)
        return result

    @cached_property
    def all_sources(self) -> tuple[SourceDescription, ...]:
        """All sources we can read, in the order in which stored rows number them."""
        return sources()

    def unpublished_years(self, indicator: str, level: str, first: int, last: int) -> tuple[int, ...]:
        """Return the years between first and last that the publisher has not filled for this level yet."""
        return tuple(year for year in self._unpublished.get((indicator, level), ()) if first <= year <= last)

    @cached_property
    def _unpublished(self) -> dict[tuple[str, str], tuple[int, ...]]:
        result: dict[tuple[str, str], list[int]] = {}
        for each in self.manifest.unpublished:
            result.setdefault((each.indicator, each.level), []).append(each.year)
        return {key: tuple(sorted(set(years))) for key, years in result.items()}

    def count_below(self, place: int, level: str) -> int:
        """Return how many areas of a level lie inside an area."""
        below = self.children(place)
        own = sum(self.ref(part).level == level for part in below)
        return own or sum(self.count_below(part, level) for part in below if self.ref(part).level != level)

    def sources(self) -> tuple[SourceInfo, ...]:
        """Return the sources that were read."""
        return self.manifest.sources

    # ---- one area
    def points(self, place: int) -> Columns:
        """Return the stored figures of one area, sorted by indicator, basis and year."""
        return self._rows("points", place)

    def positions(self, place: int) -> Columns:
        """Return the stored positions of one area, sorted by indicator."""
        return self._rows("positions", place)

    def trends(self, place: int) -> Columns:
        """Return the stored trends of one area, sorted by indicator."""
        return self._rows("trends", place)

    def peers(self, place: int) -> Columns:
        """Return the stored peers of one area, nearest first."""
        return self._rows("peers", place)

    def _rows(self, name: str, place: int) -> Columns:
        start, end = int(self._start[name][place]), int(self._start[name][place + 1])
        return self._tables[name].rows(start, end - start)

    # ---- shapes
    @cached_property
    def shapes(self) -> dict[int, bytes]:
        """Shapes (WKB) by the number of their area."""
        shapes = pl.read_parquet(self.folder / "shapes.parquet", columns=["area", "geometry"])
        return dict(zip(shapes["area"].to_list(), shapes["geometry"].to_list(), strict=True))

    def became(self, place: int) -> list[int]:
        """Return what an area that ended is now, the largest part first; empty when nobody knows."""
        return self._successors.get(place, [])

    def came_from(self, key: str) -> list[str]:
        """Return the keys of the ended areas that an area holds a part of, in the order of the release.

        KeyError when the area is unknown.
        """
        return [self.ref(old).key for old in self._predecessors.get(self.place(key), [])]

    @cached_property
    def _predecessors(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for old, successors in sorted(self._successors.items()):
            for new in successors:
                found.setdefault(new, []).append(old)
        return found

    @cached_property
    def _successors(self) -> dict[int, list[int]]:
        if "successors.parquet" not in self.manifest.files:
            return {}
        rows = pl.read_parquet(self.folder / "successors.parquet", columns=["area", "successor"])
        return dict(rows.group_by("area", maintain_order=True).agg("successor").iter_rows())

    def residents(self, place: int) -> float | None:
        """Return how many people live in an area, None when that is unknown."""
        number: float | None = self.table["residents"][place]
        return number

    def children(self, place: int) -> list[int]:
        """Return the parts of an area: buurten of a wijk, wijken of a gemeente, gemeenten of the country."""
        return self._children.get(place, [])

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        parent = {"buurt": "wijk_area", "wijk": "gemeente_area"}
        result: dict[int, list[int]] = {}
        rows = self.table.select("area", "level", "valid_to", "wijk_area", "gemeente_area").to_dicts()
        ended = {row["area"]: row["valid_to"] for row in rows}
        for row in rows:
            above = row[parent[row["level"]]] if row["level"] in parent else None
            if row["level"] == "gemeente":
                above = self.country
            # A part that ended belongs only to a whole that ended too.
            if above is not None and (row["valid_to"] is None or ended[above] is not None):
                result.setdefault(above, []).append(row["area"])
        for above, part in pl.read_parquet(self.folder / "groups.parquet").sort("parent", "area").iter_rows():
            result.setdefault(above, []).append(part)
        return result
