"""Open one file in any of the shapes publishers use; values stay as they were written."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from wijkwijzer.errors import InputError

__all__ = ["LARGEST_FILE", "read_frame", "read_json", "read_text"]

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes after unpacking. The largest national table is a tenth of this; more is a mistake or an attack."""


def read_frame(path: Path, shape: str) -> pl.DataFrame:
    """Read a table; text columns stay text, numbers stay numbers.

    Parameters
    ----------
    path : the file.
    shape : "parquet" or "long" (Parquet), "csv" (semicolon, comma or tab), "xlsx", "odata" (JSON page with
        ``value``) or "geojson" (the properties of the features).

    Raises
    ------
    InputError
        When the file cannot be read as this shape; the sentence names the file.
    """
    readers: dict[str, Callable[[Path], pl.DataFrame]] = {
        "parquet": _read_parquet,
        "long": _read_parquet,
        "csv": _read_csv,
        "xlsx": _read_xlsx,
        "odata": _read_odata,
        "geojson": _read_geojson,
    }
    if path.stat().st_size > LARGEST_FILE:
        raise InputError("Dit bestand is groter dan 200 MB.", file=path.name)
    try:
        return readers[shape](path)
    except InputError:
        raise
    except (
        OSError,
        ValueError,
        pl.exceptions.PolarsError,
        zlib.error,
        EOFError,
        KeyError,
        zipfile.BadZipFile,
    ) as error:
        raise InputError("Dit bestand is niet te lezen; is het heel?", file=path.name) from error


def read_text(path: Path) -> bytes:
    """Return the bytes of a file, unpacked when it is gzipped, at most ``LARGEST_FILE`` of them."""
    data = path.read_bytes()
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            unpacked = stream.read(LARGEST_FILE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("Het ingepakte bestand is beschadigd.", file=path.name) from error
    if len(unpacked) > LARGEST_FILE:
        raise InputError("Uitgepakt is dit bestand groter dan 200 MB.", file=path.name)
    return unpacked


def read_json(path: Path) -> Any:
    """Return the content of a (gzipped) JSON file."""
    try:
        return json.loads(read_text(path))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise InputError("Dit is geen geldige JSON.", file=path.name, row=row) from error


def _read_parquet(path: Path) -> pl.DataFrame:
    return pl.read_parquet(path)


def _read_csv(path: Path) -> pl.DataFrame:
    data = read_text(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        sentence = "Dit bestand is geen UTF-8; bewaar het opnieuw als UTF-8."
        raise InputError(sentence, file=path.name, row=line) from error
    if not text.strip():
        raise InputError("Dit bestand is leeg.", file=path.name)
    header = text.split("\n", 1)[0]
    separator = max(";,\t", key=header.count)
    try:
        return pl.read_csv(
            text.encode(), separator=separator, infer_schema=False, truncate_ragged_lines=False
        )
    except pl.exceptions.PolarsError as error:
        row = _ragged_row(text, separator)
        raise InputError("Deze rij heeft meer velden dan de kop.", file=path.name, row=row) from error


def _ragged_row(text: str, separator: str) -> int | None:
    lines = text.splitlines()
    width = lines[0].count(separator)
    return next((i for i, line in enumerate(lines, 1) if line.count(separator) > width), None)


def _read_xlsx(path: Path) -> pl.DataFrame:
    _check_workbook(path)
    try:
        frame = pl.read_excel(path, engine="calamine", infer_schema_length=0)
    except Exception as error:  # fastexcel has errors of its own that share no base with polars
        raise InputError("Dit Excel-bestand is niet te lezen; is het heel?", file=path.name) from error
    return frame.select(pl.all().cast(pl.String))


def _check_workbook(path: Path) -> None:
    """Refuse a workbook that unpacks to too much, before anything unpacks it."""
    if not zipfile.is_zipfile(path):
        return  # the old binary form is no archive
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST_FILE:
            raise InputError("Uitgepakt is dit bestand groter dan 200 MB.", file=path.name)


def _read_odata(path: Path) -> pl.DataFrame:
    page = read_json(path)
    rows = page.get("value") if isinstance(page, dict) else page
    if not isinstance(rows, list):
        raise InputError("In dit antwoord van het CBS staat geen lijst 'value'.", file=path.name)
    return pl.DataFrame(rows, infer_schema_length=None, strict=False)


def _read_geojson(path: Path) -> pl.DataFrame:
    features = read_json(path).get("features")
    if not isinstance(features, list):
        raise InputError("In deze kaart staan geen gebieden ('features').", file=path.name)
    return pl.DataFrame(
        [feature["properties"] for feature in features], infer_schema_length=None, strict=False
    )
