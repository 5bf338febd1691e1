"""A synthetic country for benchmarks: 14,000 buurten with their wijken and gemeenten, fifteen years, thirty
figures, gemeenten that merge and wijken that split. Files have the shape of the publisher's own.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

BUURTEN, WIJKEN, GEMEENTEN = 14_000, 3_300, 342
YEARS = range(2010, 2025)
COUNTS = ("inwoners", "huishoudens", "woningen")
SHARES = (
    "p_00_14", "p_15_24", "p_25_44", "p_45_64", "p_65_oo", "p_eenpers_hh", "p_hh_zonder_kind",
    "p_hh_met_kind",
    "p_eengezins", "p_onbewoond", "p_koop", "p_huur", "p_corporatie", "p_bouw_vanaf_2000", "p_arbeidspart",
    "p_pers_laag40", "p_pers_hoog20", "p_hh_laag40", "p_hh_hoog20", "p_hh_laag_ink", "p_hh_soc_min",
    "p_jeugdzorg", "wmo_per_1000", "woz_x1000", "ink_inw_x1000", "elektra_kwh", "gas_m3",
)  # fmt: skip
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Nation:
    """Per buurt of today: its homes, its wijk and gemeente (numbers), and its place in the wijk."""

    homes: IntArray
    wijk: IntArray
    gemeente: IntArray
    nth: IntArray

    @classmethod
    def make(cls) -> Nation:
        """A few large gemeenten and many small ones, as in the country."""
        rng = np.random.default_rng(1)
        size = 1 / np.arange(1, GEMEENTEN + 1) ** 0.6
        of_gemeente = 1 + np.floor((WIJKEN - GEMEENTEN) * size / size.sum()).astype(np.int64)
        of_gemeente[0] += WIJKEN - of_gemeente.sum()
        gemeente_of_wijk = np.repeat(np.arange(GEMEENTEN), of_gemeente)
        wijk = np.sort(np.concatenate([np.arange(WIJKEN), rng.integers(0, WIJKEN, BUURTEN - WIJKEN)]))
        homes = np.exp(rng.normal(5.8, 1.1, BUURTEN)).round().astype(np.int64)
        return cls(homes, wijk, gemeente_of_wijk[wijk], _nth(wijk))

    def codes(self, year: int) -> dict[str, NDArray[np.str_]]:
        """Codes of gemeente, wijk and buurt of each buurt of today, as they were in `year`."""
        nth_wijk = self.wijk - np.searchsorted(
            self.gemeente[np.unique(self.wijk, return_index=True)[1]], self.gemeente
        )
        number = self.gemeente + 1
        # A fifth of the gemeenten came from two; each kept its own wijken.
        merged = (self.gemeente % 5 == 2) & (year < 2011 + self.gemeente % 13)
        number = np.where(merged, 1000 * (1 + nth_wijk % 2) + number, number)
        # One in twenty-five wijken was split off from the wijk before it.
        starts = np.flatnonzero((self.nth == 0) & (self.wijk > 0))
        same = np.zeros(BUURTEN, dtype=bool)
        same[starts] = self.gemeente[starts] == self.gemeente[starts - 1]
        of_wijk = np.zeros(WIJKEN, dtype=bool)
        of_wijk[self.wijk[same]] = True
        split = of_wijk[self.wijk] & (self.wijk % 25 == 3) & (year < 2011 + self.wijk % 13)
        place = np.where(split & ~merged, nth_wijk - 1, nth_wijk)
        nth = np.where(split & ~merged, 50 + self.nth, self.nth)
        text = {
            "gemeente": [f"GM{g:04d}" for g in number],
            "wijk": [f"WK{g:04d}{_two(w)}" for g, w in zip(number, place, strict=True)],
            "buurt": [f"BU{g:04d}{_two(w)}{b:02d}" for g, w, b in zip(number, place, nth, strict=True)],
        }
        return {level: np.array(codes) for level, codes in text.items()}


def _nth(group: IntArray) -> IntArray:
    return np.arange(len(group)) - np.searchsorted(group, group)


def _two(number: int) -> str:
    """Two places, letters from 100 on, as Amsterdam has."""
    return (
        f"{number:02d}"
        if number < 100
        else f"{chr(65 + (number - 100) // 26)}{chr(65 + (number - 100) % 26)}"
    )


def write_nation(folder: Path) -> Nation:
    """Write figures, conversion weights and borders; return what they were made from."""
    nation = Nation.make()
    codes = {year: nation.codes(year) for year in YEARS}
    for part in ("kwb", "conversion", "boundaries"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    _write_figures(folder / "kwb", nation, codes)
    pairs = [_moves(nation, codes, first, second) for first, second in combinations(YEARS, 2)]
    pl.concat(pairs).write_parquet(folder / "conversion" / "grenswijziging_synthetisch.parquet")
    _write_borders(folder / "boundaries", nation, codes[YEARS[-1]])
    return nation


def _write_figures(folder: Path, nation: Nation, codes: dict[int, dict[str, NDArray[np.str_]]]) -> None:
    rng = np.random.default_rng(2)
    level = rng.normal(40, 10, (BUURTEN, len(SHARES))).clip(2, 95)
    noise = np.sqrt(0.1 + 300 / nation.homes.clip(20))[:, None]
    slope = rng.normal(0, 0.3, (BUURTEN, len(SHARES))) * (rng.random((BUURTEN, len(SHARES))) < 0.1)
    before: dict[str, set[str]] = {}
    for year in YEARS:
        shares = level + slope * (year - 2010) + noise * rng.standard_normal(level.shape)
        shares += rng.standard_normal(len(SHARES))
        counts = nation.homes[:, None] * np.array([2.1, 1.02, 1.0]) * (1 + 0.005 * (year - 2010))
        parts = []
        for name in ("gemeente", "wijk", "buurt"):
            unique, index = np.unique(codes[year][name], return_inverse=True)
            whole = np.column_stack([np.bincount(index, column) for column in counts.T])
            mean = np.column_stack([np.bincount(index, c * nation.homes) for c in shares.T])
            mean /= np.bincount(index, nation.homes)[:, None].clip(1)
            empty = whole[:, 0] < 50
            columns = {"WijkenEnBuurten": unique}
            columns |= {key: 5 * np.round(whole[:, i] / 5) for i, key in enumerate(COUNTS)}
            columns |= {
                key: np.where(empty, np.nan, mean[:, i].clip(0, 99).round(1)) for i, key in enumerate(SHARES)
            }
            flag = np.where(np.isin(unique, list(before.get(name, ()))), "1", "3")
            before[name] = set(unique.tolist())
            parts.append(
                pl.DataFrame({**columns, "IndelingswijzigingWijkenEnBuurten_4": flag}).fill_nan(None)
            )
        pl.concat(parts).write_parquet(folder / f"kwb_{year}_nationaal_typed.parquet")


def _moves(
    nation: Nation, codes: dict[int, dict[str, NDArray[np.str_]]], first: int, second: int
) -> pl.DataFrame:
    parts = []
    for name in ("gemeente", "wijk"):
        rows = pl.DataFrame(
            {"from_code": codes[first][name], "to_code": codes[second][name], "addresses": nation.homes}
        )
        moves = (
            rows.group_by("from_code", "to_code").agg(pl.col("addresses").sum()).sort("from_code", "to_code")
        )
        several = (pl.len().over("from_code") > 1) | (pl.len().over("to_code") > 1)
        moves = moves.filter(((pl.col("from_code") != pl.col("to_code")) | several).any().over("from_code"))
        parts.append(
            moves.select(pl.lit(first).alias("from_year"), pl.lit(second).alias("to_year"), pl.all())
        )
    return pl.concat(parts)


# ---- borders: every gemeente a square, cut into wijken, cut into buurten, with winding edges
def _write_borders(folder: Path, nation: Nation, codes: dict[str, NDArray[np.str_]]) -> None:
    side = int(np.ceil(np.sqrt(GEMEENTEN)))
    boxes: dict[str, dict[str, tuple[float, float, float, float]]] = {"gemeente": {}, "wijk": {}, "buurt": {}}
    for g in range(GEMEENTEN):
        mine = np.flatnonzero(nation.gemeente == g)
        x, y = 3.4 + 0.19 * (g % side), 50.8 + 0.14 * (g // side)
        boxes["gemeente"][codes["gemeente"][mine[0]]] = own = (x, y, x + 0.19, y + 0.14)
        wijken = np.unique(nation.wijk[mine])
        for w, box in zip(wijken, _cut(own, len(wijken)), strict=True):
            buurten = np.flatnonzero(nation.wijk == w)
            boxes["wijk"][codes["wijk"][buurten[0]]] = box
            boxes["buurt"] |= dict(zip(codes["buurt"][buurten], _cut(box, len(buurten)), strict=True))
    for name, steps in (("gemeente", 200), ("wijk", 80), ("buurt", 24)):
        features = [
            {
                "type": "Feature",
                "properties": {"statcode": code, "statnaam": f"{name.title()} {code[2:]}"},
                "geometry": {"type": "Polygon", "coordinates": [_ring(box, steps)]},
            }
            for code, box in boxes[name].items()
        ]
        text = json.dumps({"type": "FeatureCollection", "features": features})
        with gzip.open(folder / f"{name}_2024.geojson.gz", "wt", compresslevel=1) as file:
            file.write(text)


def _cut(box: tuple[float, float, float, float], parts: int) -> list[tuple[float, float, float, float]]:
    west, south, east, north = box
    rows = max(1, round(np.sqrt(parts)))
    found = []
    for r in range(rows):
        own = parts // rows + (r < parts % rows)
        low, high = south + (north - south) * r / rows, south + (north - south) * (r + 1) / rows
        edges = np.linspace(west, east, own + 1)
        found += [(float(a), float(low), float(b), float(high)) for a, b in pairwise(edges)]
    return found


def _ring(box: tuple[float, float, float, float], steps: int) -> list[list[float]]:
    west, south, east, north = box
    corner = np.array([[west, south], [west, north], [east, north], [east, south], [west, south]])
    part = np.linspace(0, 1, steps, endpoint=False)[:, None]
    points = np.concatenate([a + part * (b - a) for a, b in pairwise(corner)])
    # The same point winds the same way for both neighbours; no further than the smallest buurt is wide.
    reach = 0.00025
    wave = sum(np.sin(points[:, ::-1] * f + f) / n for n, f in enumerate((900.0, 2300.0, 5100.0), 1))
    points = (points + reach * wave).round(6)
    return [*points.tolist(), points[0].tolist()]
