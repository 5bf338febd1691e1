"""A spreadsheet of old projects: good rows are taken, wrong ones are named, nothing is guessed."""

from __future__ import annotations

import datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.errors import InputError
from wijkwijzer.programme import read_past
from wijkwijzer.programme.past import MOST_ROWS

HEAD = "Naam;Wijk;Begin;Eind;Geld;Resultaat;Kleur\n"


def _write(folder: Path, text: str, name: str = "oud.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_forty_rows_with_six_wrong_ones(tmp_path: Path) -> None:
    good = [f"Project {n};De Spoordijk;20{n % 20 + 1:02d};;€ {n}.000;minder ruzie;rood" for n in range(1, 35)]
    wrong = [
        ";De Spoordijk;2019;;;;",
        "Zonder wijk;;2019;;;;",
        "Zonder begin;De Spoordijk;;;;;",
        "Andersom;De Spoordijk;2019;2018;;;",
        "Raar geld;De Spoordijk;2019;;veel;;",
        "Rare dag;De Spoordijk;31-02-2019;;;;",
    ]
    read = read_past(_write(tmp_path, HEAD + "\n".join([*good[:20], *wrong, *good[20:]])))
    assert len(read.rows) == 34
    assert [problem.row for problem in read.problems] == [22, 23, 24, 25, 26, 27]
    assert [problem.column for problem in read.problems] == ["naam", "wijk", "begin", "eind", "geld", "begin"]
    assert read.unused == ("Kleur",)
    assert read.rows[0].money == (1000, 1000)


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("2019", datetime.date(2019, 1, 1)),
        ("2019.0", datetime.date(2019, 1, 1)),
        ("1-3-2019", datetime.date(2019, 3, 1)),
        ("01/03/2019", datetime.date(2019, 3, 1)),
        ("2019-03-01", datetime.date(2019, 3, 1)),
        ("2019-03-01 00:00:00", datetime.date(2019, 3, 1)),
        ("maart 2019", datetime.date(2019, 3, 1)),
        ("Mrt. 2019", datetime.date(2019, 3, 1)),
        ("3-2019", datetime.date(2019, 3, 1)),
        ("12 maart 2019", datetime.date(2019, 3, 12)),
    ],
)
def test_days_and_years(typed: str, begins: datetime.date, tmp_path: Path) -> None:
    (row,) = read_past(_write(tmp_path, f"{HEAD}Project;Wijk;{typed};loopt nog;;;")).rows
    assert row.begins == begins
    assert row.ends is None


@pytest.mark.parametrize(
    "typed", ["٢٠١٩", "2019²", "03-01", "voorjaar 2019", "1-13-2019", "13-2019", "31 juni 2019"]
)
def test_what_is_no_day_is_not_guessed(typed: str, tmp_path: Path) -> None:
    read = read_past(_write(tmp_path, f"{HEAD}Project;Wijk;{typed};;;;"))
    assert not read.rows
    assert read.problems[0].column == "begin"


def test_a_month_in_which_something_ended_is_the_whole_month(tmp_path: Path) -> None:
    (row,) = read_past(_write(tmp_path, f"{HEAD}Project;Wijk;2015;juni 2018;;;")).rows
    assert row.ends == datetime.date(2018, 6, 30)


def test_columns_are_known_by_a_word_among_others(tmp_path: Path) -> None:
    head = (
        "Naam van de trekker;Projectnaam (kort);Welke wijk?;Startdatum project;Totale kosten (€);Opmerking\n"
    )
    read = read_past(_write(tmp_path, f"{head}Team Oost;Koffie;De Wijk;mei 2015;€ 45.000,-;mooi\n"))
    (row,) = read.rows
    assert (row.what, row.where, row.money) == ("Koffie", "De Wijk", (45000, 45000))
    assert row.begins == datetime.date(2015, 5, 1)
    assert "Opmerking" in read.unused


def test_a_project_that_stands_there_twice_is_named(tmp_path: Path) -> None:
    text = "Koffie;De Wijk;1-3-2015;;;;\nkoffie;de wijk;mrt 2015;;;;\nKoffie;De Wijk;2018;;;;\n"
    read = read_past(_write(tmp_path, HEAD + text))
    assert [row.row for row in read.rows] == [2, 4]
    assert [(each.row, each.sentence) for each in read.problems] == [(3, "Dit project staat ook in rij 2.")]


@pytest.mark.parametrize(
    ("typed", "money"),
    [
        ("25000", (25000, 25000)),
        ("€ 25.000,-", (25000, 25000)),
        ("25.000,50 euro", (25000, 25000)),
        ("20.000 - 30.000", (20000, 30000)),
        ("20 000 tot 30 000", (20000, 30000)),
        ("12000.5", (12000, 12000)),
        ("12000,5", (12000, 12000)),
        ("850.25", (850, 850)),
        ("123.456", (123456, 123456)),
        ("1234567.891", (1234567, 1234567)),
        ("12000.5 - 20000.75", (12000, 20000)),
        ("onbekend", None),
    ],
)
def test_money(typed: str, money: tuple[int, int] | None, tmp_path: Path) -> None:
    (row,) = read_past(_write(tmp_path, f"{HEAD}Project;Wijk;2019;;{typed};;")).rows
    assert row.money == money


@pytest.mark.parametrize(
    "typed",
    ["25.00", "125.00", "2.5", "12.000.5", "12,000.50", "1,5 mln", "30.000 - 20.000", "٢٥", "9999999999"],
)
def test_money_that_can_be_read_two_ways_is_refused(typed: str, tmp_path: Path) -> None:
    read = read_past(_write(tmp_path, f"{HEAD}Project;Wijk;2019;;{typed};;"))
    assert read.problems[0].column == "geld"


def test_titles_above_the_head_a_sep_line_and_other_separators(tmp_path: Path) -> None:
    text = "sep=,\nOverzicht van projecten\n\nwijk,project,startjaar\nDe Wijk,Koffie,2015\n"
    (row,) = read_past(_write(tmp_path, text)).rows
    assert (row.row, row.what, row.where) == (4, "Koffie", "De Wijk")


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "oud.xlsx"
    frame = pl.DataFrame({"Naam": ["Koffie"], "Wijk": ["De Wijk"], "Begin": ["2015"], "Geld": ["12.500"]})
    pytest.importorskip("xlsxwriter")
    frame.write_excel(path)
    (row,) = read_past(path).rows
    assert (row.what, row.begins.year, row.money) == ("Koffie", 2015, (12500, 12500))
    frame.with_columns(Begin=2015, Geld=12000.5).write_excel(path)
    (row,) = read_past(path).rows
    assert (row.begins.year, row.money) == (2015, (12000, 12000))


def _sheet(path: Path, above: int, *, hidden_first: bool = False) -> list[int]:
    """A workbook with empty rows above the table; return the row numbers of what is wrong, as Excel shows."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(path))
    if hidden_first:
        book.add_worksheet("Oud").hide()
    sheet = book.add_worksheet("Projecten")
    if hidden_first:
        sheet.activate()
        sheet.set_first_sheet()
    hours = book.add_format({"num_format": "[h]:mm"})
    sheet.write_row(above, 1, ["Naam", "Wijk", "Begin", "Eind", "Geld"])
    sheet.write_row(above + 1, 1, ["Koffie", "De Wijk", 2015])
    sheet.write_row(above + 3, 1, ["", "De Wijk", 2015])  # after an empty row
    sheet.write_row(above + 4, 1, ["Duur", "De Wijk"])
    sheet.write_datetime(above + 4, 3, datetime.timedelta(days=3, hours=5), hours)
    sheet.write_row(above + 5, 1, ["Hele dagen", "De Wijk", 2015, ""])
    sheet.write_datetime(above + 5, 5, datetime.timedelta(days=3), hours)
    sheet.write_row(above + 6, 1, ["Tijd", "De Wijk"])
    sheet.write_datetime(above + 6, 3, datetime.time(14, 30), hours)
    book.close()
    return [above + each for each in (4, 5, 6, 7)]


@pytest.mark.parametrize("above", [0, 1, 4, 40])
def test_rows_of_a_workbook_have_the_number_that_the_open_program_shows(tmp_path: Path, above: int) -> None:
    wrong = _sheet(tmp_path / "oud.xlsx", above)
    read = read_past(tmp_path / "oud.xlsx")
    assert [row.row for row in read.rows] == [above + 2]
    assert [each.row for each in read.problems] == wrong


def test_a_length_of_time_is_named_as_such(tmp_path: Path) -> None:
    _sheet(tmp_path / "oud.xlsx", 0)
    _empty, *clocks = read_past(tmp_path / "oud.xlsx").problems
    assert [each.column for each in clocks] == ["begin", "geld", "begin"]
    assert all("een tijd of een duur" in each.sentence for each in clocks)


def test_the_sheet_that_is_shown_is_read(tmp_path: Path) -> None:
    wrong = _sheet(tmp_path / "oud.xlsx", 2, hidden_first=True)
    assert [each.row for each in read_past(tmp_path / "oud.xlsx").problems] == wrong


def test_a_workbook_with_a_cell_in_the_last_corner_is_refused(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    book = xlsxwriter.Workbook(str(tmp_path / "groot.xlsx"))
    book.add_worksheet().write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(InputError, match="te groot"):
        read_past(tmp_path / "groot.xlsx")


def test_empty_lines_above_a_table_in_a_text_file_count(tmp_path: Path) -> None:
    read = read_past(_write(tmp_path, "\n" * 30 + "naam;wijk;begin\nKoffie;De Wijk;2015\n;De Wijk;2015\n"))
    assert ([row.row for row in read.rows], [each.row for each in read.problems]) == ([32], [33])


def test_a_file_without_the_columns_says_which(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Deze kolommen ontbreken: wijk, begin"):
        read_past(_write(tmp_path, "naam;kleur\nKoffie;rood\n"))
    with pytest.raises(InputError, match="hoogstens 1000"):
        read_past(_write(tmp_path, HEAD + "Project;Wijk;2019;;;;\n" * (MOST_ROWS + 1)))
    with pytest.raises(InputError, match="Excel-bestand"):
        read_past(_write(tmp_path, "geen boek", "oud.xlsx"))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("oud") / "x.csv"
    path.write_bytes(HEAD.encode() + raw)
    try:
        read = read_past(path)
    except InputError:
        return
    assert all(row.what and row.where for row in read.rows)
