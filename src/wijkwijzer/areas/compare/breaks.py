"""Years in which an indicator jumps or collapses in all areas at once; found while a release is built."""

from __future__ import annotations

import polars as pl

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.methods import common_breaks
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["ANY_SIGN", "BREAK_SCHEMA", "break_table", "first_comparable"]

BREAK_SCHEMA = {"indicator": pl.UInt16, "year": pl.Int32, "ratio": pl.Float64}
ANY_SIGN = ("score", "index", "class")
"""Units without a natural zero: a ratio says nothing."""


def break_table(panel: pl.DataFrame, number: int) -> pl.DataFrame:
    """Return the common breaks of one indicator: columns of ``BREAK_SCHEMA``.

    Parameters
    ----------
    panel : own-year figures of the indicator, see `wijkwijzer.areas.panel.choose.make_panel`.
    number : of the indicator in the catalogue.
    """
    entry = catalogue()[number]
    rows = panel.filter((pl.col("status") == KNOWN) & (pl.col("level") != "land"))
    if entry.unit_key in ANY_SIGN or rows.is_empty():
        return pl.DataFrame(schema=BREAK_SCHEMA)
    # The level with the most areas speaks: there chance is smallest, and parts and wholes are not mixed.
    level = rows.group_by("level").agg(pl.len()).sort("len", "level")["level"][-1]
    table = (
        rows.filter(pl.col("level") == level)
        .select("area", "year", "value")
        .unique(["area", "year"], keep="first", maintain_order=True)
        .pivot("year", index="area", values="value")
    )
    years = sorted(int(name) for name in table.columns if name != "area")
    values = table.select(pl.col(str(year)) for year in years).fill_null(float("nan")).to_numpy()
    found = [(number, year, ratio) for year, ratio in common_breaks(values, years)]
    return pl.DataFrame(found, schema=BREAK_SCHEMA, orient="row")


def first_comparable(number: int, breaks: pl.DataFrame) -> int:
    """Return the first year of an indicator that may be put beside its latest; 0 when all may."""
    found = breaks.filter(pl.col("indicator") == number)["year"].max()
    return max([*catalogue()[number].breaks, int(found) if isinstance(found, int) else 0], default=0)
