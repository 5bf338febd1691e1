"""Which buurten each area is made of in a year, own areas too: what sums of figures run over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from wijkwijzer.opendata.codes import COUNTRY

if TYPE_CHECKING:
    from wijkwijzer.areas.release import Release

__all__ = ["Division", "Structure"]


@dataclass(frozen=True, slots=True)
class Division:
    """The areas of one division.

    Attributes
    ----------
    parts : code -> numbers of the smallest areas in it.
    holders : number of a smallest area -> codes of the buurt and wijk that hold it.
    """

    parts: dict[str, tuple[int, ...]]
    holders: dict[int, list[str]]


class Structure:
    """The smallest areas in every area, by year.

    Parameters
    ----------
    release : whose areas these are.
    """

    def __init__(self, release: Release) -> None:
        self._release = release
        self._years: dict[int, Division] = {}

    @cached_property
    def _members(self) -> pl.DataFrame:
        members = pl.read_parquet(
            self._release.folder / "members.parquet", columns=["code", "division", "area"]
        )
        return members.join(self._release.table.select("area", "level", "gemeente"), on="area")

    @cached_property
    def _divisions(self) -> list[int]:
        own = self._members.filter(pl.col("level") == "buurt")
        return (own if own.height else self._members)["division"].unique().sort().to_list()

    def at(self, year: int) -> Division:
        """Return the areas of the division nearest to a year."""
        division = min(self._divisions, key=lambda each: (abs(each - year), each), default=year)
        if division not in self._years:
            self._years[division] = self._made(division)
        return self._years[division]

    def _made(self, division: int) -> Division:
        rows = self._members.filter(pl.col("division") == division)
        parts: dict[str, tuple[int, ...]] = {}
        inside: dict[str, list[int]] = {}
        # From small to large; an area without parts of its own is a smallest area itself.
        for level in ("buurt", "wijk", "gemeente", "land"):
            own = rows.filter(pl.col("level") == level).select("code", "area", "gemeente")
            for code, area, gemeente in own.iter_rows():
                parts[code] = tuple(sorted(inside.get(code, [area])))
                whole = {"buurt": f"WK{code[2:8]}", "wijk": gemeente, "gemeente": COUNTRY}.get(level)
                if whole is not None:
                    inside.setdefault(whole, []).extend(parts[code])
        holders: dict[int, list[str]] = {}
        for code, cell in parts.items():
            for atom in cell if code[:2] in ("BU", "WK") else ():
                holders.setdefault(atom, []).append(code)
        return Division(parts | self._own_areas(parts), holders)

    def _own_areas(self, parts: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        groups = pl.read_parquet(self._release.folder / "groups.parquet")
        codes, found = self._release.table["code"], dict[str, tuple[int, ...]]()
        for parent, members in groups.group_by("parent", maintain_order=True).agg("area").iter_rows():
            named = [codes[area] for area in members]
            if all(code in parts for code in named):
                found[codes[parent]] = tuple(sorted({atom for code in named for atom in parts[code]}))
        return found
