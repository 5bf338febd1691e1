"""From atoms to areas: exact totals and rates for every year, in the borders of that year or of one fixed year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from wijkwijzer.example.history import LEVELS, YEARS, Division
from wijkwijzer.example.rates import RATES
from wijkwijzer.example.society import Society

__all__ = ["Totals", "total_areas"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Totals:
    """All areas of all years under one another, before anything is rounded or left out.

    Attributes
    ----------
    year, level, code, name, gemeente : (rows,) identity; gemeente is the GM code.
    residents, households, homes, area : (rows,) weights, and km2.
    rates : per indicator (rows,), shares as fractions; NaN where nobody lives.
    """

    year: NDArray[np.int16]
    level: NDArray[np.object_]
    code: NDArray[np.object_]
    name: NDArray[np.object_]
    gemeente: NDArray[np.object_]
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
    identity: list[tuple[int, str, str, str, str]] = []
    blocks = []
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
            identity += [(year, level, c, n, f"GM{c[2:6]}") for c, n in zip(codes, names, strict=True)]
    table = np.vstack(blocks)
    of_column = {of: i for i, of in enumerate(weights)}
    rates = {}
    with np.errstate(invalid="ignore", divide="ignore"):
        for i, rate in enumerate(RATES):
            rates[rate.name] = table[:, 4 + i] / table[:, of_column[rate.of]]
    years, levels, codes_, names_, gemeenten = zip(*identity, strict=True)
    text = [np.array(values, dtype=object) for values in (levels, codes_, names_, gemeenten)]
    return Totals(np.array(years, dtype=np.int16), *text, *table[:, :4].T, rates)
