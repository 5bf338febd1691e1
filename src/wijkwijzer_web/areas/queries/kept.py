"""Figures of own areas whose folder was cleared away: a few rows each, so that who cited one can open it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from django.conf import settings
from django.http import Http404

from wijkwijzer.areas import Series

__all__ = ["kept_file", "kept_series"]

FOLDER = "eigen/cijfers"


def kept_file(release_id: str) -> Path:
    """Where the figures of the own areas of a release stay."""
    return Path(settings.RELEASES_DIR) / FOLDER / f"{release_id}.parquet"


def kept_series(release_id: str, area: str, indicator: str) -> tuple[str, Series] | None:
    """The name of an own area then, and one of its figures through time; None when nothing was kept.

    Raises
    ------
    Http404
        What was kept of the release has no such area or figure.
    """
    file = kept_file(release_id)
    if not file.is_file():
        return None
    asked = (pl.col("key") == area) & (pl.col("indicator").cast(pl.String) == indicator)
    rows = pl.read_parquet(file).filter(asked).sort("year")
    if rows.is_empty():
        raise Http404(f"no figure {indicator} of {area}")
    return rows["name"][-1], Series(
        basis="own",
        years=tuple(rows["year"].to_list()),
        value=tuple(rows["value"].to_list()),
        low=tuple(rows["low"].to_list()),
        high=tuple(rows["high"].to_list()),
        status=tuple(rows["status"].to_list()),
        n=tuple(rows["n"].to_list()),
        quality=tuple(rows["quality"].to_list()),
        source=tuple(rows["source"].to_list()),
    )
