"""Areas that resemble each other on context, and how their figures spread around one area."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.methods import FEWEST_RESIDENTS, find_peers
from wijkwijzer.areas.panel.harmonise import DRAWN
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["CONTEXT", "FEWEST_PEERS", "PEER_SCHEMA", "peer_bands", "peer_table"]

CONTEXT = ("oad", "p_bouw_vanaf_2000", "p_koop", "p_corporatie", "p_eengezins", "p_00_14", "p_65_oo")
"""What a place is: urbanity, age of the homes, ownership, kind of homes, ages. Never outcomes, never
origin.
"""
COVERAGE = 0.8
"""A feature that fewer areas of a level have is left out for all of them, so that all are compared alike."""
FEWEST_FEATURES = 3
FEWEST_PEERS = 8
"""A band needs this many peers with a figure; it leaves out the lowest and the highest tenth."""
PEER_SCHEMA = {
    "area": pl.UInt32,
    "rank": pl.UInt8,
    "peer": pl.UInt32,
    "distance": pl.Float32,
    "good": pl.Boolean,
}
FloatArray = NDArray[np.float64]


def peer_table(panel: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """Find ten peers for every gemeente, wijk and buurt that exists now.

    Parameters
    ----------
    panel : own-year figures; the latest one of each feature counts.
    table : areas with level, valid_to and residents.

    Returns
    -------
    polars.DataFrame
        Columns of ``PEER_SCHEMA``, sorted by area and rank; ``good`` is False where the nearest areas are
        too far to compare with. Areas without context have no rows.
    """
    numbers = [i for i, entry in enumerate(catalogue()) if entry.key in CONTEXT]
    latest = (
        panel.filter(pl.col("indicator").is_in(numbers) & (pl.col("status") == KNOWN))
        .sort("year")
        .group_by("area", "indicator")
        .agg(pl.col("value").last())
    )
    parts = [pl.DataFrame(schema=PEER_SCHEMA)]
    for level in ("gemeente", "wijk", "buurt"):
        now = table.filter((pl.col("level") == level) & pl.col("valid_to").is_null()).sort("area")
        context = _context(now, latest, numbers)
        if context is not None:
            parts.append(_peers_of(now, context))
    return pl.concat(parts).sort("area", "rank")


def _context(now: pl.DataFrame, latest: pl.DataFrame, numbers: list[int]) -> FloatArray | None:
    columns = []
    for number in numbers:
        own = latest.filter(pl.col("indicator") == number).select("area", "value")
        joined = now.select("area").join(own, on="area", how="left", maintain_order="left")
        values = joined["value"].fill_null(np.nan).to_numpy().astype(np.float64)
        if len(values) and np.isfinite(values).mean() >= COVERAGE:
            # Addresses per square kilometre differ by factors, not by amounts.
            columns.append(np.log1p(values) if catalogue()[number].key == "oad" else values)
    if len(columns) < FEWEST_FEATURES or now.height <= FEWEST_PEERS:
        return None
    return np.column_stack(columns)


def _peers_of(now: pl.DataFrame, context: FloatArray) -> pl.DataFrame:
    residents = now["residents"].fill_null(0.0).to_numpy()
    found = find_peers(context, candidates=residents >= FEWEST_RESIDENTS)
    areas = now["area"].to_numpy()
    rows, ranks = np.nonzero(found.index >= 0)
    return pl.DataFrame(
        {
            "area": areas[rows],
            "rank": ranks,
            "peer": areas[found.index[rows, ranks]],
            "distance": found.distance[rows, ranks],
            "good": found.good[rows],
        }
    ).cast(PEER_SCHEMA)  # type: ignore[arg-type]


def peer_bands(based: pl.DataFrame, peers: pl.DataFrame) -> pl.DataFrame:
    """Return per area, indicator and year how the figures of its peers spread, in base-year borders.

    Returns
    -------
    polars.DataFrame
        indicator, area, year, division, value (their median), low and high (the middle eight of ten), n (how
        many peers have a figure), source. Only where the comparison is good.
    """
    pairs = peers.filter("good").select("area", "peer")
    good = (pl.col("status") == KNOWN) & (pl.col("quality") >= DRAWN)
    parts = []
    for own in based.filter(good).partition_by("indicator"):
        spread = (
            pairs.join(
                own.select(pl.col("area").alias("peer"), "year", "division", "value", "source"), on="peer"
            )
            .group_by("area", "year")
            .agg(
                pl.col("division").first(),
                pl.col("value").median(),
                pl.col("value").quantile(0.1, "linear").alias("low"),
                pl.col("value").quantile(0.9, "linear").alias("high"),
                pl.len().cast(pl.Float64).alias("n"),
                pl.col("source").first(),
            )
            .filter(pl.col("n") >= FEWEST_PEERS)
        )
        parts.append(spread.with_columns(indicator=pl.lit(own["indicator"][0], dtype=pl.UInt16)))
    schema = {"indicator": pl.UInt16, "area": pl.UInt32, "year": pl.Int32, "division": pl.Int32}
    columns = [*schema, "value", "low", "high", "n", "source"]
    return pl.concat([part.select(columns) for part in parts]) if parts else pl.DataFrame(schema=schema)
