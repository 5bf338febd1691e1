"""Which addresses went where: weights between divisions, reused codes, and postcodes."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.example.land.history import LAST, YEARS, Division
from wijkwijzer.example.land.landscape import CITIES, Landscape
from wijkwijzer.example.land.society import Society

__all__ = ["pc4_weights", "postcode_table", "reused_codes", "weight_table"]

IntArray = NDArray[np.int64]
# Letters of Dutch postcodes: F, I, O, Q, U and Y are not used.
_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"
_NOT_USED = ("SA", "SD", "SS")
_SPOORDIJK_PC6 = "9931KD"
_FIRST_PC4 = (9900, 9907, 9931, 9940, 9947, 9954, 9961, 9968, 9975, 9982, 9989, 9914)
_ADDRESSES_PER_PC6 = 18


def _addresses(society: Society, year: int) -> IntArray:
    return society.homes[:, YEARS.index(year)].astype(np.int64)


def weight_table(divisions: dict[int, Division], society: Society) -> pl.DataFrame:
    """Return the share of the addresses of every changed old area that lies in each new area, for all years.

    As in the real file: only areas that changed are listed, everything else maps to itself with weight 1, and
    areas without addresses do not occur.
    """
    parts = []
    for first, second in combinations(YEARS, 2):
        addresses = _addresses(society, first)
        for level in ("gemeente", "wijk"):
            old, new = divisions[first].codes[level], divisions[second].codes[level]
            if not np.array_equal(old, new):
                parts.append(_changes(level, first, second, old, new, addresses))
    return pl.concat(parts)


def _changes(
    level: str, first: int, second: int, old: IntArray, new: IntArray, addresses: IntArray
) -> pl.DataFrame:
    pairs, index = np.unique(np.column_stack([old, new]), axis=0, return_inverse=True)
    count = np.bincount(index.ravel(), addresses)
    pairs, count = pairs[count > 0], count[count > 0]
    source, target = pairs.T
    sources = np.isin(source, source[_repeated(source)])
    targets = np.isin(target, target[_repeated(target)])
    changed = (source != target) | sources | targets
    changed = np.isin(source, source[changed])
    source, target, count = source[changed], target[changed], count[changed]
    _, own = np.unique(source, return_inverse=True)
    weight = count / np.bincount(own, count)[own]
    prefix, width = ("GM", 4) if level == "gemeente" else ("WK", 6)
    size = len(source)
    return pl.DataFrame(
        {
            "level": pl.Series([level] * size, dtype=pl.Categorical),
            "basis": pl.Series(["pc6_huisnummer"] * size, dtype=pl.Categorical),
            "from_year": pl.Series([first] * size, dtype=pl.Int16),
            "to_year": pl.Series([second] * size, dtype=pl.Int16),
            "from_code": [f"{prefix}{code:0{width}d}" for code in source],
            "to_code": [f"{prefix}{code:0{width}d}" for code in target],
            "addresses": pl.Series(count, dtype=pl.Int32),
            "weight": pl.Series(weight, dtype=pl.Float32),
        }
    )


def _repeated(values: IntArray) -> NDArray[np.bool_]:
    _, index, count = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray(count[index] > 1)


def reused_codes(divisions: dict[int, Division], society: Society) -> pl.DataFrame:
    """Return the codes that in two years stand for areas with another name and mostly other addresses."""
    rows = []
    for level, prefix in (("wijk", "WK"), ("buurt", "BU")):
        for first, second in combinations((*YEARS[::4], LAST), 2):
            old, new = divisions[first].codes[level], divisions[second].codes[level]
            before, after = (
                society.residents[:, YEARS.index(first)],
                society.residents[:, YEARS.index(second)],
            )
            for code in np.intersect1d(old, new):
                was, now = old == code, new == code
                names = (
                    str(divisions[first].names[level][was][0]),
                    str(divisions[second].names[level][now][0]),
                )
                both = before[was & now].sum() / max(before[was | now].sum(), 1)
                if names[0] != names[1] and both < 0.75:
                    text = f"{prefix}{code}"
                    rows.append(
                        (level, first, second, text, *names, int(before[was].sum()), int(after[now].sum()))
                    )
    columns = ["level", "jaar_1", "jaar_2", "code", "naam_1", "naam_2", "inwoners_1", "inwoners_2"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def postcode_table(land: Landscape, divisions: dict[int, Division], society: Society) -> pl.DataFrame:
    """Return the invented postcodes of 2024 (pc6, pc4, buurt, wijk, gemeente, addresses).

    De Spoordijk has 9931 KD. Every postcode lies in one buurt.
    """
    codes = divisions[LAST].codes
    addresses = _addresses(society, LAST)
    four = _pc4(land, codes["wijk"])
    rows: list[tuple[str, int, int]] = []
    letters = [a + b for a in _LETTERS for b in _LETTERS if a + b not in _NOT_USED]
    for area in sorted(set(four.tolist())):
        atoms = np.flatnonzero((four == area) & (addresses > 0))
        wanted = np.ceil(addresses[atoms] / _ADDRESSES_PER_PC6)
        share = np.maximum(1, np.floor(wanted * min(1.0, (len(letters) - len(atoms)) / wanted.sum())))
        at = 0
        for place, count in zip(atoms.tolist(), share.astype(int).tolist(), strict=True):
            split = np.diff(np.linspace(0, addresses[place], count + 1).round()).astype(int)
            rows += [(f"{area}{letters[at + i]}", place, int(n)) for i, n in enumerate(split)]
            at += count
    rows = _with_spoordijk(rows, land)
    atom = np.array([row[1] for row in rows])
    return pl.DataFrame(
        {
            "pc6": [row[0] for row in rows],
            "pc4": [row[0][:4] for row in rows],
            "buurt_code": [f"BU{code:08d}" for code in codes["buurt"][atom]],
            "wijk_code": [f"WK{code:06d}" for code in codes["wijk"][atom]],
            "gm_code": [f"GM{code:04d}" for code in codes["gemeente"][atom]],
            "addresses": pl.Series([row[2] for row in rows], dtype=pl.Int32),
        }
    ).sort("pc6")


def _pc4(land: Landscape, wijk: IntArray) -> IntArray:
    """Postcode area of each atom: a few wijken of one city together, and 9931 around De Spoordijk."""
    four = np.zeros(len(wijk), dtype=np.int64)
    for city, place in enumerate(CITIES):
        own = land.city == city
        number = (wijk[own] % 100).clip(0, place.wijken - 1)
        four[own] = _FIRST_PC4[city] + number * 7 // place.wijken
    home = land.city == land.city[land.wijk == land.spoordijk][0]
    four[home] += 9931 - four[land.wijk == land.spoordijk][0]
    return four


def _with_spoordijk(rows: list[tuple[str, int, int]], land: Landscape) -> list[tuple[str, int, int]]:
    """Give De Spoordijk the postcode that the texts of the example mention, by exchange."""
    mine = next(i for i, row in enumerate(rows) if land.wijk[row[1]] == land.spoordijk)
    other = next((i for i, row in enumerate(rows) if row[0] == _SPOORDIJK_PC6), None)
    old = rows[mine][0]
    if other is not None:
        rows[other] = (old, *rows[other][1:])
    rows[mine] = (_SPOORDIJK_PC6, *rows[mine][1:])
    return rows


def pc4_weights(land: Landscape, divisions: dict[int, Division], society: Society) -> pl.DataFrame:
    """Return how the addresses of each PC4 are spread over the wijken of the same year, 2016-2024."""
    parts = []
    for year in range(2016, LAST + 1):
        addresses = _addresses(society, year)
        four, wijk = _pc4(land, divisions[LAST].codes["wijk"]), divisions[year].codes["wijk"]
        pairs, index = np.unique(np.column_stack([four, wijk]), axis=0, return_inverse=True)
        count = np.bincount(index.ravel(), addresses)
        pairs, count = pairs[count > 0], count[count > 0]
        weights = [
            count / np.bincount(i, count)[i] for i in (np.unique(p, return_inverse=True)[1] for p in pairs.T)
        ]
        parts.append(
            pl.DataFrame(
                {
                    "pc4_year": pl.Series([year] * len(count), dtype=pl.Int16),
                    "wijk_year": pl.Series([year] * len(count), dtype=pl.Int16),
                    "pc4": [str(p) for p in pairs[:, 0]],
                    "wijk_code": [f"WK{w:06d}" for w in pairs[:, 1]],
                    "addresses": pl.Series(count, dtype=pl.Int32),
                    "weight_pc4": pl.Series(weights[0], dtype=pl.Float32),
                    "weight_wijk": pl.Series(weights[1], dtype=pl.Float32),
                }
            )
        )
    return pl.concat(parts)
