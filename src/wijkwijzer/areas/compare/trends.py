"""Which areas develop differently from the country, for every indicator that has enough comparable years."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.areas.catalogue import Indicator, catalogue
from wijkwijzer.areas.compare.breaks import ANY_SIGN, BREAK_SCHEMA, first_comparable
from wijkwijzer.areas.methods import Trends, benjamini_hochberg, common_path, trends, turning_points
from wijkwijzer.areas.methods.trend import MINIMUM_VALUES
from wijkwijzer.areas.panel.harmonise import DRAWN
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["FALSE_SHARE", "FEWEST_AREAS", "TREND_SCHEMA", "trend_table"]

FALSE_SHARE = 0.05
"""Of all areas that are said to develop differently at most this share may be chance."""
FEWEST_AREAS = 20
"""Chance is learned from all areas together; from fewer it cannot be learned."""
TREND_SCHEMA = {
    "area": pl.UInt32,
    "indicator": pl.UInt16,
    "slope": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "against": pl.Float64,
    "p_value": pl.Float64,
    "q_value": pl.Float64,
    "sigma": pl.Float64,
    "count": pl.Int32,
    "first": pl.Int32,
    "last": pl.Int32,
    "turn": pl.Int32,
    "with_country": pl.Boolean,
    "ratio_against": pl.Float64,
    "ratio_p": pl.Float64,
}
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Matrix:
    """One indicator of one level: values (areas, years), what they count in, and the country beside them."""

    areas: NDArray[np.uint32]
    years: FloatArray
    values: FloatArray
    size: FloatArray | None
    country: FloatArray | None


def trend_table(
    panel: pl.DataFrame, based: pl.DataFrame, levels: pl.DataFrame, breaks: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Compute the trend of every area and indicator with at least eight comparable years.

    Wijken and gemeenten are taken in the borders of the base year, years of poor quality left out; buurten
    and own areas in their last unchanged borders. No year before a new definition is used.

    Parameters
    ----------
    panel : own-year figures; based : figures in base-year borders; levels : area, level.
    breaks : years in which an indicator jumps everywhere at once (`break_table`); none before one is used.

    Returns
    -------
    polars.DataFrame
        Columns of ``TREND_SCHEMA``; ``turn`` is the year of the turning point, 0 when there is none;
        ``ratio_against`` and ``ratio_p`` are the same comparison in proportion (log-odds of a share, else the
        logarithm), NaN for figures without a natural zero;
        ``with_country`` is False where the country is unknown and the areas' common path stands for it. Areas
        without enough years have no row.
    """
    rows = pl.concat([_comparable_base(based, levels), _comparable_own(panel)])
    country = panel.filter((pl.col("level") == "land") & (pl.col("status") == KNOWN))
    country_of = country.select("indicator", "year", "value").partition_by("indicator", as_dict=True)
    parts = [pl.DataFrame(schema=TREND_SCHEMA)]
    for key, part in rows.partition_by("indicator", "level", as_dict=True).items():
        number = int(str(key[0]))
        entry = catalogue()[number]
        if entry.combine == "class":
            continue
        start = first_comparable(number, pl.DataFrame(schema=BREAK_SCHEMA) if breaks is None else breaks)
        matrix = _matrix(part, start, country_of.get((number,)))
        if matrix is not None:
            parts.append(_trend_rows(matrix, entry, number))
    return pl.concat(parts).sort("area", "indicator")


def _comparable_base(based: pl.DataFrame, levels: pl.DataFrame) -> pl.DataFrame:
    good = (pl.col("status") == KNOWN) & (pl.col("quality") >= DRAWN)
    good &= pl.col("complete") | (pl.col("n") != pl.col("value"))
    return (
        based.filter(good)
        .join(levels.select("area", pl.col("level").cast(pl.Categorical)), on="area")
        .select("indicator", "level", "area", "year", "value", "n")
    )


def _comparable_own(panel: pl.DataFrame) -> pl.DataFrame:
    own = panel.filter((pl.col("status") == KNOWN) & pl.col("level").is_in(["buurt", "gebied"]))
    last = pl.col("segment") == pl.col("segment").max().over("area")
    return own.filter(last).select("indicator", "level", "area", "year", "value", "n")


def _matrix(part: pl.DataFrame, start: int, country: pl.DataFrame | None) -> _Matrix | None:
    part = part.filter(pl.col("year") >= start)
    part = part.filter(pl.len().over("area") >= MINIMUM_VALUES)
    if part["area"].n_unique() < FEWEST_AREAS:
        return None
    areas, row = np.unique(part["area"].to_numpy(), return_inverse=True)
    years, column = np.unique(part["year"].to_numpy(), return_inverse=True)
    values = np.full((len(areas), len(years)), np.nan)
    values[row, column] = part["value"].to_numpy()
    size = part.group_by("area").agg(pl.col("n").median()).sort("area")["n"].fill_null(np.nan).to_numpy()
    usable = bool((np.nan_to_num(size) > 0).all())
    beside = None
    if country is not None:
        of = dict(country.select("year", "value").iter_rows())
        beside = np.array([of.get(year, np.nan) for year in years.tolist()])
    known = beside is not None and not np.isnan(beside).any()
    return _Matrix(
        areas, years.astype(np.float64), values, size if usable else None, beside if known else None
    )


def _trend_rows(matrix: _Matrix, entry: Indicator, number: int) -> pl.DataFrame:
    relative = entry.combine == "count" or entry.unit_key in ("keuro", "kwh", "m3")
    if relative and not (matrix.values[~np.isnan(matrix.values)] > 0).all():
        relative = False
    found = trends(matrix.values, matrix.years, country=matrix.country, size=matrix.size, relative=relative)
    turn = _turns(matrix, found, relative)
    ratio_against, ratio_p = _in_proportion(matrix, entry)
    # Without any chance (areas that never change) there is nothing to test.
    given = np.isfinite(found.q_value) & (found.sigma > 1e-9)
    columns: dict[str, NDArray[np.generic]] = {
        "area": matrix.areas,
        "indicator": np.full(len(matrix.areas), number),
        "slope": found.slope,
        "low": found.low,
        "high": found.high,
        "against": found.against,
        "p_value": found.p_value,
        "q_value": found.q_value,
        "sigma": found.sigma,
        "count": found.count,
        "first": found.first,
        "last": found.last,
        "turn": turn,
        "with_country": np.full(len(matrix.areas), matrix.country is not None),
        "ratio_against": ratio_against,
        "ratio_p": ratio_p,
    }
    return pl.DataFrame({name: values[given] for name, values in columns.items()}).cast(TREND_SCHEMA)  # type: ignore[arg-type]


def _in_proportion(matrix: _Matrix, entry: Indicator) -> tuple[FloatArray, FloatArray]:
    """Return how an area departs from the country in proportion, and its p; NaN where that means nothing.

    In points a low share cannot fall as fast as a high one; in log-odds it can. Chance is then that of the
    count of people, so areas of equal expected count have equal chance.
    """
    unknown = np.full(len(matrix.areas), np.nan)
    share = entry.unit_key == "percent"
    if (
        entry.unit_key in ANY_SIGN
        or np.nanmin(matrix.values) < 0
        or (share and np.nanmax(matrix.values) > 100)
    ):
        return unknown, unknown
    top = 100.0 if share else np.inf
    edge = max(entry.rounding, 0.1) / 4

    def scaled(values: FloatArray) -> FloatArray:
        inside = np.clip(values, edge, top - edge)
        return np.log(inside / (top - inside)) if share else np.log(inside)

    middle = np.nanmedian(matrix.values, axis=1)
    size = None
    if matrix.size is not None:
        size = matrix.size * np.clip(middle * (100 - middle) if share else middle, edge, None)
    country = None if matrix.country is None else scaled(matrix.country)
    found = trends(scaled(matrix.values), matrix.years, country=country, size=size)
    return found.against, found.p_value


def _turns(matrix: _Matrix, found: Trends, relative: bool) -> NDArray[np.int64]:
    """Return the year of one turning point, where a bend is surer than chance over all areas; else 0."""
    path = matrix.country if matrix.country is not None else common_path(matrix.values)
    with np.errstate(invalid="ignore", divide="ignore"):
        difference = 100 * matrix.values / path if relative else matrix.values - path
    given = np.flatnonzero(np.isfinite(found.sigma) & (found.sigma > 0))
    turn = np.zeros(len(matrix.areas), dtype=np.int64)
    if len(given):
        bends = turning_points(
            difference[given], matrix.years, rho=found.rho[given], sigma=found.sigma[given]
        )
        sure = benjamini_hochberg(bends.p_value) < FALSE_SHARE
        turn[given] = np.where(sure, bends.year, 0)
    return turn
