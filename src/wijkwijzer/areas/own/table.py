"""Find the table in a file that somebody made: its head, its sheet, and what is no part of it."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.readers import check_workbook, checked_text, read_text

__all__ = ["ERROR_CELL", "FORMULA_CELL", "Note", "Reading", "read_own_table"]

FORMULA_CELL = "=formule"
"""What a cell of a workbook reads as when it holds a formula: what it last gave may be old or absent."""
ERROR_CELL = (
    r"(?i)^#(DIV/0!|DEEL/0!|N/A|N/B|VALUE!|WAARDE!|REF!|VERW!|NAME\?|NAAM\?|NUM!|GETAL!|NULL!|LEEG!"
    r"|SPILL!|OVERLOOP!|CALC!|BEREKENEN!)$"
)
"""How spreadsheets write an error, in English and in Dutch."""
_HEAD_WITHIN = 50  # rows; who puts more above a table has made a document
_SHOWN = 60
_CODE = re.compile(r"(?i)^(gm|wk|bu|nl|gb)?\s*[0-9][0-9a-z .]{0,9}$")


@dataclass(frozen=True, slots=True)
class Note:
    """Something in the file that is not used, and why; `row` is None when it is about the whole file."""

    row: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The table of a file as it was written, and what was left out of it.

    Attributes
    ----------
    cells : row (as the spreadsheet counts), and a text column per asked column: "" where a cell is empty or
        the column lacks.
    numbers : the same columns as Float64, null where the cell is no number of a workbook. Such a number has
        no sign that may be read in two ways.
    there : the asked columns that the file has.
    rows : rows with anything in them below the head, those left out included.
    sheet : name of the sheet, None for text.
    notes : what is not used.
    """

    cells: pl.DataFrame
    numbers: pl.DataFrame
    there: frozenset[str]
    rows: int
    sheet: str | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    number: float | None = None


_EMPTY = _Cell("")
_Rows = list[tuple[int, list[_Cell]]]


def read_own_table(path: Path, columns: Sequence[str], required: Sequence[str]) -> Reading:
    """Read the named columns of a .csv (UTF-8) or .xlsx file, wherever in it the table stands.

    Lines above the head, a first line ``sep=``, empty rows and notes below the table are no figures. Hidden
    sheets are not read; of the others the first that has the head is.

    Parameters
    ----------
    path : the file; its ending tells which of the two it is.
    columns : headings to read, in small letters.
    required : those that must be there.

    Raises
    ------
    InputError
        When the file cannot be read, or a column lacks or stands there twice.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "eigen.csv"
    >>> text = "Mijn tabel\\n\\nCode;Waarde\\nWK990101;12\\n;\\nBron: gemeente\\n"
    >>> _ = file.write_text(text, encoding="utf-8")
    >>> found = read_own_table(file, ["code", "waarde"], ["code"])
    >>> found.cells.rows(), found.rows, [note.row for note in found.notes]
    ([(4, 'WK990101', '12')], 2, [1, 6])
    """
    merged: list[tuple[int, str]] = []
    if path.suffix.lower() == ".xlsx":
        sheet, rows, notes, merged = _workbook(path, required)
    else:
        sheet, rows, notes = None, _text_rows(path, required), []
    rows = [(number, cells) for number, cells in rows if any(cell.text for cell in cells)]
    if not rows:
        raise InputError("Dit bestand is leeg.", file=path.name)
    head = _head(rows, required)
    places = _places(path, rows[head], columns, required)
    notes += [Note(number, f"Boven de tabel: {_short(cells)}") for number, cells in rows[:head]]
    body, below = _without_footnotes(rows[head + 1 :])
    _refuse_merged(path, merged, rows[head][0], body)
    notes += _unused(path, rows[head][1], body, places)
    notes += below
    shape = dict.fromkeys(columns, pl.String)
    return Reading(
        pl.DataFrame(
            [(number, *(_at(cells, places.get(name)).text for name in columns)) for number, cells in body],
            schema={"row": pl.UInt32, **shape},
            orient="row",
        ),
        pl.DataFrame(
            [tuple(_at(cells, places.get(name)).number for name in columns) for _, cells in body],
            schema=dict.fromkeys(columns, pl.Float64),
            orient="row",
        ),
        frozenset(places),
        len(body) + len(below),
        sheet,
        tuple(notes),
    )


def _refuse_merged(path: Path, merged: list[tuple[int, str]], head: int, body: _Rows) -> None:
    """Of merged cells only the first holds what all of them show: the others would read as empty."""
    last = body[-1][0] if body else head
    for row, cells in merged:
        if head < row <= last:
            sentence = f"De cellen {cells} zijn samengevoegd. Splits ze en vul elke cel."
            raise InputError(sentence, file=path.name, row=row)


def _at(cells: list[_Cell], place: int | None) -> _Cell:
    return cells[place] if place is not None and place < len(cells) else _EMPTY


def _short(cells: list[_Cell]) -> str:
    said = " ".join(cell.text for cell in cells if cell.text)
    said = " ".join(said.split())
    return f"'{said[:_SHOWN]}…'" if len(said) > _SHOWN else f"'{said}'"


def _heading(cell: _Cell) -> str:
    """A heading without the sign of its footnote."""
    return cell.text.rstrip("*¹²³ ").strip().casefold()


def _matches(cells: list[_Cell], required: Sequence[str]) -> int:
    return len({_heading(cell) for cell in cells} & set(required))


def _head(rows: _Rows, required: Sequence[str]) -> int:
    """Return which row looks most like the head: the first of equals."""
    return max(
        range(min(len(rows), _HEAD_WITHIN)), key=lambda place: (_matches(rows[place][1], required), -place)
    )


def _places(
    path: Path, head: tuple[int, list[_Cell]], columns: Sequence[str], required: Sequence[str]
) -> dict[str, int]:
    number, cells = head
    headings = [_heading(cell) for cell in cells]
    for name in columns:
        if headings.count(name) > 1:
            raise InputError(
                "Deze kolom komt meer dan één keer voor.", file=path.name, row=number, column=name
            )
    absent = [name for name in required if name not in headings]
    if absent:
        others = f" Ook deze ontbreken: {', '.join(absent[1:])}." if absent[1:] else ""
        raise InputError(f"Deze kolom ontbreekt.{others}", file=path.name, column=absent[0])
    return {name: headings.index(name) for name in columns if name in headings}


def _without_footnotes(rows: _Rows) -> tuple[_Rows, list[Note]]:
    """Part the table from single cells below it that are no code: a source, a remark."""
    last = len(rows)
    while last:
        filled = [cell.text for cell in rows[last - 1][1] if cell.text]
        if len(filled) > 1 or _CODE.match(filled[0]):
            break
        last -= 1
    return rows[:last], [Note(number, f"Onder de tabel: {_short(cells)}") for number, cells in rows[last:]]


def _unused(path: Path, head: list[_Cell], body: _Rows, places: dict[str, int]) -> list[Note]:
    used = set(places.values())
    notes = [
        f"Deze kolom gebruiken we niet: '{head[i].text[:_SHOWN]}'."
        for i in range(len(head))
        if i not in used and head[i].text
    ]
    loose = next(
        (
            number
            for number, cells in body
            if any(cell.text and not _at(head, i).text for i, cell in enumerate(cells))
        ),
        None,
    )
    if loose is not None:
        if path.suffix.lower() != ".xlsx":
            raise InputError("Deze rij heeft meer velden dan de kop.", file=path.name, row=loose)
        return [Note(None, said) for said in notes] + [
            Note(loose, "Hier staat iets in een kolom zonder kop. Dat gebruiken we niet.")
        ]
    return [Note(None, said) for said in notes]


def _text_rows(path: Path, required: Sequence[str]) -> _Rows:
    text = checked_text(read_text(path), path.name).decode()
    told = re.match(r'"?sep=(.)"?[ \t;,]*(\r\n|\r|\n|$)', text, re.IGNORECASE)
    if told:
        text = text[told.end() :]  # a spreadsheet takes this line as an instruction and does not count it
    separator = _separator(text, required, told[1] if told else "")
    rows: _Rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            rows.append((number, [_Cell(cell.strip()) for cell in cells]))
    except csv.Error as error:
        sentence = "Dit is geen geldig CSV-bestand (let op de aanhalingstekens)."
        raise InputError(sentence, file=path.name, row=len(rows) + 1) from error
    return rows


def _separator(text: str, required: Sequence[str], told: str) -> str:
    """Return the sign that makes a head of one of the first rows, or the told one, or the most frequent."""
    found = {}
    for sign in dict.fromkeys(f"{told};,\t|"):
        rows = list(_first_rows(text, sign))
        most = max((_matches([_Cell(cell.strip()) for cell in row], required) for row in rows), default=0)
        found[sign] = (most, sign == told, sum(len(row) for row in rows))
    return max(found, key=lambda sign: found[sign])


def _first_rows(text: str, sign: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        for _, row in zip(range(_HEAD_WITHIN), reader, strict=False):
            yield row
    except csv.Error:
        return


def _workbook(path: Path, required: Sequence[str]) -> tuple[str, _Rows, list[Note], list[tuple[int, str]]]:
    """First visible sheet with the head, or else the first visible one; what is not read; what is merged."""
    import openpyxl  # a reader of workbooks only who brings one needs

    check_workbook(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True)
        tops = [(sheet, list(islice(_sheet_rows(sheet), _HEAD_WITHIN))) for sheet in book.worksheets]
        headed = [sheet for sheet, rows in tops if _has_head(rows, required)]
        seen = [sheet for sheet, _ in tops if sheet.sheet_state == "visible"]
        chosen = next((sheet for sheet in headed if sheet in seen), None)
        if chosen is None and headed:
            sentence = f"De tabel staat op een verborgen blad: '{headed[0].title}'. Maak het zichtbaar."
            raise InputError(sentence, file=path.name)
        chosen = chosen or seen[0]
        rows = list(_sheet_rows(chosen))
        others = [sheet for sheet, rows in tops if rows and sheet is not chosen]
        notes = [
            Note(None, f"{'Blad' if sheet in seen else 'Het verborgen blad'} '{sheet.title}' lezen we niet.")
            for sheet in others
        ]
        title = str(chosen.title)
        merged = _merged(path, chosen)
        book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl has no one error for a file that is none
        raise InputError("Dit Excel-bestand is niet te lezen; is het heel?", file=path.name) from error
    return title, rows, notes, merged


def _merged(path: Path, sheet: object) -> list[tuple[int, str]]:
    """Row and range of merged cells, which openpyxl does not give while it reads row by row."""
    inside = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    with zipfile.ZipFile(path) as packed:
        if inside not in packed.namelist():
            return []
        found = re.findall(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+(\d+):[A-Z]+\d+)"', packed.read(inside))
    return sorted((int(row), cells.decode()) for cells, row in found)


def _has_head(rows: _Rows, required: Sequence[str]) -> bool:
    return any(_matches(cells, required) == len(required) for _, cells in rows[:_HEAD_WITHIN])


def _sheet_rows(sheet: object) -> Iterator[tuple[int, list[_Cell]]]:
    for number, row in enumerate(sheet.iter_rows(), 1):  # type: ignore[attr-defined]
        cells = [_cell(cell) for cell in row]
        while cells and not cells[-1].text:
            cells.pop()
        if cells:
            yield number, cells


def _cell(cell: object) -> _Cell:
    value = getattr(cell, "value", None)
    if value is None:
        return _EMPTY
    if getattr(cell, "data_type", "") == "f":
        return _Cell(FORMULA_CELL)
    if isinstance(value, bool):
        return _Cell("WAAR" if value else "ONWAAR")
    if isinstance(value, int | float):
        return _number(value, str(getattr(cell, "number_format", "")))
    if isinstance(value, datetime.datetime):
        return _Cell(value.date().isoformat() if value.time() == datetime.time() else str(value))
    return _Cell(str(value).strip())


def _number(value: float, shown: str) -> _Cell:
    """A number as its cell shows it where that is another text: 0102 of a code, 12,5% of a share."""
    if "%" in shown:
        return _Cell(f"{value * 100:.10g}%".replace(".", ","))
    whole = float(value).is_integer() and abs(value) < 1e15
    if whole and re.fullmatch(r"0{2,8}", shown):
        return _Cell(str(int(value)).zfill(len(shown)), float(value))
    return _Cell(str(int(value)) if whole else repr(value), float(value))
