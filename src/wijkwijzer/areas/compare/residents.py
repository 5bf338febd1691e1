"""How many people and households an area has: what positions and comparisons of areas lean on."""

from __future__ import annotations

import polars as pl

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["with_residents"]


def with_residents(table: pl.DataFrame, panel: pl.DataFrame) -> pl.DataFrame:
    """Add the latest known residents and households of each area."""
    places = {entry.key: place for place, entry in enumerate(catalogue())}
    known = panel.filter((pl.col("status") == KNOWN) & (pl.col("value") > 0)).sort("year")
    for key, name in (("inwoners", "residents"), ("huishoudens", "households")):
        own = known.filter(pl.col("indicator") == places[key]).group_by("area", maintain_order=True)
        latest = own.agg(pl.col("value").last().alias(name))
        table = table.join(latest, on="area", how="left", maintain_order="left")
    return table
