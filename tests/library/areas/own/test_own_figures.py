"""Own figures of an organisation: every mistake is named by row and column, and a bad file is never kept."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from wijkwijzer.areas.own.figures import LARGEST_UPLOAD, CheckedFigures, check_figures
from wijkwijzer.errors import InputError

VALIDITY: dict[str, list[tuple[int, int | None]]] = {"WK990311": [(2005, None)], "WK990399": [(2005, 2016)]}
HEAD = "code;jaar;indicator;waarde;noemer;bron;licentie;openbaar\n"
GOOD = "WK990311;2024;speelplekken;7,5;;Gemeente Havermeer;CC0-1.0;ja\n"


def check(tmp_path: Path, text: str | bytes) -> CheckedFigures:
    path = tmp_path / "eigen.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return check_figures(path, VALIDITY)


def test_good_rows_are_read(tmp_path: Path) -> None:
    found = check(tmp_path, HEAD + GOOD + "WK990399;2010;speelplekken;.;100;Gemeente;CC0-1.0;nee\n")
    assert found.usable
    assert found.figures["value"].to_list() == [7.5, None]
    assert found.figures["n"].to_list() == [None, 100.0]
    assert found.figures["public"].to_list() == [True, False]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("WK123456;2024;x1;7;;b;l;ja", "code", "bestaat niet"),
        ("WK990399;2024;x1;7;;b;l;ja", "code", "bestond niet in 2024"),
        ("WK990311;24;x1;7;;b;l;ja", "jaar", "geen jaar"),
        ("WK990311;2024;x1;veel;;b;l;ja", "waarde", "geen getal"),
        ("WK990311;2024;x1;=1+1;;b;l;ja", "waarde", "formule"),
        ("WK990311;2024;x1;7;;=HYPERLINK(1);l;ja", "bron", "formule"),
        ("WK990311;2024;x1;7;0;b;l;ja", "noemer", "boven 0"),
        ("WK990311;2024;x1;7;;;l;ja", "bron", "leeg"),
        ("WK990311;2024;x1;7;;b;;ja", "licentie", "leeg"),
        ("WK990311;2024;x1;7;;b;l;misschien", "openbaar", "ja of nee"),
        ("WK990311;2024;A B;7;;b;l;ja", "indicator", "kleine letters"),
        ("WK990311;2024;speelplekken;8;;b;l;ja", "code", "staat er al"),
    ],
)
def test_every_mistake_names_its_place(tmp_path: Path, row: str, column: str, words: str) -> None:
    found = check(tmp_path, HEAD + GOOD + row + "\n")
    assert not found.usable
    assert [(each.row, each.column) for each in found.problems if words in each.sentence] == [(3, column)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ((HEAD + "WK990311;2024;x1;7;;caf\xe9;l;ja").encode("latin-1"), "UTF-8"),
        (b"", "leeg"),
        (HEAD.encode(), "geen enkele rij"),
        (b"code;jaar\nWK990311;2024\n", "ontbreekt"),
        (b"0" * (LARGEST_UPLOAD + 1), "20 MB"),
    ],
)
def test_files_that_cannot_be_used_are_one_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        check(tmp_path, data)


def workbook(path: Path, value: object) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEAD.strip().split(";"))
    sheet.append(["WK990311", 2024, "x1", value, None, "b", "l", "ja"])
    book.save(path)
    return path


def test_workbooks_with_values_and_with_formulas(tmp_path: Path) -> None:
    assert check_figures(workbook(tmp_path / "a.xlsx", 7.5), VALIDITY).figures["value"].to_list() == [7.5]
    with pytest.raises(InputError, match="formules"):
        check_figures(workbook(tmp_path / "b.xlsx", "=1+1"), VALIDITY)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bom.xlsx", 1)
    with (
        zipfile.ZipFile(path, "a", compression=zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet9.xml", "w") as stream,
    ):
        for _ in range(201):
            stream.write(b"0" * 1024 * 1024)
    assert path.stat().st_size < LARGEST_UPLOAD
    with pytest.raises(InputError, match="200 MB"):
        check_figures(path, VALIDITY)
