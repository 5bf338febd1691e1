"""Areas that hold the figures of another area: a copy is not a measurement."""

from __future__ import annotations

import polars as pl

from wijkwijzer.opendata.missing import KNOWN, MISSING

__all__ = ["empty_copies"]


def empty_copies(observations: pl.DataFrame, residents: pl.DataFrame, sources: list[str]) -> pl.DataFrame:
    """Empty areas whose whole series equals that of another area of the same source.

    Seen in the ELAN panel: three wijken with hardly any residents hold the figures of a neighbour. Of each
    group the area is kept whose number of residents agrees best with what CBS counts there; without such a
    count none is kept, because nobody can tell which one is real.

    Parameters
    ----------
    observations : see `wijkwijzer.opendata.observations.OBSERVATION_SCHEMA`.
    residents : code, residents (any one year).
    sources : keys of sources in which copies may occur; their residents are the figure ``<key>_n``.
    """
    for key in sources:
        own = observations.filter(pl.col("source") == key)
        codes = _copies_of(own, residents, f"{key}_n")
        is_copy = (pl.col("source") == key) & pl.col("code").is_in(codes["code"].implode())
        observations = observations.with_columns(
            value=pl.when(~is_copy).then("value"),
            status=pl.when(is_copy).then(pl.lit(MISSING, dtype=pl.UInt8)).otherwise("status"),
        )
    return observations


def _copies_of(own: pl.DataFrame, residents: pl.DataFrame, size: str) -> pl.DataFrame:
    # Ten figures or more: that one rounded number is equal proves nothing.
    known = own.filter(pl.col("status") == KNOWN).sort("code", "indicator", "year", "priority")
    known = known.unique(["code", "indicator", "year"], keep="first", maintain_order=True)
    prints = known.group_by("code", maintain_order=True).agg(
        pl.concat_str("indicator", "year", "value", separator="|").str.join(";").alias("print"),
        pl.len().alias("figures"),
        pl.col("value").filter(pl.col("indicator") == size).mean().alias("said"),
    )
    twins = prints.filter((pl.col("figures") >= 10) & pl.col("print").is_duplicated())
    distance = (pl.col("said") / pl.col("residents").clip(1.0)).log().abs().fill_null(float("inf"))
    twins = twins.join(residents, on="code", how="left").with_columns(distance=distance)
    best = (pl.col("distance") == pl.col("distance").min().over("print")) & pl.col("distance").is_finite()
    return twins.filter(~best).select("code")
