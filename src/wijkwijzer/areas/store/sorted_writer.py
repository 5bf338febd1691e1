"""Write the two large tables of a release a part at a time: to sort all figures takes twice their memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.store.points import ORIGINS
from wijkwijzer.opendata.codes import LEVELS
from wijkwijzer.opendata.description import sources
from wijkwijzer.opendata.missing import STATUSES

__all__ = ["write_panel", "write_points"]

_GROUPS = 10
"""Row groups that are put in order at a time."""


def write_points(path: Path, points: pl.DataFrame, row_group: int) -> None:
    """Write figures sorted by area, in groups of exactly ``row_group`` rows.

    Parameters
    ----------
    points : within each area already sorted by indicator, basis and year.
    """
    order = np.argsort(points["area"].to_numpy(), kind="stable").astype(np.uint32)
    step = _GROUPS * row_group
    with pq.ParquetWriter(path, points.clear().to_arrow().schema, compression="zstd") as writer:
        for start in range(0, points.height, step):
            block = points[order[start : start + step]]
            writer.write_table(block.to_arrow(), row_group_size=row_group)


def write_panel(path: Path, points: pl.DataFrame, areas: pl.DataFrame, row_group: int) -> None:
    """Write figures with names in full, sorted by indicator, basis, area and year: for researchers."""
    names = areas.select("area", "key", "code", pl.col("level").cast(pl.Enum(LEVELS)), "name")
    schema = _named(points.clear(), names).to_arrow().schema
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for number in points["indicator"].unique().sort():
            own = points.filter(pl.col("indicator") == number).sort("basis", "area", "year")
            writer.write_table(_named(own, names).to_arrow(), row_group_size=row_group)


def _named(points: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    def named(column: str, words: tuple[str, ...]) -> pl.Expr:
        return pl.col(column).replace_strict(dict(enumerate(words)), return_dtype=pl.Enum(words))

    rows = points.join(names, on="area", how="left", maintain_order="left")
    return rows.select(
        named("indicator", tuple(entry.key for entry in catalogue())),
        named("basis", ("own", "base", "peers")),
        "key",
        "code",
        "level",
        "name",
        "year",
        "division",
        "value",
        "low",
        "high",
        named("status", STATUSES),
        "n",
        "quality",
        "complete",
        named("source", tuple(description.key for description in sources())),
        named("origin", ORIGINS),
    )
