"""Figures of all years in the borders of one base year.

With weights w[j, i] = addresses of old area i in new area j / addresses of i (they sum to 1 per old area):
counts are W x; rates and means are sum(w n r) / sum(w n) with the indicator's own denominator n; classes are
never combined. The sum of the known counts is kept. An area without addresses occurs in no matrix: it keeps
its code when that exists in the base year, and stays apart otherwise.

Quality q of a value is the share of residents (or of the figure's own denominator) that come from old areas
which lie whole in the new one and whose figure is known.
"""

from __future__ import annotations

import polars as pl

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.panel.identity import Areas
from wijkwijzer.opendata.missing import KNOWN, MISSING

__all__ = ["CONVERTED", "DRAWN", "FLAGGED", "WHOLE", "conversion_table", "harmonise", "successors"]

CONVERTED = 2
"""``origin`` of a value that was brought to other borders."""
WHOLE = 0.99
"""An old area lies whole in a new one from this share of its addresses (one per cent is noise of the
registers).
"""
PART = 0.02
"""An area that ended went on in every area of now that holds this share of its addresses."""
FLAGGED, DRAWN = 0.9, 0.5
"""Under the first quality a value is flagged; under the second its series has no line."""
_CONVERTED_LEVELS = ("gemeente", "wijk")


def conversion_table(areas: Areas, weights: pl.DataFrame, base_year: int) -> pl.DataFrame:
    """Say for every wijk and gemeente of every division where its addresses lie in the base year.

    Later divisions use the same addresses backwards: the share of the new area's addresses that came from
    each old one. Divisions outside the weights keep areas whose code did not change border, and leave the
    others apart.

    Returns
    -------
    polars.DataFrame
        division, from_area, to_area, weight (sums to 1 per division and from_area), apart (the area does not
        exist in the base year).
    """
    levels = areas.table.filter(pl.col("level").is_in(_CONVERTED_LEVELS)).select("area", "level")
    members = areas.members.join(levels, on="area")
    base = members.filter(pl.col("division") == base_year).select(
        "code", pl.col("area").alias("to_area"), pl.col("segment").alias("base_segment")
    )
    listed = pl.concat([_forward(weights, base_year), _backward(weights, base_year)])
    own = members.select("division", "code", pl.col("area").alias("from_area"))
    moves = (
        listed.join(own, on=["division", "code"], how="left")
        .join(base.select("code", "to_area"), left_on="to_code", right_on="code", how="left")
        .with_columns(apart=pl.col("to_area").is_null(), to_area=pl.coalesce("to_area", "from_area"))
    )
    held = pl.when(pl.col("from_area").is_not_null()).then("addresses").otherwise(0.0)
    moves = moves.with_columns(
        present=held.sum().over("division", "to_area") / pl.col("addresses").sum().over("division", "to_area")
    ).filter(pl.col("from_area").is_not_null())
    rest = members.join(listed.select("division", "code").unique(), on=["division", "code"], how="anti").join(
        base, on="code", how="left"
    )
    same = (pl.col("to_area") == pl.col("area")) & _unchanged(weights, base_year)
    stay = rest.select(
        "division",
        pl.col("area").alias("from_area"),
        pl.col("area").alias("to_area"),
        pl.lit(1.0).alias("weight"),
        (~same.fill_null(False)).alias("apart"),
        pl.lit(1.0).alias("present"),
    )
    both = pl.concat([moves.select(stay.columns), stay])
    return both.group_by("division", "from_area", "to_area", maintain_order=True).agg(
        pl.col("weight").sum(), pl.col("apart").all(), pl.col("present").min()
    )


def successors(table: pl.DataFrame, conversion: pl.DataFrame) -> pl.DataFrame:
    """Return what became of areas that ended: in which areas of the base year their addresses lie.

    Parameters
    ----------
    table : areas with ``valid_to``; conversion : see `conversion_table`.

    Returns
    -------
    polars.DataFrame
        area, successor, weight; sorted by area, the largest part first.
    """
    ended = table.filter(pl.col("valid_to").is_not_null()).select(
        "area", pl.col("last_division").alias("division")
    )
    moves = conversion.filter(~pl.col("apart") & (pl.col("weight") >= PART)).rename(
        {"from_area": "area", "to_area": "successor"}
    )
    found = moves.join(ended, on=["area", "division"]).filter(pl.col("area") != pl.col("successor"))
    return found.select("area", "successor", "weight").sort(
        ["area", "weight", "successor"], descending=[False, True, False]
    )


def _unchanged(weights: pl.DataFrame, base_year: int) -> pl.Expr:
    """Inside the years of the weights what is not listed is unchanged; outside only the segment can tell."""
    first, last = weights["from_year"].min(), weights["to_year"].max()
    inside = pl.lit(False)
    if first is not None and last is not None and first <= base_year <= last:  # type: ignore[operator]
        inside = pl.col("division").is_between(first, last)
    return inside | (pl.col("segment") == pl.col("base_segment"))


def _forward(weights: pl.DataFrame, base_year: int) -> pl.DataFrame:
    own = weights.filter(pl.col("to_year") == base_year)
    return own.select(
        pl.col("from_year").alias("division"),
        pl.col("from_code").alias("code"),
        "to_code",
        "weight",
        "addresses",
    )


def _backward(weights: pl.DataFrame, base_year: int) -> pl.DataFrame:
    own = weights.filter(pl.col("from_year") == base_year)
    total = pl.col("addresses").sum().over("to_year", "to_code")
    return own.filter(total > 0).select(
        pl.col("to_year").alias("division"),
        pl.col("to_code").alias("code"),
        pl.col("from_code").alias("to_code"),
        (pl.col("addresses") / total).alias("weight"),
        "addresses",
    )


def harmonise(panel: pl.DataFrame, table: pl.DataFrame, base_year: int) -> pl.DataFrame:
    """Bring the wijken and gemeenten of a panel to the borders of the base year.

    Parameters
    ----------
    panel : see `wijkwijzer.areas.panel.choose.make_panel`.
    table : see `conversion_table`.

    Returns
    -------
    polars.DataFrame
        indicator, area, year, division (the base year), value, status, source, n, low, high, variance,
        quality, origin. Years that the publisher already gives in the base division are taken over as they
        are.
    """
    kinds = pl.DataFrame(
        [(i, entry.combine) for i, entry in enumerate(catalogue())],
        schema={"indicator": pl.UInt16, "combine": pl.String},
        orient="row",
    )
    rows = panel.filter(pl.col("level").is_in(_CONVERTED_LEVELS)).join(kinds, on="indicator")
    moved = rows.join(table, left_on=["division", "area"], right_on=["division", "from_area"])
    single = pl.len().over("indicator", "year", "division", "to_area") == 1
    # Nothing was added or cut: the published row itself, with its own interval.
    whole = single & (pl.col("weight") >= WHOLE) & (pl.col("present") >= 1.0)
    moved = moved.with_columns(whole_row=whole)
    taken = _taken(moved.filter("whole_row"))
    combined = _combine(moved.filter(~pl.col("whole_row")))
    both = pl.concat([taken, combined], how="diagonal_relaxed")
    # Two divisions of a publisher may give the same year; the one nearest to the base year was changed least.
    distance = (pl.col("division") - base_year).abs()
    return (
        both.with_columns(gap=pl.col("status") != KNOWN, distance=distance)
        .sort("indicator", "area", "year", "gap", "distance")
        .unique(["indicator", "area", "year"], keep="first", maintain_order=True)
        .drop("gap", "distance")
        .with_columns(division=pl.lit(base_year, dtype=pl.Int32))
    )


def _taken(rows: pl.DataFrame) -> pl.DataFrame:
    """Take over areas that lie whole in one new area which holds nothing else."""
    known = pl.col("status") == KNOWN
    # A count follows its addresses, even the one per cent that counts as noise: the sum must be kept.
    share = pl.when(pl.col("combine") == "count").then("weight").otherwise(1.0)
    moved = share != 1.0
    return rows.select(
        "indicator",
        pl.col("to_area").alias("area"),
        "year",
        "division",
        *((pl.col(name) * share).alias(name) for name in ("value", "n", "low", "high")),
        "status",
        "source",
        (pl.col("variance") * share**2).alias("variance"),
        pl.when(pl.col("apart") | ~known).then(0.0).otherwise(1.0).alias("quality"),
        pl.when(moved).then(pl.lit(CONVERTED, dtype=pl.UInt8)).otherwise("origin").alias("origin"),
        known.alias("complete"),
    )


def _combine(moved: pl.DataFrame) -> pl.DataFrame:
    """Add the parts of each new area by the indicator's own kind."""
    known = pl.col("status") == KNOWN
    # A figure whose denominator is unknown weighs with the addresses' share alone.
    size = pl.col("weight") * pl.col("n").fill_null(pl.col("n").mean().over("indicator", "year")).fill_null(
        1.0
    )
    rows = moved.with_columns(
        known=known,
        part=pl.col("weight") * pl.col("value"),
        size=size,
        whole=(pl.col("weight") >= WHOLE) & ~pl.col("apart"),
    )
    keys = ["indicator", "to_area", "year", "division"]
    count_size = pl.when(pl.col("known")).then(pl.col("part")).otherwise(pl.col("size"))
    rows = rows.with_columns(share=pl.when(pl.col("combine") == "count").then(count_size).otherwise("size"))
    known_size = pl.col("size").filter("known").sum()
    mean = (pl.col("size") * pl.col("value")).filter("known").sum() / known_size
    spread = (pl.col("size") ** 2 * pl.col("variance")).filter("known").sum() / known_size**2
    # Sorted, because sums of floating-point numbers depend on their order.
    result = (
        rows.sort("indicator", "to_area", "year", "area")
        .group_by(keys, maintain_order=True)
        .agg(
            pl.col("combine").first(),
            pl.col("known").any(),
            pl.col("part").filter("known").sum().alias("total"),
            mean.alias("mean"),
            (pl.col("weight") ** 2 * pl.col("variance")).filter("known").sum().alias("total_variance"),
            spread.alias("mean_variance"),
            pl.col("variance").filter("known").is_null().any().alias("modelled"),
            known_size.alias("known_size"),
            pl.col("share").filter(pl.col("known") & pl.col("whole")).sum().alias("good_share"),
            pl.col("share").sum().alias("all_share"),
            pl.col("present").min(),
            pl.col("known").all().alias("all_known"),
            pl.col("source").first(),
            pl.col("status").max().alias("worst"),
        )
    )
    return _finish(result)


def _finish(result: pl.DataFrame) -> pl.DataFrame:
    count, never = pl.col("combine") == "count", pl.col("combine") == "class"
    value = pl.when(count).then("total").otherwise("mean")
    variance = pl.when(count).then("total_variance").otherwise("mean_variance")
    usable = pl.col("known") & ~never
    result = result.with_columns(
        value=pl.when(usable).then(value),
        variance=pl.when(usable & ~pl.col("modelled")).then(variance),
        status=pl.when(usable).then(KNOWN).when(never).then(MISSING).otherwise("worst").cast(pl.UInt8),
    )
    # Several roundings add up to something close to a normal error.
    half = 1.96 * pl.col("variance").sqrt()
    quality = pl.col("present") * pl.col("good_share") / pl.col("all_share")
    return result.select(
        "indicator",
        pl.col("to_area").alias("area"),
        "year",
        "division",
        "value",
        "status",
        "source",
        pl.when(count).then("total").otherwise("known_size").alias("n"),
        (pl.col("value") - half).alias("low"),
        (pl.col("value") + half).alias("high"),
        "variance",
        quality.fill_nan(0.0).fill_null(0.0).alias("quality"),
        pl.lit(CONVERTED, dtype=pl.UInt8).alias("origin"),
        (pl.col("all_known") & (pl.col("present") >= 1.0)).alias("complete"),
    )
