"""Which area is meant: a code alone is not enough, because codes are given to other places.

An *area* is a code during a run of divisions in which it stands for (mostly) the same place. Inside a run
the border may still change: then the *segment* goes up, and no line joins figures of two segments.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from wijkwijzer.areas.panel.links import step_links
from wijkwijzer.opendata.codes import COUNTRY, parent_codes

__all__ = ["Areas", "identify"]

_LEVEL_ORDER = {"land": 0, "gemeente": 1, "wijk": 2, "buurt": 3, "gebied": 4}


@dataclass(frozen=True, slots=True)
class Areas:
    """All areas, and which area a code means in a division.

    Attributes
    ----------
    table : one row per area, sorted as results are stored: area (UInt32, the row number), key, code, level,
    name,
        former_names (list), valid_from, valid_to (null while it exists), last_division, gemeente (code),
        gemeente_area, wijk_area.
    members : code, division, area, segment: one row per code and division.
    """

    table: pl.DataFrame
    members: pl.DataFrame


def identify(
    areas: pl.DataFrame, residents: pl.DataFrame, weights: pl.DataFrame, reused: pl.DataFrame
) -> Areas:
    """Join codes over divisions into areas.

    Parameters
    ----------
    areas : code, division, level, name, gemeente, change, priority; several rows per code and division may
    occur. residents : code, division, residents (own year of the division). weights : see
    `wijkwijzer.opendata.weights.WEIGHT_SCHEMA`. reused : code, year_1, year_2: the code means another area
    in these two years.

    Returns
    -------
    Areas
    """
    known = _one_per_division(areas).join(residents, on=["code", "division"], how="left")
    steps = step_links(known, weights, reused)
    runs = steps.with_columns(
        run=pl.col("split").cast(pl.Int32).cum_sum().over("code"),
        segment=(pl.col("broken") | pl.col("split")).cast(pl.Int32).cum_sum().over("code"),
    )
    table = _area_table(runs)
    members = runs.join(table.select("code", "run", "area"), on=["code", "run"]).select(
        "code", "division", "area", "segment"
    )
    return Areas(_parents(table.drop("run"), members), members)


def _one_per_division(areas: pl.DataFrame) -> pl.DataFrame:
    def first(name: str) -> pl.Expr:
        return pl.col(name).drop_nulls().first().alias(name)

    return (
        areas.sort("code", "division", "priority")
        .group_by("code", "division", maintain_order=True)
        .agg(pl.col("level").first(), first("name"), first("gemeente"), first("change"))
    )


def _area_table(runs: pl.DataFrame) -> pl.DataFrame:
    """Return one row per run, in the order in which results are stored."""
    gemeente, _ = parent_codes(pl.col("code"))
    table = runs.group_by("code", "run", maintain_order=True).agg(
        pl.col("level").first(),
        pl.col("name").drop_nulls().last(),
        _shown_name(pl.col("name")).drop_nulls().unique(maintain_order=True).alias("former_names"),
        pl.col("gemeente").drop_nulls().last(),
        pl.col("division").min().alias("valid_from"),
        pl.col("division").max().alias("last_division"),
    )
    latest = _latest_division(runs)
    is_last = pl.col("run") == pl.col("run").max().over("code")
    table = table.join(latest, on="level", how="left").with_columns(
        key=pl.when(is_last).then("code").otherwise(pl.format("{}-{}", "code", "last_division")),
        name=_shown_name(pl.col("name")).fill_null(pl.col("code")),
        gemeente=pl.coalesce("gemeente", gemeente),
        valid_to=pl.when(pl.col("last_division") < pl.col("latest")).then("last_division"),
    )
    table = table.with_columns(
        former_names=pl.col("former_names").list.set_difference(pl.concat_list("name")).list.sort()
    )
    rank = pl.col("level").replace_strict(_LEVEL_ORDER, return_dtype=pl.Int32)
    table = table.with_columns(
        gemeente=pl.when(pl.col("level") == "land").then(pl.lit("")).otherwise("gemeente")
    )
    table = table.sort(pl.col("gemeente"), rank, pl.col("code"), pl.col("valid_from"))
    return table.drop("latest").with_row_index("area")


def _shown_name(name: pl.Expr) -> pl.Expr:
    """Drop the number that some publishers put before a name: "Wijk 29 Schildersbuurt" is Schildersbuurt."""
    stripped = name.str.strip_chars()
    return stripped.str.replace(r"^(?:(?i:wijk)\s+)+\d+\s+(.{3,})$", "${1}")


def _latest_division(runs: pl.DataFrame) -> pl.DataFrame:
    """Return per level the latest division that covers at least half of what the fullest division covers.

    A later file of one city must not make all other areas look abolished.
    """
    counts = runs.group_by("level", "division").len()
    enough = counts.filter(pl.col("len") * 2 >= pl.col("len").max().over("level"))
    # A gebied exists until somebody says otherwise: publishers of own areas print no validity.
    return (
        enough.group_by("level")
        .agg(pl.col("division").max().alias("latest"))
        .with_columns(latest=pl.when(pl.col("level") == "gebied").then(None).otherwise("latest"))
    )


def _parents(table: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Add the gemeente and the wijk of each area as areas: the ones of the area's last division."""
    _, wijk = parent_codes(pl.col("code"))
    table = table.with_columns(wijk=wijk)
    for column in ("gemeente", "wijk"):
        lookup = members.select(
            pl.col("code").alias(column), "division", pl.col("area").alias(f"{column}_area")
        ).sort("division")
        table = (
            table.sort("last_division")
            .join_asof(
                lookup,
                left_on="last_division",
                right_on="division",
                by=column,
                strategy="nearest",
                check_sortedness=False,
            )
            .drop("division")
            .sort("area")
        )
    own = pl.col("code") == COUNTRY
    return table.with_columns(gemeente_area=pl.when(~own).then("gemeente_area")).drop("wijk")
