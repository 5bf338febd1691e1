"""Comma- or semicolon-separated files from people: read strictly, or refused with one sentence."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from wijkwijzer.errors import InputError

__all__ = ["LONGEST_TEXT", "find_table", "read_delimited"]

LONGEST_TEXT = 20_000
"""Characters in one cell. Nobody writes a longer message; a longer cell is a broken quote or a wrong file."""


def find_table(folder: Path, name: str) -> Path | None:
    """Return ``folder/name``, or ``folder/name.gz``, or None.

    Examples
    --------
    >>> find_table(Path("an-absent-folder"), "votes.csv") is None
    True
    """
    for candidate in (folder / name, folder / f"{name}.gz"):
        if candidate.is_file():
            return candidate
    return None


def read_delimited(
    path: Path,
    columns: Mapping[str, Sequence[str]],
    *,
    required: Sequence[str] = (),
    integers: Sequence[str] = (),
) -> pl.DataFrame:
    """Read some columns of a CSV file (UTF-8, comma or semicolon, optionally gzipped).

    Parameters
    ----------
    path : Path
        The file.
    columns : mapping of str to sequence of str
        Our name of a column -> the headings it may have in the file (compared without case).
    required : sequence of str
        Our names of columns that must be there. Other columns that are absent are left out of the result.
    integers : sequence of str
        Our names of columns to read as Int64 when every cell is a whole number; otherwise they stay text.

    Returns
    -------
    polars.DataFrame
        The columns found, under our names, in the order of `columns`, and ``row`` as a spreadsheet counts.
        Text cells are stripped, empty cells are null, empty lines are left out.

    Raises
    ------
    InputError
        Unreadable or empty file, no UTF-8, a missing or repeated column, rows of unequal length, a cell of
        more than ``LONGEST_TEXT`` characters.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "stemmen.csv"
    >>> _ = file.write_text("Stelling;Stem\\n1;-1\\n2;1\\n", encoding="utf-8")
    >>> read_delimited(file, {"vote": ["stem", "vote"]}, integers=["vote"])["vote"].to_list()
    [-1, 1]
    """
    raw = _read_bytes(path)
    header, separator = _header(path, raw)
    chosen = _choose(path, header, columns, required)
    frame = _parse(path, raw, separator, chosen, [name for name in integers if name in chosen])
    _check_lengths(path, frame)
    return frame


def _read_bytes(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
        if path.suffix == ".gz":
            raw = gzip.decompress(raw)
    except (OSError, EOFError) as error:
        raise InputError("Dit bestand kan niet worden gelezen.", file=path.name) from error
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if not raw.strip():
        raise InputError("Dit bestand is leeg.", file=path.name)
    try:
        if not raw.isascii():
            raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            "Hier staan tekens die geen UTF-8 zijn; sla het bestand op als 'CSV UTF-8'.",
            file=path.name,
            row=row,
        ) from error
    return raw


def _header(path: Path, raw: bytes) -> tuple[list[str], str]:
    first = raw[: raw.find(b"\n") if b"\n" in raw else len(raw)].decode("utf-8")
    if len(first) > 10 * LONGEST_TEXT and not path.name.startswith("participants-votes"):
        raise InputError("De eerste regel is veel te lang voor een rij kolomnamen.", file=path.name, row=1)
    separator = max(",;\t", key=first.count)
    names = [name.strip().strip('"').lower() for name in first.rstrip("\r").split(separator)]
    return names, separator


def _choose(
    path: Path, header: list[str], columns: Mapping[str, Sequence[str]], required: Sequence[str]
) -> dict[str, int]:
    chosen: dict[str, int] = {}
    for name, headings in columns.items():
        places = [header.index(heading) for heading in headings if heading in header]
        if places:
            chosen[name] = places[0]
            if header.count(header[places[0]]) > 1:
                raise InputError("Deze kolom komt twee keer voor.", file=path.name, column=header[places[0]])
        elif name in required:
            raise InputError(f'De kolom "{headings[0]}" ontbreekt.', file=path.name)
    return chosen


def _parse(
    path: Path, raw: bytes, separator: str, chosen: dict[str, int], integers: Sequence[str]
) -> pl.DataFrame:
    places = {name: f"c{place}" for name, place in chosen.items()}
    typed = {places[name]: pl.Int64 for name in integers if name in places}
    try:
        frame = _scan(raw, separator, places, typed)
    except (
        pl.exceptions.PolarsError
    ):  # a cell is no whole number: read as text, the caller says what is wrong
        try:
            frame = _scan(raw, separator, places, {})
        except pl.exceptions.PolarsError as error:
            raise _ragged(path, raw, separator) from error
    text = [
        pl.col(name).str.strip_chars().replace("", None) for name in chosen if frame[name].dtype == pl.String
    ]
    frame = frame.with_columns(text)
    whole = [name for name in integers if name in chosen and _all_whole(frame[name])]
    frame = frame.with_columns(pl.col(name).cast(pl.Int64) for name in whole).with_row_index("row", offset=2)
    return frame.filter(~pl.all_horizontal(pl.col(name).is_null() for name in chosen)) if chosen else frame


def _scan(
    raw: bytes, separator: str, places: dict[str, str], typed: dict[str, type[pl.Int64]]
) -> pl.DataFrame:
    scanned = pl.scan_csv(
        io.BytesIO(raw),
        separator=separator,
        infer_schema=False,
        schema_overrides=typed,
        with_column_names=lambda names: [f"c{place}" for place in range(len(names))],
        raise_if_empty=False,
    )
    return scanned.select(pl.col(place).alias(name) for name, place in places.items()).collect()


def _all_whole(cells: pl.Series) -> bool:
    return cells.dtype == pl.Int64 or bool(
        cells.cast(pl.Int64, strict=False).null_count() == cells.null_count()
    )


def _ragged(path: Path, raw: bytes, separator: str) -> InputError:
    csv.field_size_limit(max(LONGEST_TEXT * 10, len(raw)))
    width = 0
    for number, row in enumerate(csv.reader(io.StringIO(raw.decode("utf-8")), delimiter=separator), 1):
        width = width or len(row)
        if len(row) != width:
            return InputError(
                f"Deze rij heeft {len(row)} kolommen, de eerste rij {width}.", file=path.name, row=number
            )
    return InputError("Dit is geen geldig CSV-bestand (let op de aanhalingstekens).", file=path.name)


def _check_lengths(path: Path, frame: pl.DataFrame) -> None:
    for name, kind in frame.schema.items():
        if kind == pl.String and frame.height:
            lengths = frame[name].str.len_chars()
            longest = lengths.max()
            if isinstance(longest, int) and longest > LONGEST_TEXT:
                row = int(lengths.arg_max() or 0) + 2
                raise InputError(
                    f"Deze cel heeft {longest} tekens; meer dan {LONGEST_TEXT} kan niet.",
                    file=path.name,
                    row=row,
                    column=name,
                )
