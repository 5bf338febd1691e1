"""Figures of a gemeente or the country that nobody published, made from the figures of their parts."""

from __future__ import annotations

import polars as pl

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.identity import Areas
from wijkwijzer.areas.panel import Sizes
from wijkwijzer.opendata.codes import COUNTRY
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["COVERAGE", "ROLLED_UP", "add_up", "roll_up"]

ROLLED_UP = 3
"""``origin`` of a value that was added up from parts."""
COVERAGE = 0.95
"""Parts with a figure must hold this share of the residents of all parts; else the whole stays unknown."""
_STEPS = (("buurt", "wijk"), ("wijk", "gemeente"), ("gemeente", "land"))


def roll_up(panel: pl.DataFrame, areas: Areas, sizes: Sizes) -> pl.DataFrame:
    """Add wijken from buurten, gemeenten from wijken and the country from gemeenten, where they are unknown.

    Counts are added, rates and means weighted with their own denominator, classes never combined. A published
    figure is never replaced.

    Returns
    -------
    polars.DataFrame
        The panel with the new rows (origin ``ROLLED_UP``); unknown rows they fill are left out.
    """
    country = areas.table.filter(pl.col("code") == COUNTRY)["area"]
    for child, parent in _STEPS:
        target = pl.lit(country[0] if country.len() else None, dtype=pl.UInt32)
        links = _links(areas, child, parent, target)
        added = _sums(panel, links, sizes, parent)
        done = panel.filter(pl.col("status") == KNOWN).select("indicator", "area", "year")
        added = added.join(done, on=["indicator", "area", "year"], how="anti")
        filled = added.select("indicator", "area", "year")
        panel = pl.concat(
            [panel.join(filled, on=["indicator", "area", "year"], how="anti"), added.select(panel.columns)]
        )
    return panel


def add_up(rows: pl.DataFrame, links: pl.DataFrame, sizes: Sizes) -> pl.DataFrame:
    """Add up own areas from their parts.

    Parameters
    ----------
    rows : figures of the parts, in the columns of the panel.
    links : division, area, parent, segment.
    """
    return _sums(rows, links.select("division", "area", "parent", "segment"), sizes, "gebied").select(
        rows.columns
    )


def _links(areas: Areas, child: str, parent: str, country: pl.Expr) -> pl.DataFrame:
    """Return division, area, parent (area) and the segment of the parent for every area of the child
    level.
    """
    members = areas.members.join(areas.table.select("area", "level", "gemeente"), on="area")
    own = members.filter(pl.col("level") == child)
    if parent == "land":
        return own.select(
            "division", "area", country.alias("parent"), pl.lit(0, dtype=pl.Int32).alias("segment")
        )
    code = "WK" + pl.col("code").str.slice(2, 6) if parent == "wijk" else pl.col("gemeente")
    above = members.filter(pl.col("level") == parent).select(
        "code", "division", pl.col("area").alias("parent"), "segment"
    )
    own = own.with_columns(parent_code=code).drop("segment")
    return own.join(above, left_on=["parent_code", "division"], right_on=["code", "division"]).select(
        "division", "area", "parent", "segment"
    )


def _sums(panel: pl.DataFrame, links: pl.DataFrame, sizes: Sizes, parent: str) -> pl.DataFrame:
    keys = ["indicator", "parent", "year", "division"]
    kinds = pl.DataFrame(
        [(i, entry.combine) for i, entry in enumerate(catalogue()) if entry.combine != "class"],
        schema={"indicator": pl.UInt16, "combine": pl.String},
        orient="row",
    )
    rows = panel.filter(pl.col("status") == KNOWN).join(kinds, on="indicator")
    rows = rows.drop("segment").join(links, on=["area", "division"])
    everyone = _residents(links, sizes)
    rows = rows.join(everyone.select("area", "division", "residents"), on=["area", "division"])
    total = _all_residents(everyone, sizes, parent)
    size = pl.col("n").sum()
    # Sorted, because sums of floating-point numbers depend on their order.
    result = (
        rows.sort("indicator", "parent", "year", "area")
        .group_by(keys, maintain_order=True)
        .agg(
            pl.col("combine").first(),
            pl.col("segment").first(),
            pl.col("value").sum().alias("total"),
            (pl.col("n") * pl.col("value")).sum().alias("weighted"),
            size.alias("size"),
            pl.col("variance").sum().alias("total_variance"),
            (pl.col("n") ** 2 * pl.col("variance")).sum().alias("weighted_variance"),
            pl.col("variance").is_null().any().alias("modelled"),
            pl.col("n").is_null().any().alias("sizeless"),
            pl.col("source").first(),
            pl.col("residents").sum().alias("residents"),
        )
    )
    result = result.join(total, on=["parent", "division"])
    covered = pl.col("residents") >= COVERAGE * pl.col("all_residents")
    usable = (pl.col("combine") == "count") | (~pl.col("sizeless") & (pl.col("size") > 0))
    return _finish(result.filter(covered & usable), parent)


def _all_residents(everyone: pl.DataFrame, sizes: Sizes, parent: str) -> pl.DataFrame:
    """Return parent, division, all_residents: of all parts, and not less than the whole is known to have.

    A division of which only a few cities are known must not pass for the country.
    """
    total = everyone.group_by("parent", "division").agg(pl.col("residents").sum().alias("parts"))
    own = total.select(
        "parent", "division", area="parent", year="division", segment=pl.lit(-1, dtype=pl.Int32)
    )
    own = sizes.attach(own, "inwoners", "own")
    # The fullest division may be years later, and places grow.
    growth = 0.9
    fullest = pl.col("parts").max().over("parent") if parent == "land" else pl.col("parts")
    return total.join(own.select("parent", "division", "own"), on=["parent", "division"]).select(
        "parent",
        "division",
        pl.max_horizontal("parts", growth * pl.max_horizontal("own", fullest)).alias("all_residents"),
    )


def _residents(links: pl.DataFrame, sizes: Sizes) -> pl.DataFrame:
    own = links.select("area", "division", "parent").with_columns(
        year=pl.col("division"), segment=pl.lit(-1, dtype=pl.Int32)
    )
    return sizes.attach(own, "inwoners", "residents").with_columns(pl.col("residents").fill_null(0.0))


def _finish(result: pl.DataFrame, parent: str) -> pl.DataFrame:
    count = pl.col("combine") == "count"
    variance = (
        pl.when(count).then("total_variance").otherwise(pl.col("weighted_variance") / pl.col("size") ** 2)
    )
    result = result.with_columns(
        value=pl.when(count).then("total").otherwise(pl.col("weighted") / pl.col("size")),
        variance=pl.when(~pl.col("modelled")).then(variance),
        n=pl.when(count).then("total").otherwise("size"),
    )
    half = 1.96 * pl.col("variance").sqrt()
    return result.select(
        pl.col("parent").alias("area"),
        "segment",
        pl.lit(parent, dtype=pl.Categorical).alias("level"),
        "year",
        "division",
        "value",
        pl.lit(KNOWN, dtype=pl.UInt8).alias("status"),
        "source",
        "n",
        (pl.col("value") - half).alias("low"),
        (pl.col("value") + half).alias("high"),
        "variance",
        pl.lit(ROLLED_UP, dtype=pl.UInt8).alias("origin"),
        "indicator",
    ).unique(["indicator", "area", "year"], keep="first", maintain_order=True)
