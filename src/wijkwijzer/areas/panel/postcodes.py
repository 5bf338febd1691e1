"""Which areas of a release a postcode lies in."""

from __future__ import annotations

import polars as pl

__all__ = ["STORED", "place_postcodes"]

STORED = {"postcode": pl.String, "area": pl.UInt32, "addresses": pl.Float32}


def place_postcodes(postcodes: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Find the areas of postcodes in the borders of the year of each; what has no area here is left out.

    Parameters
    ----------
    postcodes : see `wijkwijzer.opendata.postcodes.read_postcodes`.
    members : code, division, area (`wijkwijzer.areas.panel.identity.Areas.members`).

    Returns
    -------
    polars.DataFrame
        Columns of ``STORED``, sorted by postcode, the area with most addresses first. A wijk has the
        addresses of its buurten together.
    """
    wijk = pl.concat_str(pl.lit("WK"), pl.col("code").str.slice(2, 6))
    buurten = postcodes.filter(pl.col("code").str.starts_with("BU"))
    wijken = buurten.with_columns(code=wijk)
    rows = (
        pl.concat([postcodes, wijken]).group_by("postcode", "division", "code").agg(pl.col("addresses").sum())
    )
    # A year that no figures have yet: the newest division before it.
    known = members.select(pl.col("division").cast(pl.Int32)).unique().sort("division")
    near = rows.select("division").unique().sort("division").with_columns(asked=pl.col("division"))
    used = near.join_asof(known.with_columns(used=pl.col("division")), on="division").drop("division")
    placed = (
        rows.join(used, left_on="division", right_on="asked")
        .join(
            members.select("code", pl.col("division").cast(pl.Int32).alias("used"), "area"),
            on=["code", "used"],
        )
        .select(pl.col(name).cast(kind) for name, kind in STORED.items())
    )
    return placed.sort("postcode", "addresses", "area", descending=[False, True, False])
