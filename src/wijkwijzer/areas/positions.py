"""Where a figure lies among all areas of the same level: a percentile with its interval, never a rank."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.opendata.missing import KNOWN

__all__ = ["FEWEST_COMPARED", "FEWEST_RESIDENTS", "percentiles", "position_table"]

FEWEST_RESIDENTS = 200
"""Areas with fewer residents are not compared: one family moving in would move them half the country."""
FEWEST_COMPARED = 30
"""Among fewer areas a percentile says nothing."""
FloatArray = NDArray[np.float64]


def percentiles(
    value: FloatArray, low: FloatArray, high: FloatArray, others: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the percentile of each value among others, and of the ends of its interval.

    The percentile is the share of the others with a lower value, equal values counting for half; the interval
    runs from the share under ``low`` to the share up to ``high``.

    Parameters
    ----------
    value, low, high : (n,) figures and their interval; NaN ends (estimates of a model) give NaN.
    others : (m,) the figures compared with.

    Examples
    --------
    >>> middle, low, high = percentiles(*(np.array([x]) for x in (5.0, 4.5, 5.5)), np.arange(1.0, 11.0))
    >>> middle.tolist(), low.tolist(), high.tolist()
    ([45.0], [40.0], [50.0])
    """
    ordered = np.sort(others)
    scale = 100.0 / len(ordered)
    below, upto = np.searchsorted(ordered, value, "left"), np.searchsorted(ordered, value, "right")
    bottom = np.searchsorted(ordered, low, "left") * scale
    top = np.searchsorted(ordered, high, "right") * scale
    middle = (below + upto) / 2 * scale
    return middle, np.where(np.isnan(low), np.nan, bottom), np.where(np.isnan(high), np.nan, top)


def position_table(panel: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """Give every area its position on every indicator, in the latest year with enough areas to compare.

    Parameters
    ----------
    panel : own-year figures (`wijkwijzer.areas.panel.make_panel`).
    table : areas with ``residents`` and ``gemeente_area``.

    Returns
    -------
    polars.DataFrame
        area, indicator, year, percentile, low, high (NaN-free; null when the interval is unknown), compared,
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
    size = pl.len().over("indicator", "level", "year")
    rows = rows.with_columns(compared=size).filter(pl.col("compared") >= FEWEST_COMPARED)
    rows = rows.join(gemeente, on=["indicator", "year", "gemeente_area"], how="left")
    parts = [_one_group(part) for part in rows.partition_by("indicator", "level", "year")]
    if not parts:
        return _one_group(rows)
    return (
        pl.concat(parts)
        .sort("area", "indicator", "year")
        .unique(["area", "indicator"], keep="last", maintain_order=True)
    )


def _one_group(part: pl.DataFrame) -> pl.DataFrame:
    def column(name: str) -> FloatArray:
        return part[name].fill_null(np.nan).to_numpy().astype(np.float64)

    value = column("value")
    if part.height:
        middle, low, high = percentiles(value, column("low"), column("high"), value)
        city = column("gemeente_value")
        of_city = np.where(np.isnan(city), np.nan, percentiles(city, city, city, value)[0])
    else:
        middle = low = high = of_city = value
    columns = {"percentile": middle, "low": low, "high": high, "gemeente_percentile": of_city}
    return part.select("area", "indicator", "year", pl.col("compared").cast(pl.UInt32)).with_columns(
        pl.Series(name, values, dtype=pl.Float64).fill_nan(None) for name, values in columns.items()
    )
