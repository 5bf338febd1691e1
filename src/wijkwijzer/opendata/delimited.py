"""Comma- or semicolon-separated files from people: read strictly, or refused with one sentence."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from wijkwijzer.errors import InputError

__all__ = ["LONGEST_TEXT", "find_table", "read_delimited"]

LONGEST_TEXT = 20_000
"""Characters in one cell. Nobody writes a longer message; a longer cell is a broken quote or a wrong file."""
_HEAD_WITHIN = 20
_SAMPLE = 10 * LONGEST_TEXT
_TOLD = re.compile(rb'"?sep=(.)"?[ \t;,]*(?:\r\n|\r|\n|$)', re.IGNORECASE)


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
    """Read some columns of a CSV file (UTF-8, between signs , ; | or tabs, optionally gzipped).

    The headings may stand lower than the first row: below a title, empty rows or a line ``sep=;``.

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
    table = _table(path, _read_bytes(path), {heading for known in columns.values() for heading in known})
    chosen = _choose(path, table.header, columns, required)
    frame = _parse(path, table, chosen, [name for name in integers if name in chosen])
    _check_lengths(path, frame)
    return frame


def _read_bytes(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
        if path.suffix == ".gz":
            raw = gzip.decompress(raw)
    except (OSError, EOFError, zlib.error) as error:
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


@dataclass(frozen=True, slots=True)
class _Table:
    """The bytes from the row of headings on, how many rows stand above it, and how to read them."""

    raw: bytes
    above: int
    header: list[str]
    separator: str


def _table(path: Path, raw: bytes, headings: set[str]) -> _Table:
    """Find the row of headings: the first of those that know most of them."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    told = _TOLD.match(raw)
    if told:  # a spreadsheet takes this line as an instruction and does not count it
        raw = raw[told.end() :]
    named = told[1].decode("latin-1") if told else ""
    signs = dict.fromkeys(f"{named},;\t|")
    first = raw.partition(b"\n")[0].decode("utf-8")
    if len(first) > _SAMPLE and "votes" not in path.name:
        raise InputError("De eerste regel is veel te lang voor een rij kolomnamen.", file=path.name, row=1)
    text = raw[: max(_SAMPLE, 4 * len(first))].decode("utf-8", "ignore")
    found = [(row, sign) for sign in signs for row in _first_rows(text, sign)]
    if not found:
        raise InputError("Dit bestand is leeg.", file=path.name)
    (above, lines, header), separator = max(found, key=lambda one: _looks(one[0], one[1], headings, named))
    return _Table(raw.split(b"\n", lines)[-1], above, header, separator)


def _looks(
    row: tuple[int, int, list[str]], sign: str, headings: set[str], named: str
) -> tuple[int, int, bool, int]:
    above, _lines, cells = row
    return len(headings.intersection(cells)), -above, sign == named, len(cells)


def _first_rows(text: str, separator: str) -> Iterator[tuple[int, int, list[str]]]:
    """How many rows and lines stand above each of the first rows, and its cells as headings."""
    csv.field_size_limit(max(_SAMPLE, len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines = 0
    try:
        for above, cells in enumerate(islice(reader, _HEAD_WITHIN)):
            if any(cells):
                yield above, lines, [cell.strip().lower() for cell in cells]
            lines = reader.line_num
    except csv.Error:
        return


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


def _parse(path: Path, table: _Table, chosen: dict[str, int], integers: Sequence[str]) -> pl.DataFrame:
    places = {name: f"c{place}" for name, place in chosen.items()}
    typed = {places[name]: pl.Int64 for name in integers if name in places}
    try:
        frame = _scan(table.raw, table.separator, places, typed)
    except (
        pl.exceptions.PolarsError
    ):  # a cell is no whole number: read as text, the caller says what is wrong
        try:
            frame = _scan(table.raw, table.separator, places, {})
        except pl.exceptions.PolarsError as error:
            raise _ragged(path, table) from error
    text = [
        pl.col(name).str.strip_chars().replace("", None) for name in chosen if frame[name].dtype == pl.String
    ]
    frame = frame.with_columns(text)
    whole = [name for name in integers if name in chosen and _all_whole(frame[name])]
    frame = frame.with_columns(pl.col(name).cast(pl.Int64) for name in whole)
    frame = frame.with_row_index("row", offset=table.above + 2)
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


def _ragged(path: Path, table: _Table) -> InputError:
    csv.field_size_limit(max(_SAMPLE, len(table.raw)))
    text = io.StringIO(table.raw.decode("utf-8"), newline="")
    number, width = table.above, len(table.header)
    try:
        for number, row in enumerate(
            csv.reader(text, delimiter=table.separator, strict=True), table.above + 1
        ):
            if len(row) != width and row:
                said = f"Deze rij heeft {len(row)} kolommen, de rij met namen {width}."
                return InputError(said, file=path.name, row=number)
    except csv.Error:
        number += 1
    sentence = "Dit is geen geldig CSV-bestand (let op de aanhalingstekens)."
    return InputError(sentence, file=path.name, row=number if number > table.above else None)


def _check_lengths(path: Path, frame: pl.DataFrame) -> None:
    for name, kind in frame.schema.items():
        if kind == pl.String and frame.height:
            lengths = frame[name].str.len_chars()
            longest = lengths.max()
            if isinstance(longest, int) and longest > LONGEST_TEXT:
                row = int(frame["row"][int(lengths.arg_max() or 0)])
                raise InputError(
                    f"Deze cel heeft {longest} tekens; meer dan {LONGEST_TEXT} kan niet.",
                    file=path.name,
                    row=row,
                    column=name,
                )
