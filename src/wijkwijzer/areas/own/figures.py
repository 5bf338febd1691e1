"""An organisation's own figures: read a file, and say row by row what is wrong before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from wijkwijzer.areas.own.table import ERROR_CELL, FORMULA_CELL, Reading, read_own_table
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.codes import clean_code, codes_of_number
from wijkwijzer.opendata.missing import parse_number

__all__ = [
    "FIGURE_COLUMNS",
    "KINDS",
    "LARGEST_UPLOAD",
    "MOST_PROBLEMS",
    "CheckedFigures",
    "Problem",
    "check_figures",
]

FIGURE_COLUMNS = ("code", "jaar", "indicator", "waarde", "noemer", "bron", "licentie", "openbaar")
_REQUIRED = ("code", "jaar", "indicator", "waarde", "bron", "licentie", "openbaar")
LARGEST_UPLOAD = 20 * 1024 * 1024
"""Bytes. The whole country with ten figures over ten years fits; more is a mistake or an attack."""
MOST_PROBLEMS = 1000
KINDS = ("aantal", "aandeel", "gemiddelde")
"""What a figure is, in the column `soort`, which may lack: it tells how people can be counted from it."""
_YES = {"ja": True, "waar": True, "true": True, "nee": False, "onwaar": False, "false": False}
"""A tick box of a spreadsheet keeps WAAR or ONWAAR."""
_SCHEMA = {
    "row": pl.UInt32,
    "code": pl.String,
    "year": pl.Int32,
    "indicator": pl.String,
    "value": pl.Float64,
    "n": pl.Float64,
    "source": pl.String,
    "licence": pl.String,
    "public": pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell: the row as a spreadsheet counts, the column, and a sentence."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CheckedFigures:
    """The figures of a file with everything that is wrong with them; keep nothing while there are problems.

    Attributes
    ----------
    figures : row, code, year, indicator, value (null is no figure), n, source, licence, public.
    problems : at most ``MOST_PROBLEMS``, by row.
    kinds : indicator -> one of ``KINDS``, where the file says so.
    withheld : row, why: what only the organisation may see (`wijkwijzer.areas.own.disclosure.protect`); None
        until that was looked into.
    reading : the table as it was written, and what of the file is no part of it.
    """

    figures: pl.DataFrame
    problems: tuple[Problem, ...]
    kinds: Mapping[str, str] = field(default_factory=dict)
    withheld: pl.DataFrame | None = None
    reading: Reading | None = None

    @property
    def used(self) -> tuple[int, int]:
        """How many rows are good, of how many that have anything in them."""
        rows = self.figures.height if self.reading is None else self.reading.rows
        return self.figures.height - len({problem.row for problem in self.problems}), rows

    @property
    def usable(self) -> bool:
        """Whether the figures may be kept."""
        return not self.problems and self.figures.height > 0


def check_figures(path: Path, validity: Mapping[str, list[tuple[int, int | None]]]) -> CheckedFigures:
    """Read and check a file of own figures (.csv in UTF-8, or .xlsx).

    Parameters
    ----------
    path : file with the columns of ``FIGURE_COLUMNS``; ``noemer`` may lack, and ``soort`` may be there.
    validity : code -> the periods (first year, last year or None) in which an area had it.

    Raises
    ------
    InputError
        When the file as a whole cannot be used: too large, unreadable, a column that lacks.
    """
    if path.stat().st_size > LARGEST_UPLOAD:
        raise InputError("Dit bestand is groter dan 20 MB.", file=path.name)
    reading = read_own_table(path, (*FIGURE_COLUMNS, "soort"), _REQUIRED)
    if reading.cells.is_empty():
        raise InputError("Er staat geen enkele rij in dit bestand.", file=path.name)
    text = {name: reading.cells[name] for name in (*FIGURE_COLUMNS, "soort")}
    _refuse_formulas(path, reading.cells)
    problems = _no_values(reading.cells["row"], text)
    figures = _parse(reading, text, problems)
    figures = _check_areas(figures, validity, problems)
    _check_twice(figures, problems)
    kinds = _kinds(reading.cells["row"], text["soort"], figures, problems)
    first = {(problem.row, problem.column): problem for problem in reversed(problems)}
    ordered = sorted(first.values(), key=lambda problem: (problem.row, problem.column))
    return CheckedFigures(figures, tuple(ordered[:MOST_PROBLEMS]), kinds, reading=reading)


def _refuse_formulas(path: Path, cells: pl.DataFrame) -> None:
    """A workbook keeps what a formula last gave, or nothing: neither is a figure that somebody wrote."""
    if path.suffix.lower() != ".xlsx":
        return
    for column in cells.columns[1:]:
        rows = cells["row"].filter(cells[column] == FORMULA_CELL)
        if len(rows):
            sentence = "Er staan formules in dit bestand. Bewaar het met alleen waarden."
            raise InputError(sentence, file=path.name, row=rows[0], column=column)


def _no_values(rows: pl.Series, text: dict[str, pl.Series]) -> list[Problem]:
    """Name cells that hold an error or a formula: neither is an empty cell, and neither is a value."""
    problems: list[Problem] = []
    for column, cells in text.items():
        wrong = cells.str.contains(ERROR_CELL)
        for row, cell in zip(rows.filter(wrong), cells.filter(wrong), strict=True):
            sentence = f"In deze cel staat een fout van het rekenblad ({cell}). Zet er een waarde in."
            problems.append(Problem(row, column, sentence))
        start = r"^[=@\t\r]" if column in ("waarde", "noemer") else r"^[=@+\-\t\r]"
        sentence = "In deze cel staat een formule. Zet er een waarde in."
        _note(problems, rows, column, cells.str.contains(start), sentence)
    return problems


def _number(reading: Reading, column: str) -> tuple[pl.Series, pl.Series]:
    """Read numbers: those of a workbook as they are, written ones by the signs of the whole column."""
    given = reading.numbers[column]
    written = pl.select(
        pl.when(given.is_null()).then(reading.cells[column]).otherwise(pl.lit(""))
    ).to_series()
    value, _, wrong = parse_number(written)
    return value.zip_with(given.is_null(), parse_number(given)[0]), wrong


def _note_numbers(
    problems: list[Problem], rows: pl.Series, column: str, cells: pl.Series, wrong: pl.Series
) -> None:
    two = wrong & cells.str.contains(r"^[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}$")
    share = wrong & cells.str.contains(r"^[-+]?[0-9.,]+ ?%$")
    _note(
        problems,
        rows,
        column,
        two,
        "Dit getal is op twee manieren te lezen. Schrijf 1250 of 1,25 en niet 1.250.",
    )
    _note(problems, rows, column, share, "Schrijf dit getal zonder procentteken.")
    _note(problems, rows, column, wrong & ~two & ~share, "Dit is geen getal.")


def _parse(reading: Reading, text: dict[str, pl.Series], problems: list[Problem]) -> pl.DataFrame:
    rows = reading.cells["row"]
    year = text["jaar"].str.replace(r"\.0+$", "").cast(pl.Int32, strict=False)
    _note(problems, rows, "jaar", ~year.is_between(1990, 2100).fill_null(False), "Dit is geen jaar.")
    value, wrong = _number(reading, "waarde")
    _note_numbers(problems, rows, "waarde", text["waarde"], wrong)
    n, wrong = _number(reading, "noemer")
    _note_numbers(problems, rows, "noemer", text["noemer"], wrong)
    _note(problems, rows, "noemer", wrong | (n <= 0).fill_null(False), "Een noemer is een getal boven 0.")
    public = text["openbaar"].str.to_lowercase()
    _note(problems, rows, "openbaar", ~public.is_in(list(_YES)), "Vul ja of nee in.")
    good = text["indicator"].str.to_lowercase().str.contains(r"^[a-z][a-z0-9_]{1,39}$")
    _note(problems, rows, "indicator", ~good, "Gebruik kleine letters, cijfers en _, hooguit 40.")
    for column in ("bron", "licentie"):
        _note(problems, rows, column, text[column] == "", "Dit veld is leeg.")
        _note(problems, rows, column, text[column].str.len_chars() > 200, "Dit is langer dan 200 tekens.")
    return pl.select(
        rows,
        clean_code(pl.lit(text["code"])).alias("code"),
        year.alias("year"),
        text["indicator"].str.to_lowercase().alias("indicator"),
        value.alias("value"),
        n.alias("n"),
        text["bron"].alias("source"),
        text["licentie"].alias("licence"),
        public.is_in([name for name, yes in _YES.items() if yes]).alias("public"),
    ).cast(_SCHEMA)  # type: ignore[arg-type]


def _note(problems: list[Problem], rows: pl.Series, column: str, wrong: pl.Series, sentence: str) -> None:
    problems += [
        Problem(row, column, sentence) for row in rows.filter(wrong.fill_null(True)).head(MOST_PROBLEMS)
    ]


def _kinds(
    numbers: pl.Series, written: pl.Series, figures: pl.DataFrame, problems: list[Problem]
) -> dict[str, str]:
    """Read what each indicator is; every row of one indicator must say the same."""
    said = written.str.to_lowercase()
    wrong = (said != "") & ~said.is_in(list(KINDS))
    _note(problems, numbers, "soort", wrong, f"Kies uit: {', '.join(KINDS)}. Of laat het leeg.")
    rows = pl.DataFrame({"row": numbers, "indicator": figures["indicator"], "soort": said})
    rows = rows.filter((said != "") & ~wrong)
    other = rows.filter(pl.col("soort") != pl.col("soort").first().over("indicator"))
    problems += [Problem(row, "soort", "Dit cijfer heeft al een andere soort.") for row in other["row"]]
    return dict(rows.unique("indicator", keep="first").select("indicator", "soort").iter_rows())


def _check_areas(
    figures: pl.DataFrame, validity: Mapping[str, list[tuple[int, int | None]]], problems: list[Problem]
) -> pl.DataFrame:
    """Return the figures with whole codes, and note which codes there are not, or not in their year."""
    whole: list[str] = []
    for row, written, year in figures.select("row", "code", "year").iter_rows():
        possible = (
            [written]
            if written in validity
            else [code for code in codes_of_number(written) if code in validity]
        )
        code = possible[0] if len(possible) == 1 else written
        whole.append(code)
        if len(problems) > 2 * MOST_PROBLEMS:
            continue
        if not written:
            problems.append(Problem(row, "code", "Dit veld is leeg."))
        elif not possible:
            problems.append(Problem(row, "code", f"Code '{written[:20]}' bestaat niet."))
        elif len(possible) > 1:
            said = " of ".join(possible)
            problems.append(Problem(row, "code", f"Code '{written}' kan {said} zijn. Zet de letters erbij."))
        elif year is not None and not any(_inside(year, period) for period in validity[code]):
            problems.append(Problem(row, "code", f"Code {code} bestond niet in {year}."))
    return figures.with_columns(pl.Series("code", whole, dtype=pl.String))


def _inside(year: int, period: tuple[int, int | None]) -> bool:
    first, last = period
    return year >= first and (last is None or year <= last)


def _check_twice(figures: pl.DataFrame, problems: list[Problem]) -> None:
    again = ~figures.select(pl.struct("code", "year", "indicator").is_first_distinct()).to_series()
    sentence = "Dit cijfer staat er al, voor hetzelfde gebied en jaar."
    _note(problems, figures["row"], "code", again, sentence)
