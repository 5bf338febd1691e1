"""Where a figure lies among all areas of the same level, for every area and indicator of a panel.

The method is `wijkwijzer.areas.methods.positions`: a percentile with its interval, never a rank.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.areas.methods import FEWEST_RESIDENTS, percentile_of, positions
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["FEWEST_COMPARED", "position_table"]

FEWEST_COMPARED = 30
"""Among fewer areas a percentile says nothing."""
FloatArray = NDArray[np.float64]


def position_table(panel: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """Give every area its position on every indicator, in the latest year with enough areas to compare.

    Parameters
    ----------
    panel : own-year figures (`wijkwijzer.areas.panel.choose.make_panel`).
    table : areas with ``residents`` and ``gemeente_area``.

    Returns
    -------
    polars.DataFrame
        area, indicator, year, compared, percentile, low, high (null when the interval is unknown),
        gemeente_percentile. Areas that are not compared have no row.
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
    parts = [_one_group(part) for part in rows.partition_by("indicator", "level", "year")]
    return pl.concat(parts or [_one_group(rows)]).sort("area", "indicator")


def _one_group(part: pl.DataFrame) -> pl.DataFrame:
    """Give areas that have their latest figure in this year their position among all areas of the year."""

    def column(name: str) -> FloatArray:
        return part[name].fill_null(np.nan).to_numpy().astype(np.float64)

    own = column("value"), column("low"), column("high")
    last = part["last"].to_numpy()
    found = positions(*own, wanted=last)
    of_gemeente = np.full(len(last), np.nan)
    of_gemeente[last] = percentile_of(column("gemeente_value")[last], *own)
    columns = {
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
