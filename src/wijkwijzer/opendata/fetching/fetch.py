"""Fetch one source and year into a folder that `wijkwijzer areas build` reads."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from wijkwijzer.errors import InputError
from wijkwijzer.opendata import FETCHABLE
from wijkwijzer.opendata.description import SourceDescription, source
from wijkwijzer.opendata.fetching import cbs, pdok
from wijkwijzer.opendata.fetching.client import Client, Page

__all__ = ["fetch_source"]

Progress = Callable[[str, int, int | None], None]
"""Takes what is fetched, the rows so far, and the rows in all when the publisher tells."""
_THIRD_PARTIES = "https://dataderden.cbs.nl"
_COLLECTIONS = {"gemeenten": "gemeente", "wijken": "wijk", "buurten": "buurt"}


def fetch_source(
    key: str,
    year: int,
    output: Path,
    client: Client,
    *,
    address: str | None = None,
    select: str = "",
    version: int = 3,
    progress: Progress = lambda what, rows, total: None,
) -> list[Path]:
    """Fetch a source and return the files that were written.

    Parameters
    ----------
    key : one of ``FETCHABLE``.
    year : of the figures or the borders.
    output : folder; files that are there are replaced only when everything has come in.
    address : another base address, such as a mirror.
    select : a filter in the words of OData.
    version : 3 or 4, of CBS's interface.

    Raises
    ------
    InputError
        One sentence; the folder is then as it was.
    """
    if key not in FETCHABLE:
        raise InputError(f"De bron {key} is niet op te halen. Kies uit: {', '.join(FETCHABLE)}.")
    description = source(key)
    output.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".ophalen-", dir=output))
    try:
        if key == "cbs-kaart":
            _fetch_map(year, work, client, address, progress)
        elif version == 4:
            _fetch_v4(description, _table(description, year), work, client, address, select, progress)
        else:
            _fetch_v3(description, _table(description, year), work, client, address, select, progress)
        written = sorted(path.name for path in work.iterdir())
        for name in written:
            (work / name).replace(output / name)
        return [output / name for name in written]
    finally:
        shutil.rmtree(work, ignore_errors=True)
        client.close()


def _table(description: SourceDescription, year: int) -> str:
    table = description.tables.get(year, "")
    if not re.fullmatch(r"\d{5}NED", table):
        years = ", ".join(str(known) for known in sorted(description.tables))
        raise InputError(f"Van {description.name} kennen we {year} niet, wel: {years}.")
    return table


def _fetch_v3(
    description: SourceDescription, table: str, work: Path, client: Client, address: str | None, select: str,
    progress: Progress,
) -> None:  # fmt: skip
    base = address or (cbs.BASE_V3 if description.key == "cbs-kwb" else _THIRD_PARTIES)
    _write(work / f"{table}_TableInfos.json.gz", cbs.table_infos(client, table, base))
    pages = cbs.pages_v3(client, table, select=select, base=base)
    _write_pages(pages, f"{table}_TypedDataSet", work, description.name, progress)


def _fetch_v4(
    description: SourceDescription, table: str, work: Path, client: Client, address: str | None, select: str,
    progress: Progress,
) -> None:  # fmt: skip
    base = address or cbs.BASE_V4
    measures = [
        row for page in cbs.pages_v4(client, table, part="MeasureCodes", base=base) for row in _rows(page)
    ]
    observations: list[dict[str, Any]] = []
    for page in cbs.pages_v4(client, table, select=select, base=base):
        observations += _rows(page)
        progress(description.name, len(observations), page.total)
    wide = cbs.wide_v4(observations, measures, description.columns)
    _write(work / f"{table}_UntypedDataSet_v4.json.gz", {"value": wide.to_dicts()})


def _fetch_map(year: int, work: Path, client: Client, address: str | None, progress: Progress) -> None:
    for collection, level in _COLLECTIONS.items():
        features: list[dict[str, Any]] = []
        for page in pdok.pages_ogc(client, year, collection, base=address or pdok.BASE_OGC):
            features += page.content.get("features", [])
            progress(f"{collection} {year}", len(features), page.total)
        if not features:
            raise InputError(f"De kaart van {year} heeft geen {collection}.")
        _write(work / f"{level}_{year}.geojson.gz", {"type": "FeatureCollection", "features": features})


def _write_pages(pages: Iterator[Page], name: str, work: Path, what: str, progress: Progress) -> None:
    rows = 0
    for number, page in enumerate(pages, start=1):
        rows += len(_rows(page))
        _write(work / f"{name}_p{number:03d}.json.gz", {"value": _rows(page)})
        progress(what, rows, page.total)
    if not rows:
        raise InputError("De bron geeft geen enkele rij.", file=name)


def _rows(page: Page) -> list[dict[str, Any]]:
    rows = page.content.get("value") if isinstance(page.content, dict) else None
    if not isinstance(rows, list):
        raise InputError("In dit antwoord staat geen lijst 'value'.", file=page.address)
    return rows


def _write(path: Path, content: Any) -> None:
    path.write_bytes(gzip.compress(json.dumps(content, ensure_ascii=False).encode(), mtime=0))
