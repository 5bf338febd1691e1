"""Stored figures (*points*): own-year and base-year figures and the bands of the peers in one table.

A build and an extension of a release both work with what is stored, so that they give the same figures.
"""

from __future__ import annotations

import polars as pl

from wijkwijzer.opendata.description import sources
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["BASE", "ORIGINS", "OWN", "PEERS", "POINT_SCHEMA", "based_of", "panel_of", "points_of"]

OWN, BASE, PEERS = 0, 1, 2
"""``basis`` of a stored point: of its own year, in base-year borders, or the spread of the peers."""
ORIGINS = ("published", "derived", "converted", "rolled_up")
POINT_SCHEMA = {
    "area": pl.UInt32,
    "indicator": pl.UInt16,
    "basis": pl.UInt8,
    "year": pl.Int16,
    "division": pl.Int16,
    "segment": pl.Int8,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "status": pl.UInt8,
    "n": pl.Float32,
    "quality": pl.Float32,
    "complete": pl.Boolean,
    "source": pl.UInt8,
    "origin": pl.UInt8,
    # The rounding variance; null where the error of the figure is unknown.
    "variance": pl.Float32,
}
_PANEL = [
    "area", "segment", "level", "year", "division", "value", "status", "source", "n", "low", "high",
    "variance", "origin", "indicator",
]  # fmt: skip
_BASED = [
    "indicator", "area", "year", "division", "value", "status", "source", "n", "low", "high", "variance",
    "quality", "origin", "complete",
]  # fmt: skip


def points_of(panel: pl.DataFrame, based: pl.DataFrame, bands: pl.DataFrame) -> pl.DataFrame:
    """Put figures in the form in which they are stored.

    Parameters
    ----------
    panel : see `wijkwijzer.areas.panel.choose.make_panel`.
    based : see `wijkwijzer.areas.panel.harmonise.harmonise`.
    bands : see `wijkwijzer.areas.compare.peers.peer_bands`. Each may be empty.

    Returns
    -------
    polars.DataFrame
        Columns of ``POINT_SCHEMA``, sorted by area, indicator, basis and year.
    """
    key = {description.key: i for i, description in enumerate(sources())}
    none, start = pl.lit(None, dtype=pl.Float64), pl.lit(0, dtype=pl.Int32)
    added = {"quality": none, "complete": pl.lit(True), "variance": none, "segment": start}
    of_peers = {"status": pl.lit(KNOWN), "origin": pl.lit(ORIGINS.index("rolled_up"))}
    parts = [pl.DataFrame(schema=POINT_SCHEMA)]
    for basis, rows in ((OWN, panel), (BASE, based), (PEERS, bands)):
        if rows.height:
            columns = added | of_peers if basis == PEERS else added
            lacking = {name: value for name, value in columns.items() if name not in rows.columns}
            whole = rows.with_columns(
                pl.col("source").cast(pl.String).replace_strict(key, return_dtype=pl.UInt8),
                basis=pl.lit(basis),
                **lacking,
            )
            parts.append(whole.select(pl.col(name).cast(kind) for name, kind in POINT_SCHEMA.items()))
    return pl.concat(parts).sort("area", "indicator", "basis", "year")


def panel_of(points: pl.DataFrame, levels: pl.DataFrame) -> pl.DataFrame:
    """Return the own-year figures among stored ones as rows of a panel.

    Parameters
    ----------
    points : columns of ``POINT_SCHEMA``.
    levels : area, level.
    """
    own = _as_figures(points.filter(pl.col("basis") == OWN))
    kinds = levels.select("area", pl.col("level").cast(pl.Categorical))
    return own.join(kinds, on="area", maintain_order="left").select(_PANEL)


def based_of(points: pl.DataFrame) -> pl.DataFrame:
    """Return the figures in base-year borders among stored ones, in the columns of `harmonise`."""
    return _as_figures(points.filter(pl.col("basis") == BASE)).select(_BASED)


def _as_figures(points: pl.DataFrame) -> pl.DataFrame:
    names = dict(enumerate(description.key for description in sources()))
    return points.with_columns(
        pl.col("source").replace_strict(names, return_dtype=pl.String).cast(pl.Categorical),
        pl.col("year", "division", "segment").cast(pl.Int32),
        pl.col("n", "quality", "variance").cast(pl.Float64),
    )
