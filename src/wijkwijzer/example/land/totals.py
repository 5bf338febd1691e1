"""From atoms to areas: exact totals and rates per year, in the borders of that year or of one fixed year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from wijkwijzer.example.land.history import LEVELS, YEARS, Division
from wijkwijzer.example.land.rates import RATES
from wijkwijzer.example.land.society import Society

__all__ = ["Totals", "total_areas"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Totals:
    """All areas of all years under one another, before anything is rounded or left out.

    Attributes
    ----------
    year, level, code, name, gemeente : (rows,) identity; gemeente is the GM code.
    change : (rows,) since the year before: 1 nothing, 2 another code, 3 other borders or new.
    residents, households, homes, area : (rows,) weights, and km2.
    rates : per indicator (rows,), shares as fractions; NaN where nobody lives.
    """

    year: NDArray[np.int16]
    level: NDArray[np.object_]
    code: NDArray[np.object_]
    name: NDArray[np.object_]
    gemeente: NDArray[np.object_]
    change: FloatArray
    residents: FloatArray
    households: FloatArray
    homes: FloatArray
    area: FloatArray
    rates: dict[str, FloatArray]


def total_areas(
    society: Society,
    divisions: dict[int, Division],
    area: FloatArray,
    *,
    chance: bool = True,
    fixed: int | None = None,
) -> Totals:
    """Sum atoms to areas.

    Parameters
    ----------
    area : (atoms,) km2.
    chance : with what chance added from year to year, or without.
    fixed : a year whose borders are used for all years; None uses each year's own.
    """
    source = society.realised if chance else society.expected
    weights = {"residents": society.residents, "households": society.households, "homes": society.homes}
    identity: list[tuple[int, str, str, str, str, float]] = []
    blocks = []
    before: dict[str, dict[bytes, str]] = {level: {} for level in LEVELS}
    for column, year in enumerate(YEARS):
        division = divisions[fixed or year]
        base = {of: values[:, column] for of, values in weights.items()}
        parts = [*base.values(), area]
        parts += [source[rate.name][:, column] * base[rate.of] for rate in RATES]
        matrix = np.column_stack(parts)
        for level in LEVELS:
            codes, names, index = division.areas(level)
            sums = csr_matrix(
                (np.ones(len(index)), (index, np.arange(len(index)))), shape=(len(codes), len(index))
            )
            blocks.append(np.asarray(sums @ matrix))
            borders = _borders(index, codes)
            changes = _changes(borders, before[level] if column else borders)
            before[level] = borders
            rows = zip(codes, names, changes, strict=True)
            identity += [(year, level, code, name, f"GM{code[2:6]}", change) for code, name, change in rows]
    table = np.vstack(blocks)
    of_column = {of: i for i, of in enumerate(weights)}
    rates = {}
    with np.errstate(invalid="ignore", divide="ignore"):
        for i, rate in enumerate(RATES):
            rates[rate.name] = table[:, 4 + i] / table[:, of_column[rate.of]]
    years, levels, codes_, names_, gemeenten, changed = zip(*identity, strict=True)
    return Totals(
        year=np.array(years, dtype=np.int16),
        level=np.array(levels, dtype=object),
        code=np.array(codes_, dtype=object),
        name=np.array(names_, dtype=object),
        gemeente=np.array(gemeenten, dtype=object),
        change=np.array(changed),
        residents=table[:, 0],
        households=table[:, 1],
        homes=table[:, 2],
        area=table[:, 3],
        rates=rates,
    )


def _borders(index: NDArray[np.int64], codes: list[str]) -> dict[bytes, str]:
    """The atoms of each area as a key, in the order of the areas, with the code that holds them."""
    return {np.flatnonzero(index == area).tobytes(): code for area, code in enumerate(codes)}


def _changes(borders: dict[bytes, str], earlier: dict[bytes, str]) -> list[float]:
    """What happened to each area since the year before, in the numbers of CBS."""
    return [3.0 if land not in earlier else 1.0 + (earlier[land] != code) for land, code in borders.items()]
