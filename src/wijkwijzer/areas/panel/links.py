"""Does a code mean the same place in two divisions? What weights, CBS's own flag, names and residents say."""

from __future__ import annotations

import polars as pl

__all__ = ["SAME_PLACE", "UNCHANGED", "step_links"]

SAME_PLACE = 0.5
"""Under this share of common addresses (of the old or of the new area) a code means another place."""
UNCHANGED = 0.99
"""From this share of common addresses the border counts as unchanged; one per cent is noise of the registers.
"""


def step_links(known: pl.DataFrame, weights: pl.DataFrame, reused: pl.DataFrame) -> pl.DataFrame:
    """Judge every step of a code from one division to the next one in which it occurs.

    Parameters
    ----------
    known : code, division, level, name, gemeente, change (1 = CBS says unchanged since the year before),
    residents. weights : conversion weights; a code that is not listed in a step that the weights cover is
    unchanged. reused : code, year_1, year_2.

    Returns
    -------
    polars.DataFrame
        `known`, sorted by code and division, with ``split`` (another place than in the division before) and
        ``broken`` (the border changed, or nobody says that it did not); both False for the first division.
    """
    steps = known.sort("code", "division").with_columns(
        previous=pl.col("division").shift(1).over("code"),
        previous_name=_plain_name(pl.col("name")).shift(1).over("code"),
        plain_name=_plain_name(pl.col("name")),
        previous_residents=pl.col("residents").shift(1).over("code"),
    )
    steps = _common_addresses(steps, weights)
    change = (pl.col("residents") - pl.col("previous_residents")).abs()
    grew = (change >= 50) & (change > 0.25 * pl.min_horizontal("residents", "previous_residents"))
    renamed = pl.col("plain_name") != pl.col("previous_name")
    other = (
        pl.when(pl.col("common").is_not_null()).then(pl.col("common") < SAME_PLACE).otherwise(renamed & grew)
    )
    first = pl.col("previous").is_null()
    steps = steps.with_columns(
        split=~first & other.fill_null(False),
        broken=~first & (pl.col("level") != "land") & ~_says_unchanged(),
    )
    return _split_reused(steps, reused).drop("previous_name", "plain_name", "previous_residents")


def _plain_name(name: pl.Expr) -> pl.Expr:
    """Reduce a name to its letters: "Wijk 13 Dapperbuurt" is "Dapperbuurt", and "Wijk 03" says nothing."""
    plain = name.str.to_lowercase().str.replace_all(r"\b(wijk|buurt)\b|\d|[^\p{L}]", "")
    return pl.when(plain.str.len_chars() > 0).then(plain)


def _says_unchanged() -> pl.Expr:
    flag = (pl.col("change") == 1) & (pl.col("division") - pl.col("previous") == 1)
    return (
        pl.when(pl.col("common").is_not_null())
        .then(pl.col("common") >= UNCHANGED)
        .otherwise(flag.fill_null(False))
    )


def _common_addresses(steps: pl.DataFrame, weights: pl.DataFrame) -> pl.DataFrame:
    """Add ``common``: the smaller share of old and of new addresses that the code keeps, null if unknown."""
    keys = ["from_year", "to_year"]
    same = weights.filter(pl.col("from_code") == pl.col("to_code")).select(
        *keys, pl.col("from_code").alias("code"), pl.col("addresses").alias("kept")
    )
    listed = pl.concat(
        [
            weights.group_by(*keys, pl.col(f"{side}_code").alias("code")).agg(
                pl.col("addresses").sum().alias("total")
            )
            for side in ("from", "to")
        ]
    )
    # The largest of the two totals gives the smaller share.
    listed = listed.group_by(*keys, "code").agg(pl.col("total").max())
    share = listed.join(same, on=[*keys, "code"], how="left").select(
        *keys, "code", (pl.col("kept").fill_null(0.0) / pl.col("total")).alias("share")
    )
    # A matrix lists only what changed: a step without rows lies inside its years and changed nothing.
    covered = weights.group_by("level").agg(pl.col("from_year").min(), pl.col("to_year").max())
    inside = (pl.col("previous") >= pl.col("from_year")) & (pl.col("division") <= pl.col("to_year"))
    on = ["previous", "division"]
    return (
        steps.join(share, left_on=[*on, "code"], right_on=[*keys, "code"], how="left")
        .join(covered, on="level", how="left")
        .with_columns(common=pl.when(inside).then(pl.col("share").fill_null(1.0)))
        .drop("share", *keys)
        .sort("code", "division")
    )


def _split_reused(steps: pl.DataFrame, reused: pl.DataFrame) -> pl.DataFrame:
    """Split where a list says that a code means another area, when nothing else already did.

    The list names two years; between them the split falls where most changed.
    """
    rows = steps.select("code", "division", "previous", "split", "common", "residents", "previous_residents")
    pairs = reused.join(rows, on="code").filter(
        (pl.col("division") > pl.col("year_1")) & (pl.col("division") <= pl.col("year_2"))
    )
    growth = (pl.col("residents") - pl.col("previous_residents")).abs()
    pairs = pairs.filter(~pl.col("split").any().over("code", "year_1", "year_2")).filter(
        pl.col("previous").is_not_null()
    )
    chosen = (
        pairs.with_columns(growth=growth.fill_null(0.0), common=pl.col("common").fill_null(1.0))
        .sort(
            "code", "year_1", "year_2", "common", "growth", "division", descending=[False] * 4 + [True, False]
        )
        .unique(["code", "year_1", "year_2"], keep="first", maintain_order=True)
        .select("code", "division")
        .unique()
        .with_columns(listed=pl.lit(True))
    )
    return (
        steps.join(chosen, on=["code", "division"], how="left")
        .with_columns(split=pl.col("split") | pl.col("listed").fill_null(False))
        .drop("listed")
        .sort("code", "division")
    )
