"""An organisation's own figures: read a file, and say row by row what is wrong before anything is kept."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.codes import clean_code
from wijkwijzer.opendata.missing import parse_number
from wijkwijzer.opendata.readers import read_frame

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
_YES = {"ja": True, "nee": False}
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
    """

    figures: pl.DataFrame
    problems: tuple[Problem, ...]
    kinds: Mapping[str, str] = field(default_factory=dict)
    withheld: pl.DataFrame | None = None

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
    shape = "xlsx" if path.suffix.lower() == ".xlsx" else "csv"
    frame = read_frame(path, shape).with_row_index("row", offset=2)
    names = {name.strip().casefold(): name for name in frame.columns}
    for column in _REQUIRED:
        if column not in names:
            raise InputError("Deze kolom ontbreekt.", file=path.name, column=column)
    if frame.is_empty():
        raise InputError("Er staat geen enkele rij in dit bestand.", file=path.name)
    if shape == "xlsx" and _has_formulas(path):
        raise InputError("Er staan formules in dit bestand. Bewaar het met alleen waarden.", file=path.name)
    text = {name: _text(frame, names.get(name)) for name in FIGURE_COLUMNS}
    problems = _formulas(frame, text)
    figures = _parse(frame, text, problems)
    _check_areas(figures, validity, problems)
    _check_twice(figures, problems)
    kinds = _kinds(frame, names.get("soort"), figures, problems)
    ordered = sorted(problems, key=lambda problem: (problem.row, problem.column))
    return CheckedFigures(figures, tuple(ordered[:MOST_PROBLEMS]), kinds)


def _text(frame: pl.DataFrame, name: str | None) -> pl.Series:
    if name is None:
        return pl.Series([""] * frame.height, dtype=pl.String)
    return frame[name].cast(pl.String).str.strip_chars().fill_null("")


def _has_formulas(path: Path) -> bool:
    """Whether any sheet holds a formula; reading a workbook gives only what it last computed."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f>" in (data := archive.read(name)) or b"<f " in data for name in sheets)


def _formulas(frame: pl.DataFrame, text: dict[str, pl.Series]) -> list[Problem]:
    problems: list[Problem] = []
    for column, cells in text.items():
        start = r"^[=@\t\r]" if column in ("waarde", "noemer") else r"^[=@+\-\t\r]"
        sentence = "In deze cel staat een formule. Zet er een waarde in."
        _note(problems, frame["row"], column, cells.str.contains(start), sentence)
    return problems


def _parse(frame: pl.DataFrame, text: dict[str, pl.Series], problems: list[Problem]) -> pl.DataFrame:
    rows = frame["row"]
    year = text["jaar"].cast(pl.Int32, strict=False)
    _note(problems, rows, "jaar", ~year.is_between(1990, 2100).fill_null(False), "Dit is geen jaar.")
    value, _, wrong = parse_number(text["waarde"])
    _note(problems, rows, "waarde", wrong, "Dit is geen getal.")
    n, _, wrong = parse_number(text["noemer"])
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
        (public == "ja").alias("public"),
    ).cast(_SCHEMA)  # type: ignore[arg-type]


def _note(problems: list[Problem], rows: pl.Series, column: str, wrong: pl.Series, sentence: str) -> None:
    problems += [
        Problem(row, column, sentence) for row in rows.filter(wrong.fill_null(True)).head(MOST_PROBLEMS)
    ]


def _kinds(
    frame: pl.DataFrame, name: str | None, figures: pl.DataFrame, problems: list[Problem]
) -> dict[str, str]:
    """Read what each indicator is; every row of one indicator must say the same."""
    said = _text(frame, name).str.to_lowercase()
    wrong = (said != "") & ~said.is_in(list(KINDS))
    _note(problems, frame["row"], "soort", wrong, f"Kies uit: {', '.join(KINDS)}. Of laat het leeg.")
    rows = pl.DataFrame({"row": frame["row"], "indicator": figures["indicator"], "soort": said})
    rows = rows.filter((said != "") & ~wrong)
    other = rows.filter(pl.col("soort") != pl.col("soort").first().over("indicator"))
    problems += [Problem(row, "soort", "Dit cijfer heeft al een andere soort.") for row in other["row"]]
    return dict(rows.unique("indicator", keep="first").select("indicator", "soort").iter_rows())


def _check_areas(
    figures: pl.DataFrame, validity: Mapping[str, list[tuple[int, int | None]]], problems: list[Problem]
) -> None:
    for row, code, year in figures.select("row", "code", "year").iter_rows():
        periods = validity.get(code)
        if periods is None:
            problems.append(Problem(row, "code", f"Code '{code[:20]}' bestaat niet."))
        elif year is not None and not any(_inside(year, period) for period in periods):
            problems.append(Problem(row, "code", f"Code {code} bestond niet in {year}."))
        if len(problems) > 2 * MOST_PROBLEMS:
            return


def _inside(year: int, period: tuple[int, int | None]) -> bool:
    first, last = period
    return year >= first and (last is None or year <= last)


def _check_twice(figures: pl.DataFrame, problems: list[Problem]) -> None:
    again = ~figures.select(pl.struct("code", "year", "indicator").is_first_distinct()).to_series()
    sentence = "Dit cijfer staat er al, voor hetzelfde gebied en jaar."
    _note(problems, figures["row"], "code", again, sentence)
