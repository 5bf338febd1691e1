"""Open one file in any of the shapes publishers use; values stay as they were written."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from wijkwijzer.errors import InputError

__all__ = ["LARGEST_FILE", "check_workbook", "checked_text", "read_frame", "read_json", "read_text"]

LARGEST_FILE = 200_000_000
"""Bytes after unpacking. The largest national table is a tenth of this; so much is a mistake or an attack."""
MOST_CELLS = 10_000_000
"""Of one worksheet. The largest yearly file of CBS has two million."""
_CELL = re.compile(rb'r="([A-Z]{1,3})([0-9]{1,7})"')
_TOO_LARGE = "Dit bestand is 200 MB of groter."
_TOO_LARGE_UNPACKED = "Uitgepakt is dit bestand 200 MB of groter."


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
    _check_size(path)
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
    _check_size(path)
    data = path.read_bytes()
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            unpacked = stream.read(LARGEST_FILE)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("Het ingepakte bestand is beschadigd.", file=path.name) from error
    if len(unpacked) >= LARGEST_FILE:
        raise InputError(_TOO_LARGE_UNPACKED, file=path.name)
    return unpacked


def _check_size(path: Path) -> None:
    if path.stat().st_size >= LARGEST_FILE:
        raise InputError(_TOO_LARGE, file=path.name)


def read_json(path: Path) -> Any:
    """Return the content of a (gzipped) JSON file."""
    try:
        return json.loads(read_text(path))
    except RecursionError as error:
        raise InputError("Dit is geen geldige JSON.", file=path.name) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise InputError("Dit is geen geldige JSON.", file=path.name, row=row) from error


def _read_parquet(path: Path) -> pl.DataFrame:
    return pl.read_parquet(path)


def _read_csv(path: Path) -> pl.DataFrame:
    data = checked_text(read_text(path), path.name).lstrip(b"\r\n")
    if not data.strip():
        raise InputError("Dit bestand is leeg.", file=path.name)
    header = data.split(b"\n", 1)[0]
    separator = max(b";", b",", b"\t", key=header.count).decode()
    try:
        frame = pl.read_csv(data, separator=separator, infer_schema=False, truncate_ragged_lines=False)
    except pl.exceptions.PolarsError as error:
        row = _ragged_row(data, separator.encode())
        raise InputError("Deze rij heeft meer velden dan de kop.", file=path.name, row=row) from error
    for column in frame.columns:
        name, _, number = column.rpartition("_duplicated_")  # what polars makes of a name that is taken
        if name.strip() and number.isdigit():
            raise InputError("Deze kolom komt meer dan één keer voor.", file=path.name, row=1, column=name)
    return frame


def checked_text(data: bytes, name: str) -> bytes:
    """Return text without its byte order mark, or refuse it with the row where it goes wrong."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    sentence = "Dit bestand is geen UTF-8; bewaar het opnieuw als UTF-8."
    try:
        data.decode()
        bad = data.find(b"\0")
        if bad > 0 and data.count(b"\0") < len(data) // 10:  # every other one of a text in UTF-16 is 0
            sentence = "Hier staat een onzichtbaar stuurteken; haal het weg en bewaar het bestand opnieuw."
    except UnicodeDecodeError as error:
        bad = error.start
    if bad >= 0:
        raise InputError(sentence, file=name, row=data.count(b"\n", 0, bad) + 1)
    return data


def _ragged_row(data: bytes, separator: bytes) -> int | None:
    lines = data.splitlines()
    width = lines[0].count(separator)
    return next((i for i, line in enumerate(lines, 1) if line.count(separator) > width), None)


def _read_xlsx(path: Path) -> pl.DataFrame:
    check_workbook(path)
    try:
        frame = pl.read_excel(path, engine="calamine", infer_schema_length=0)
    except Exception as error:  # fastexcel has errors of its own that share no base with polars
        raise InputError("Dit Excel-bestand is niet te lezen; is het heel?", file=path.name) from error
    return frame.select(pl.all().cast(pl.String))


def check_workbook(path: Path) -> None:
    """Refuse a workbook that unpacks to too much, or whose cells lie too far apart, before it is opened.

    What an archive says of its own sizes may be a lie, so it is unpacked and counted. A sheet is kept as a
    full rectangle, so one cell in the last corner would take all memory.
    """
    if not zipfile.is_zipfile(path):
        return  # the old binary form is no archive
    try:
        _check_unpacked(path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        # damaged on the way, locked with a password, or packed in a way that nobody reads
        raise InputError("Dit Excel-bestand is niet te lezen; is het heel?", file=path.name) from error


def _check_unpacked(path: Path) -> None:
    total = 0
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            rows = columns = 0
            rest = b""
            with archive.open(entry) as stream:
                while part := stream.read(1 << 20):
                    total += len(part)
                    if total >= LARGEST_FILE:
                        raise InputError(_TOO_LARGE_UNPACKED, file=path.name)
                    for column, row in _CELL.findall(rest + part):
                        rows, columns = max(rows, int(row)), max(columns, _column_number(column))
                    rest = part[-40:]
            if rows * columns > MOST_CELLS:
                sentence = "Dit werkblad is te groot: er staan cellen heel ver uit elkaar."
                raise InputError(sentence, file=path.name)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _read_odata(path: Path) -> pl.DataFrame:
    page = read_json(path)
    rows = page.get("value") if isinstance(page, dict) else page
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError("In dit antwoord van het CBS staat geen lijst 'value'.", file=path.name)
    return pl.DataFrame(rows, infer_schema_length=None, strict=False)


def _read_geojson(path: Path) -> pl.DataFrame:
    content = read_json(path)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise InputError("In deze kaart staan geen gebieden ('features').", file=path.name)
    return pl.DataFrame(
        [feature["properties"] for feature in features], infer_schema_length=None, strict=False
    )
