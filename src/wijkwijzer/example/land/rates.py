"""The indicators of the example, read from `rates.csv`: level, differences between groups, path, chance.

The levels are chosen to look like a Dutch province; none is a real figure.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

from wijkwijzer.example.land.names import TYPES

__all__ = ["RATES", "Rate"]


@dataclass(frozen=True)
class Rate:
    """How one indicator comes about; one row of `rates.csv`.

    Attributes
    ----------
    name : column in the published file.
    of : what it is a share or mean of: residents, households or homes.
    link : logit (share), log (mean), identity (score) or softmax (one part of a whole).
    group : parts with the same group add up to one; others have their own.
    level, by_type, load, spread : on the link scale; by_type in the order of `TYPES`, load times prosperity.
    path : (year, shift) points of the province, straight in between.
    noise, rho : standard deviation at 1,000 residents and autocorrelation of chance.
    trend : typical planted slope per year; 0 means that none is planted.
    """

    name: str
    of: str
    link: str
    group: str
    level: float
    by_type: tuple[float, ...]
    load: float
    spread: float
    noise: float
    rho: float
    trend: float
    path: tuple[tuple[float, float], ...]


def _rate(row: dict[str, str]) -> Rate:
    points = (point.split(":") for point in row["path"].split())
    return Rate(
        name=row["name"],
        of=row["of"],
        link=row["link"],
        group=row["group"],
        level=float(row["level"]),
        by_type=tuple(float(row[kind]) for kind in TYPES),
        load=float(row["load"]),
        spread=float(row["spread"]),
        noise=float(row["noise"]),
        rho=float(row["rho"]),
        trend=float(row["trend"]),
        path=tuple((float(year), float(shift)) for year, shift in points),
    )


def _read() -> tuple[Rate, ...]:
    text = files("wijkwijzer.example").joinpath("rates.csv").read_text(encoding="utf-8")
    return tuple(_rate(row) for row in csv.DictReader(text.splitlines()))


RATES = _read()
