"""Own figures and own areas of an organisation that leaves, and of one that comes in.

Of own areas the figures go along too, a few rows for each release that showed them: what somebody cited from
the old place opens at the new one.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings

from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.models import OwnArea, OwnFigures, Release
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.rooms import BELONGINGS, TO_READ

__all__ = ["arrive", "export"]

FIGURES, OF_AREAS, SHOWN_IN = "eigen-cijfers", "cijfers-van-eigen-gebieden", "uitgaven.json"
_RELEASE = re.compile(r"[0-9a-f]{16,64}")
TOLD = ("made_on", "base_year", "example", "supersedes", "reason", "extends", "registered_at")


def export(organisation: Organisation, folder: Path) -> None:
    """Copy every version of the own figures, as it was and as a table to read."""
    for version in OwnFigures.objects.filter(organisation=organisation):
        if not version.path.is_dir():  # pruned: the row still says that it was there
            continue
        shutil.copytree(version.path, folder / BELONGINGS / FIGURES / version.overlay, dirs_exist_ok=True)
        for table in sorted(version.path.glob("*.parquet")):
            target = folder / TO_READ / FIGURES
            target.mkdir(parents=True, exist_ok=True)
            _as_text(table, target / f"{version.overlay[:12]}-{table.stem}.csv")
    _export_areas(organisation, folder / BELONGINGS / OF_AREAS)


def _export_areas(organisation: Organisation, folder: Path) -> None:
    codes = list(OwnArea.objects.filter(organisation=organisation).values_list("code", flat=True))
    shown_in: dict[str, Any] = {}
    for release in Release.objects.exclude(extends="").order_by("pk") if codes else ():
        rows = queries.kept_rows(release)
        rows = rows.filter(pl.col("key").is_in(codes)) if rows is not None else None
        if rows is None or rows.is_empty():
            continue
        folder.mkdir(parents=True, exist_ok=True)
        _plain(rows).write_parquet(folder / f"{release.pk}.parquet")
        shown_in[release.pk] = {name: str(getattr(release, name)) for name in TOLD} | {
            "example": release.example
        }
    if shown_in:
        (folder / SHOWN_IN).write_text(json.dumps(shown_in, indent=1, sort_keys=True), encoding="utf-8")


def _plain(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows in one order and with words as words: the same rows make the same file, here and elsewhere."""
    words = rows.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    return words.sort("key", "indicator", "year").rechunk()


def _as_text(table: Path, target: Path) -> None:
    rows = pl.read_parquet(table)
    plain = [name for name, kind in rows.schema.items() if not kind.is_nested()]
    target.write_bytes(b"\xef\xbb\xbf" + rows.select(plain).write_csv().encode())


def arrive(organisation: Organisation, folder: Path) -> None:
    """Put the figures of the rows that came in where this installation keeps them."""
    for version in OwnFigures.objects.filter(organisation=organisation, folder=""):
        version.folder = OwnFigures.new_folder()
        source = folder / FIGURES / version.overlay
        if source.is_dir():
            version.path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, version.path)
        OwnFigures.objects.filter(pk=version.pk).update(folder=version.folder)
    _areas_arrive(organisation, folder / OF_AREAS)


def _areas_arrive(organisation: Organisation, folder: Path) -> None:
    """Keep what was shown of the own areas that came in; rows of others in these files are not taken."""
    if not (folder / SHOWN_IN).is_file():
        return
    codes = list(OwnArea.objects.filter(organisation=organisation).values_list("code", flat=True))
    for key, told in json.loads((folder / SHOWN_IN).read_text(encoding="utf-8")).items():
        if not _RELEASE.fullmatch(key):  # it becomes the name of a file
            raise InputError(f"{key[:40]} is geen nummer van een uitgave.")
        file = queries.kept_file(key)
        rows = pl.read_parquet(folder / f"{key}.parquet").filter(pl.col("key").is_in(codes))
        if file.is_file():  # of another organisation that came from the same place
            here = _plain(pl.read_parquet(file))
            rows = pl.concat([here.filter(~pl.col("key").is_in(codes)), _plain(rows)])
        queries.keep_rows(key, rows)
        place = str(file.with_suffix("").relative_to(Path(settings.RELEASES_DIR)))
        row, made = Release.objects.get_or_create(
            pk=key, defaults={name: told[name] for name in TOLD} | {"folder": place}
        )
        if made:  # the moment of coming in says nothing about which release was the last
            Release.objects.filter(pk=row.pk).update(registered_at=told["registered_at"])
