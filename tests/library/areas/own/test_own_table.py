"""Own figures and areas as people send them: titles, separators, empty rows, error cells, hidden sheets."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from wijkwijzer.areas.own.areas import read_own_areas
from wijkwijzer.areas.own.figures import CheckedFigures, check_figures
from wijkwijzer.errors import InputError

DATA = Path(__file__).parents[2] / "data"
VALIDITY: dict[str, list[tuple[int, int | None]]] = {
    **{f"WK99010{number}": [(2005, None)] for number in (1, 3, 4, 5)},
    "GM9901": [(2005, None)],
    "GM0301": [(2005, None)],
    "WK000301": [(2005, None)],
    "GM0102": [(2005, None)],
}
HEAD = ["code", "jaar", "indicator", "waarde", "noemer", "bron", "licentie", "openbaar"]


def eigen(name: str) -> CheckedFigures:
    return check_figures(DATA / "eigen" / name, VALIDITY)


def book(path: Path, *rows: list[object], title: str = "Cijfers") -> tuple[openpyxl.Workbook, Path]:
    made = openpyxl.Workbook()
    made.active.title = title
    for row in (HEAD, *rows):
        made.active.append(row)
    return made, path / "eigen.xlsx"


def row(code: object = "WK990101", value: object = 12.5, source: object = "G") -> list[object]:
    return [code, 2023, "lid", value, 400, source, "CC0", "ja"]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("komma-en-duizend.csv", [12.5, 1250.0, 980.0]),
        ("komma-en-duizend2.csv", [12.5, 1250.0, 21400.0]),
        ("komma-nul.csv", [0.5, 1250.0, 980.0]),
        ("sep.csv", [12.5]),
        ("titel.xlsx", [12.5]),
        ("kop-quote-komma.csv", [12.0]),
        ("leeg.csv", [12.0]),
        ("lege-rijen.xlsx", [12.5, 12.5]),
        ("tweede-blad.xlsx", [12.5]),
        ("zonder-prefix.csv", [12.5]),
        ("gemeente-zonder-nul.csv", [12.5]),
        ("codegetal.xlsx", [12.5]),
        ("klein.csv", [12.5, 1.0]),
        ("boolean.xlsx", [12.5]),
    ],
)
def test_a_table_is_found_and_read(name: str, values: list[float]) -> None:
    found = eigen(name)
    assert found.problems == ()
    assert found.figures["value"].to_list() == values
    assert set(found.figures["code"]) <= set(VALIDITY)
    assert found.used == (len(values), len(values))


@pytest.mark.parametrize(
    ("name", "place", "words"),
    [
        ("lege-rijen-fout.xlsx", (9, "waarde"), "geen getal"),
        ("verschoven.xlsx", (5, "waarde"), "geen getal"),
        ("lege-regels.csv", (5, "waarde"), "geen getal"),
        ("regel-in-cel.csv", (3, "waarde"), "geen getal"),
        ("fout.xlsx", (2, "waarde"), "#N/A"),
        ("gat.csv", (3, "waarde"), "twee manieren"),
        ("datum.xlsx", (2, "jaar"), "geen jaar"),
        ("excel-e.csv", (2, "code"), "bestaat niet"),
    ],
)
def test_a_mistake_has_the_row_of_the_screen(name: str, place: tuple[int, str], words: str) -> None:
    (problem,) = eigen(name).problems
    assert (problem.row, problem.column) == place
    assert words in problem.sentence


def test_merged_cells_are_the_cause_and_not_an_empty_field() -> None:
    with pytest.raises(InputError, match="samengevoegd") as told:
        eigen("samengevoegd.xlsx")
    assert told.value.row == 2


def test_a_per_cent_is_no_number_and_its_reason_is_said() -> None:
    assert "procentteken" in eigen("procent.csv").problems[0].sentence


def test_errors_formulas_and_empty_cells_are_three_things(tmp_path: Path) -> None:
    made, path = book(tmp_path, row(value=None), row("WK990103", "#VERW!"), row("WK990104", 3, "#DIV/0!"))
    made.save(path)
    found = check_figures(path, VALIDITY)
    assert [(one.row, one.column) for one in found.problems] == [(3, "waarde"), (4, "bron")]
    made.active["D4"] = "=1/3"
    made.save(path)
    with pytest.raises(InputError, match="formules") as caught:
        check_figures(path, VALIDITY)
    assert (caught.value.row, caught.value.column) == (4, "waarde")


def test_hidden_sheets_are_skipped_and_the_sheet_is_named(tmp_path: Path) -> None:
    made, path = book(tmp_path, row(), title="Verborgen")
    made.active.sheet_state = "hidden"
    shown = made.create_sheet("Dit jaar")
    for cells in (HEAD, row(value=7)):
        shown.append(cells)
    made.save(path)
    found = check_figures(path, VALIDITY)
    assert found.figures["value"].to_list() == [7.0]
    assert found.reading is not None
    assert found.reading.sheet == "Dit jaar"
    assert [note.sentence for note in found.reading.notes] == [
        "Het verborgen blad 'Verborgen' lezen we niet."
    ]
    shown.delete_rows(1, 2)
    made.save(path)
    with pytest.raises(InputError, match="verborgen blad: 'Verborgen'"):
        check_figures(path, VALIDITY)


def test_numbers_of_a_workbook_have_no_sign_to_doubt(tmp_path: Path) -> None:
    made, path = book(tmp_path, row(value=1.375), row("WK990103", 2.125), row("WK990104", 0.125))
    made.active["D4"].number_format = "0%"
    made.save(path)
    found = check_figures(path, VALIDITY)
    assert found.figures["value"].to_list()[:2] == [1.375, 2.125]
    assert [(one.row, one.column) for one in found.problems] == [(4, "waarde")]


def test_codes_without_letters_are_read_or_refused_with_the_reason(tmp_path: Path) -> None:
    codes = ["102", "WK 9901 03", "990104.0", "301"]
    made, path = book(tmp_path, *(row(code) for code in codes))
    made.active["A2"] = 102
    made.active["A2"].number_format = "0000"
    made.save(path)
    found = check_figures(path, VALIDITY)
    assert found.figures["code"].to_list() == ["GM0102", "WK990103", "WK990104", "301"]
    (problem,) = found.problems
    assert problem.sentence == "Code '301' kan GM0301 of WK000301 zijn. Zet de letters erbij."


def test_what_is_no_part_of_the_table_is_said(tmp_path: Path) -> None:
    path = tmp_path / "eigen.csv"
    lines = [
        "Meldingen",
        "",
        ";".join([*HEAD, "uitleg"]),
        "WK990101;2023;lid;12;400;G;CC0;ja;x",
        "",
        "Bron: CBS",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = check_figures(path, VALIDITY)
    assert found.usable
    assert found.used == (1, 2)
    assert found.reading is not None
    assert [(note.row, note.sentence) for note in found.reading.notes] == [
        (1, "Boven de tabel: 'Meldingen'"),
        (None, "Deze kolom gebruiken we niet: 'uitleg'."),
        (6, "Onder de tabel: 'Bron: CBS'"),
    ]


@pytest.mark.parametrize(
    ("text", "place"), [("ja;te veel\n", 2), ('"ja\n', 2)], ids=["more fields than the head", "open quote"]
)
def test_rows_that_do_not_fit_are_refused(tmp_path: Path, text: str, place: int) -> None:
    path = tmp_path / "eigen.csv"
    path.write_text(";".join(HEAD) + "\nWK990101;2023;lid;12;400;G;CC0;" + text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        check_figures(path, VALIDITY)
    assert caught.value.row == place


@pytest.mark.parametrize("name", ["sep", "leeg-eind", "hoofdkop", "spatiekop", "nummer", "goed"])
def test_own_areas_are_found_by_the_same_reader(name: str) -> None:
    own = read_own_areas(DATA / "gebieden" / f"{name}.csv", 2023)
    assert own.members["member"][0] == "WK990101"


def test_a_code_with_a_zero_too_many_is_refused_in_its_place() -> None:
    with pytest.raises(InputError) as caught:
        read_own_areas(DATA / "gebieden" / "nul.csv", 2023)
    assert (caught.value.row, caught.value.column) == (2, "lid")
