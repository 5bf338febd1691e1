"""Figures of own areas whose folder was cleared away: a few rows each, so that who cited one can open it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from django.conf import settings
from django.http import Http404

from wijkwijzer.areas import Series
from wijkwijzer_web.areas.models import Level, Release

__all__ = ["keep_rows", "kept_file", "kept_rows", "kept_series"]

FOLDER = "eigen/cijfers"


def kept_file(release_id: str) -> Path:
    """Where the figures of the own areas of a release stay."""
    return Path(settings.RELEASES_DIR) / FOLDER / f"{release_id}.parquet"


def keep_rows(release_id: str, rows: pl.DataFrame) -> None:
    """Write what was shown of own areas; a file that is half written is none."""
    file = kept_file(release_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    rows.write_parquet(half)
    half.replace(file)


def kept_rows(release: Release) -> pl.DataFrame | None:
    """What a release showed of own areas: of its files, or of what was kept; None when both are gone."""
    panel, file = release.path / "panel.parquet", kept_file(release.pk)
    if panel.is_file():
        own_rows = (pl.col("level") == Level.OWN.value) & (pl.col("basis") == "own")
        return pl.scan_parquet(panel).filter(own_rows).collect()
    return pl.read_parquet(file) if file.is_file() else None


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
