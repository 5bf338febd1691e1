"""Own figures and own areas, when their organisation is removed."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
from django.db import transaction

from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.models import Area, FiguresDraft, OwnArea, OwnFigures, Release
from wijkwijzer_web.core.models import Organisation

__all__ = ["farewell"]


def farewell(organisation: Organisation) -> list[str]:
    """Name the pages of its own areas; its files go as soon as it is sure that the rows are gone."""
    folders = [one.path for one in OwnFigures.objects.filter(organisation=organisation) if one.folder]
    drafts = [one.path for one in FiguresDraft.objects.filter(organisation=organisation)]
    codes = list(OwnArea.objects.filter(organisation=organisation).values_list("code", flat=True))
    pages = Area.objects.filter(key__in=codes)
    addresses = [one.get_absolute_url() for one in pages]
    pages.delete()
    transaction.on_commit(lambda: _remove(folders, drafts, codes))
    return addresses


def _remove(folders: list[Path], drafts: list[Path], codes: list[str]) -> None:
    """Remove files; what a kill leaves of them is found by `retention`, as no row knows them any more."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    for draft in drafts:
        draft.unlink(missing_ok=True)
    for release in Release.objects.exclude(extends="") if codes else ():
        file = queries.kept_file(release.pk)
        if file.is_file():
            queries.keep_rows(release.pk, pl.read_parquet(file).filter(~pl.col("key").is_in(codes)))
