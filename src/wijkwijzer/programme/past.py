"""The own past of a municipality: a spreadsheet of old projects becomes inzetten, with every wrong row named.

Columns are found by their names, in any order: name, wijk, begin and end are looked for, and money, source,
organisation and result when they are there. A row that is wrong costs only itself.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wijkwijzer.days import as_written
from wijkwijzer.errors import InputError
from wijkwijzer.programme.clock import months_after

if TYPE_CHECKING:
    from fastexcel import ExcelReader, ExcelSheet

__all__ = ["MOST_ROWS", "PastFile", "PastProblem", "PastRow", "read_past"]

MOST_ROWS = 1_000
LONGEST = 300
HEAD_WITHIN = 20
"""Rows with something in them among which the names of the columns must stand."""
_NAMES = {
    "what": (
        "naam",
        "project",
        "projectnaam",
        "activiteit",
        "initiatief",
        "titel",
        "aanpak",
        "inzet",
        "name",
    ),
    "where": ("wijk", "gebied", "buurt", "wijknaam", "wijken", "area", "code"),
    "begins": ("begin", "start", "van", "startdatum", "begindatum", "beginjaar", "startjaar"),
    "ends": ("eind", "einde", "tot", "einddatum", "eindjaar", "end"),
    "money": ("geld", "bedrag", "budget", "kosten", "euro", "money"),
    "source": ("geldbron", "bron", "financiering", "fonds", "regeling"),
    "carrier": ("organisatie", "uitvoerder", "trekker", "wie", "partij"),
    "result": ("resultaat", "uitkomst", "opbrengst", "effect", "eruit", "result"),
}
_SAYS_LITTLE = {"van", "tot", "wie", "code", "partij", "area", "name", "end"}
"""Names that stand for a column alone, and for nothing as a word among others ("Naam van de leider")."""
_NEEDED = ("what", "where", "begins")
_YEAR = re.compile(r"(19|20)\d\d")
_CLOCK = re.compile(r"(?:1899|1900)-\d\d-\d\d .*|(?:1899|1900)-(?:12-3[01]|01-\d\d)")
"""How a cell with a time or a length of time comes out of a workbook: as that long after its first day."""
_MONEY = re.compile(
    r"(?:€|eur|euro)?\s*"
    r"(?:(\d{1,3}(?:[. \u00a0]\d{3})+|\d+)(?:,(?:-|\d{1,2}))?|(\d{4,}|\d{3}(?=\.\d?[1-9]\b))\.\d+)"
    r"\s*(?:euro|eur)?"
)
"""The whole euros of an amount. A number of a workbook has its cents behind a dot; a dot that may as well
stand for thousands ("25.00") is not read so.
"""


@dataclass(frozen=True, slots=True)
class PastRow:
    """One project. `row` is its number in the program the user has open; money in whole euros, low to
    high.
    """

    row: int
    what: str
    where: str
    begins: datetime.date
    ends: datetime.date | None = None
    money: tuple[int, int] | None = None
    source: str = ""
    carrier: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class PastProblem:
    """A row that was not taken, and why."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PastFile:
    """What a file holds: rows to take, rows that are wrong, columns that nothing was done with."""

    rows: tuple[PastRow, ...]
    problems: tuple[PastProblem, ...]
    unused: tuple[str, ...]


def read_past(path: Path) -> PastFile:
    """Read a file of old projects (.csv or .xlsx).

    Raises
    ------
    InputError
        When the file can not be read, has no row with names of columns, lacks a needed column, or is too
        long.
    """
    table = list(_cells(path))
    head, places, unused = _head(table, path)
    body = table[head + 1 :]
    if len(body) > MOST_ROWS:
        raise InputError(f"Dit zijn {len(body)} rijen. Stuur er hoogstens {MOST_ROWS} tegelijk.", file=path)
    rows: list[PastRow] = []
    problems: list[PastProblem] = []
    seen: dict[tuple[str, str, datetime.date], int] = {}
    for number, cells in enumerate(body, start=head + 2):
        if any(cells):
            made = _row(number, {key: _at(cells, place) for key, place in places.items()})
            if isinstance(made, PastProblem):
                problems.append(made)
            elif (first := seen.setdefault(_same(made), number)) != number:
                problems.append(PastProblem(number, "naam", f"Dit project staat ook in rij {first}."))
            else:
                rows.append(made)
    return PastFile(tuple(rows), tuple(problems), unused)


def _same(row: PastRow) -> tuple[str, str, datetime.date]:
    """What two rows about one project have in common, however the capitals stand."""
    return row.what.casefold(), row.where.casefold(), row.begins


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


# ---- the file
def _cells(path: Path) -> Iterator[list[str]]:
    if path.suffix.lower() == ".xlsx":
        yield from _workbook(path)
        return
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError("Dit bestand is er niet, of is niet te lezen.", file=path) from error
    text = re.sub(r"\r\n?", "\n", _decoded(raw, path).lstrip("\ufeff"))
    first, _break, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):
        text = rest
    separator = max(";,\t", key=lambda sign: _header_line(text).count(sign))
    try:
        for cells in csv.reader(io.StringIO(text), delimiter=separator):
            yield [" ".join(cell.split()) for cell in cells]
    except csv.Error as error:
        raise InputError("Dit bestand is niet te lezen als tabel.", file=path) from error


def _header_line(text: str) -> str:
    """The first line that names a needed column; the first line when none does."""
    lines = [line for line in text.splitlines() if line.strip()][:HEAD_WITHIN]
    return next((line for line in lines if "wijk" in line.lower()), lines[0] if lines else "")


def _decoded(raw: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("De letters in dit bestand zijn niet te lezen. Bewaar het als CSV UTF-8.", file=path)


def _workbook(path: Path) -> Iterator[list[str]]:
    import fastexcel

    from wijkwijzer.opendata.readers import check_workbook

    check_workbook(path)
    try:
        frame = _first_shown(fastexcel.read_excel(path)).to_polars()
    except (fastexcel.FastExcelError, OSError, ValueError) as error:
        raise InputError("Dit Excel-bestand is niet te lezen. Bewaar het opnieuw.", file=path) from error
    for row in frame.iter_rows():
        yield [" ".join(str(cell).split()) if cell is not None else "" for cell in row]


def _first_shown(book: ExcelReader) -> ExcelSheet:
    """The sheet that is open on the screen: a hidden one is not what somebody reads row numbers of."""
    sheets = (
        # Without `skip_rows` the empty rows above the table are left out, and every number is too low.
        book.load_sheet(place, header_row=None, skip_rows=0, dtypes="string")
        for place in range(len(book.sheet_names))
    )
    return next(sheet for sheet in sheets if sheet.visible == "visible")


def _head(table: list[list[str]], path: Path) -> tuple[int, dict[str, int], tuple[str, ...]]:
    """The row with the names, where each column stands, and the columns that nothing is done with."""
    filled = [(number, cells) for number, cells in enumerate(table) if any(cells)][:HEAD_WITHIN]
    for number, cells in filled:
        places = _places(cells)
        if all(key in places for key in _NEEDED):
            used = set(places.values())
            unused = tuple(cell for place, cell in enumerate(cells) if cell and place not in used)
            return number, places, unused
    best = max((_places(cells) for _number, cells in filled), key=len, default={})
    missing = [_NAMES[key][0] for key in _NEEDED if key not in best]
    raise InputError(
        f"Deze kolommen ontbreken: {', '.join(missing)}. Zet die woorden boven de kolommen.", file=path
    )


def _places(cells: Sequence[str]) -> dict[str, int]:
    names = [re.sub(r"[^a-z]", "", cell.lower()) for cell in cells]
    found: dict[str, int] = {}
    for key, known in _NAMES.items():
        for name in known:
            if name in names and names.index(name) not in found.values():
                found[key] = names.index(name)
                break
    words = [re.findall(r"[a-z]+", cell.lower()) for cell in cells]
    for key in ("begins", "ends", "money", "source", "result", "where", "carrier", "what"):
        wanted = set(_NAMES[key]) - _SAYS_LITTLE
        places = (
            place for place, said in enumerate(words) if place not in found.values() and wanted & {*said}
        )
        if key not in found and (place := next(places, None)) is not None:
            found[key] = place
    return found


# ---- one row
def _row(number: int, said: dict[str, str]) -> PastRow | PastProblem:
    try:
        return _read_row(number, said)
    except _WrongError as wrong:
        return PastProblem(number, wrong.column, wrong.sentence)


class _WrongError(Exception):
    """A cell that can not be taken."""

    def __init__(self, column: str, sentence: str) -> None:
        self.column, self.sentence = column, sentence
        super().__init__(sentence)


def _read_row(number: int, said: dict[str, str]) -> PastRow:
    for key in ("what", "where"):
        if not said[key]:
            raise _WrongError(_NAMES[key][0], "Dit vakje is leeg.")
    for key, text in said.items():
        if len(text) > LONGEST:
            raise _WrongError(_NAMES[key][0], f"Deze tekst is langer dan {LONGEST} tekens.")
    begins = _date(said["begins"], "begin", last=False)
    if begins is None:
        raise _WrongError("begin", "Er is geen begin. Een jaar is genoeg.")
    ends = _date(said.get("ends", ""), "eind", last=True)
    if ends is not None and ends < begins:
        raise _WrongError("eind", "Het einde ligt voor het begin.")
    return PastRow(
        number,
        said["what"],
        said["where"],
        begins,
        ends,
        _money(said.get("money", "")),
        said.get("source", ""),
        said.get("carrier", ""),
        said.get("result", ""),
    )


def _date(text: str, column: str, *, last: bool) -> datetime.date | None:
    """A day, a month or a year, in numbers or words; of a month or a year the first or the last day. None
    when it is empty or says that it still runs.
    """
    if text.lower() in ("", "-", "loopt", "loopt nog", "heden", "nu"):
        return None
    _no_clock(text, column)
    year = text.removesuffix(".0")
    if _YEAR.fullmatch(year):
        return _edge(datetime.date(int(year), 1, 1), 12, last=last)
    parts = as_written(text)
    if parts is None:
        raise _WrongError(column, f"Dit is geen jaar, geen maand en geen dag: {text[:40]}.")
    try:
        if parts[2] is None:
            return _edge(datetime.date(parts[0], parts[1], 1), 1, last=last)
        return datetime.date(parts[0], parts[1], parts[2])
    except ValueError as error:
        raise _WrongError(column, f"Deze dag bestaat niet: {text[:40]}.") from error


def _edge(first: datetime.date, months: int, *, last: bool) -> datetime.date:
    return months_after(first, months) - datetime.timedelta(days=1) if last else first


def _no_clock(text: str, column: str) -> None:
    if _CLOCK.fullmatch(text):
        raise _WrongError(
            column, "Hier staat een tijd of een duur (uren). Zet het vakje op tekst en typ het opnieuw."
        )


def _money(text: str) -> tuple[int, int] | None:
    """An amount, or two with a dash or "tot" between; thousands with dots, cents are left off."""
    if text.lower() in ("", "-", "onbekend", "?"):
        return None
    _no_clock(text, "geld")
    parts = [part.strip() for part in re.split(r"\s+[-–]\s+|\s+tot\s+|\s+à\s+", text.lower())]
    amounts = []
    for part in parts:
        found = _MONEY.fullmatch(part.removesuffix(".0")) if part.isascii() or "€" in part else None
        if found is None or len(parts) > 2:
            raise _WrongError("geld", f"Dit bedrag is niet te lezen: {text[:40]}.")
        amounts.append(int(re.sub(r"\D", "", found[1] or found[2])))
    if amounts[-1] > 2_000_000_000:
        raise _WrongError("geld", f"Dit bedrag is te groot: {text[:40]}.")
    if amounts[0] > amounts[-1]:
        raise _WrongError("geld", f"Het eerste bedrag is groter dan het tweede: {text[:40]}.")
    return amounts[0], amounts[-1]
