"""Figures of a gemeente or the country that nobody published, made from the figures of their parts."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.panel.choose import Sizes
from wijkwijzer.areas.panel.identity import Areas
from wijkwijzer.opendata.codes import COUNTRY
from wijkwijzer.opendata.missing import KNOWN, SUPPRESSED

__all__ = ["COVERAGE", "ROLLED_UP", "Ladder", "add_up", "roll_up"]

ROLLED_UP = 3
"""``origin`` of a value that was added up from parts."""
COVERAGE = 0.95
"""Parts with a figure must hold this share of the residents of all parts; else the whole stays unknown."""
_STEPS = (("buurt", "wijk"), ("wijk", "gemeente"), ("gemeente", "land"))


@dataclass(frozen=True, slots=True)
class Ladder:
    """Which areas make up which, prepared once for all indicators.

    Attributes
    ----------
    steps : level of the parts, level of the whole, and links: area, division, parent, segment (of the
        parent), residents (of the part), all_residents (of all parts together).
    """

    steps: tuple[tuple[str, str, pl.DataFrame], ...]

    @classmethod
    def of(cls, areas: Areas, sizes: Sizes) -> Ladder:
        """Prepare buurten in wijken, wijken in gemeenten and gemeenten in the country."""
        country = areas.table.filter(pl.col("code") == COUNTRY)["area"]
        target = pl.lit(country[0] if country.len() else None, dtype=pl.UInt32)
        steps = []
        for child, parent in _STEPS:
            links = _links(areas, child, parent, target)
            steps.append((child, parent, _with_residents(links, sizes, parent)))
        return cls(tuple(steps))


def roll_up(panel: pl.DataFrame, ladder: Ladder) -> pl.DataFrame:
    """Add wijken from buurten, gemeenten from wijken and the country from gemeenten, where they are unknown.

    Counts are added, rates and means weighted with their own denominator, classes never combined. A published
    figure is never replaced, and a withheld one stays withheld.

    Parameters
    ----------
    panel : figures of one indicator or more, see `wijkwijzer.areas.panel.choose.make_panel`.

    Returns
    -------
    polars.DataFrame
        The panel with the new rows (origin ``ROLLED_UP``); unknown rows they fill are left out.
    """
    for child, parent, links in ladder.steps:
        # What was withheld is no gap to fill.
        settled = pl.col("status").is_in([KNOWN, SUPPRESSED])
        done = panel.filter((pl.col("level") == parent) & settled)
        parts = panel.filter(pl.col("level") == child)
        added = _sums(parts, links, parent, done.select("indicator", parent="area", year="year"))
        if added.height:
            filled = added.select("indicator", "area", "year")
            kept = panel.join(filled, on=["indicator", "area", "year"], how="anti")
            panel = pl.concat([kept, added.select(panel.columns)])
    return panel


def add_up(rows: pl.DataFrame, links: pl.DataFrame, sizes: Sizes) -> pl.DataFrame:
    """Add up own areas from their parts.

    Parameters
    ----------
    rows : figures of the parts, in the columns of the panel.
    links : division, area, parent, segment.
    """
    own = _with_residents(links.select("division", "area", "parent", "segment"), sizes, "gebied")
    nothing = rows.select("indicator", parent="area", year="year").clear()
    return _sums(rows, own, "gebied", nothing).select(rows.columns)


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


def _with_residents(links: pl.DataFrame, sizes: Sizes, parent: str) -> pl.DataFrame:
    """Add the residents of each part, and of all parts of its whole together."""
    own = links.select("area", "division", "parent").with_columns(
        year=pl.col("division"), segment=pl.lit(-1, dtype=pl.Int32)
    )
    everyone = sizes.attach(own, "inwoners", "residents").with_columns(pl.col("residents").fill_null(0.0))
    return links.join(
        everyone.select("area", "division", "parent", "residents"), on=["area", "division", "parent"]
    ).join(_all_residents(everyone, sizes, parent), on=["parent", "division"])


def _sums(panel: pl.DataFrame, links: pl.DataFrame, parent: str, done: pl.DataFrame) -> pl.DataFrame:
    """Add up the parts of every whole and year that is not among those `done` (indicator, parent, year)."""
    kinds = pl.DataFrame(
        [(i, entry.combine) for i, entry in enumerate(catalogue()) if entry.combine != "class"],
        schema={"indicator": pl.UInt16, "combine": pl.String},
        orient="row",
    )
    rows = panel.filter(pl.col("status") == KNOWN).drop("segment").join(links, on=["area", "division"])
    rows = rows.join(done, on=["indicator", "parent", "year"], how="anti").join(kinds, on="indicator")
    size = pl.col("n").sum()
    # Sorted, because sums of floating-point numbers depend on their order.
    result = (
        rows.sort("indicator", "parent", "year", "area")
        .group_by("indicator", "parent", "year", "division", maintain_order=True)
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
            pl.col("all_residents").first(),
        )
    )
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
