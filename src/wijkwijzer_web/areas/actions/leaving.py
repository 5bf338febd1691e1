"""Own figures and own areas of an organisation that leaves, and of one that comes in."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl

from wijkwijzer_web.areas.models import OwnFigures
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.rooms import BELONGINGS, TO_READ

__all__ = ["arrive", "export"]

FIGURES = "eigen-cijfers"


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
