"""Where a figure lies among all areas of the same level, for every area and indicator of a panel.

The method is `wijkwijzer.areas.methods.positions`: a percentile with its interval, never a rank.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.methods import FEWEST_RESIDENTS, percentile_of, positions
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["FEWEST_COMPARED", "URBANITY", "position_table", "urbanity_of"]

URBANITY = "stedelijkheid"
"""Indicator with the class of urbanity, 1 to 5."""

FEWEST_COMPARED = 30
"""Among fewer areas a percentile says nothing."""
FloatArray = NDArray[np.float64]
_NO_CLASSES = pl.DataFrame(schema={"area": pl.UInt32, "urbanity": pl.Int64})


def position_table(
    panel: pl.DataFrame, table: pl.DataFrame, urbanity: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Give every area its position on every indicator, in the latest year with enough areas to compare.

    Parameters
    ----------
    panel : own-year figures (`wijkwijzer.areas.panel.choose.make_panel`).
    table : areas with ``residents`` and ``gemeente_area``.
    urbanity : area, urbanity (`urbanity_of`): with it areas are also placed among those of their own class.

    Returns
    -------
    polars.DataFrame
        area, indicator, year, compared, percentile, low, high (null when the interval is unknown),
        gemeente_percentile; like_low, like_high: the interval among areas of the same urbanity, null when
        there are too few of them. Areas that are not compared have no row.
    """
    residents = table.select("area", "residents", "gemeente_area")
    rows = panel.filter((pl.col("status") == KNOWN) & (pl.col("level") != "land")).select(
        "indicator", "level", "year", "area", "value", "low", "high"
    )
    gemeente = rows.filter(pl.col("level") == "gemeente").select(
        "indicator", "year", pl.col("area").alias("gemeente_area"), pl.col("value").alias("gemeente_value")
    )
    rows = rows.join(residents, on="area").filter(pl.col("residents") >= FEWEST_RESIDENTS)
    enough = pl.len().over("indicator", "level", "year") > FEWEST_COMPARED
    rows = rows.filter(enough)
    # Only the latest year of an area counts, so years in which no area has its latest are left alone.
    last = pl.col("year") == pl.col("year").max().over("area", "indicator")
    wanted = rows.filter(last).select("indicator", "level", "year").unique()
    rows = rows.with_columns(last=last).join(wanted, on=["indicator", "level", "year"], how="semi")
    rows = rows.join(gemeente, on=["indicator", "year", "gemeente_area"], how="left")
    classes = _NO_CLASSES if urbanity is None else urbanity
    rows = rows.join(classes, on="area", how="left", maintain_order="left")
    parts = [_one_group(part) for part in rows.partition_by("indicator", "level", "year")]
    return pl.concat(parts or [_one_group(rows)]).sort("area", "indicator")


def urbanity_of(panel: pl.DataFrame) -> pl.DataFrame:
    """Return area and urbanity (its latest known class, 0 when unknown) from figures of all areas."""
    number = next(place for place, entry in enumerate(catalogue()) if entry.key == URBANITY)
    known = panel.filter((pl.col("indicator") == number) & (pl.col("status") == KNOWN)).sort("year")
    latest = known.group_by("area", maintain_order=True).agg(pl.col("value").last().round().alias("urbanity"))
    return latest.select("area", pl.col("urbanity").cast(pl.Int64)).cast(_NO_CLASSES.schema)


def _among_like(
    part: pl.DataFrame, own: tuple[FloatArray, FloatArray, FloatArray], last: NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray]:
    """Where areas lie among those of the same urbanity, as an interval; unknown where these are too few."""
    group = part["urbanity"].fill_null(0).to_numpy()
    found = positions(*own, group=group, wanted=last)
    low = np.where(np.isnan(found.low), found.percentile, found.low)
    high = np.where(np.isnan(found.high), found.percentile, found.high)
    few = (group == 0) | (found.compared <= FEWEST_COMPARED)
    return np.where(few, np.nan, low), np.where(few, np.nan, high)


def _one_group(part: pl.DataFrame) -> pl.DataFrame:
    """Give areas that have their latest figure in this year their position among all areas of the year."""

    def column(name: str) -> FloatArray:
        return part[name].fill_null(np.nan).to_numpy().astype(np.float64)

    own = column("value"), column("low"), column("high")
    last = part["last"].to_numpy()
    found = positions(*own, wanted=last)
    of_gemeente = np.full(len(last), np.nan)
    of_gemeente[last] = percentile_of(column("gemeente_value")[last], *own)
    like = _among_like(part, own, last)
    columns = {
        "like_low": like[0],
        "like_high": like[1],
        "percentile": found.percentile,
        "low": found.low,
        "high": found.high,
        "gemeente_percentile": of_gemeente,
    }
    compared = pl.Series("compared", found.compared, dtype=pl.UInt32)
    return (
        part.select("area", "indicator", "year", "last")
        .with_columns(
            compared,
            *(pl.Series(name, values, dtype=pl.Float64).fill_nan(None) for name, values in columns.items()),
        )
        .filter("last")
        .drop("last")
    )
