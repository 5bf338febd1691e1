"""Tables as people save them: other separators, a told one that is not there, merged cells, notes below."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from wijkwijzer.areas.own.areas import read_own_areas
from wijkwijzer.areas.own.figures import check_figures
from wijkwijzer.dialogue.themes.messages import read_messages
from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.exchange.csl import from_csl
from wijkwijzer.knowledge.exchange.ris import read_ris

HEAD = ("code", "jaar", "indicator", "waarde", "noemer", "bron", "licentie", "openbaar")
ROW = ("WK990101", "2023", "meldingen", "12,5", "400", "Gemeente", "CC0", "ja")
VALID: dict[str, list[tuple[int, int | None]]] = {"WK990101": [(2005, None)], "WK990103": [(2005, None)]}


def values(path: Path) -> list[float | None]:
    checked = check_figures(path, VALID)
    assert not checked.problems
    return checked.figures["value"].to_list()


@pytest.mark.parametrize(("above", "sign"), [("", "|"), ("sep=,", ";"), ("sep=|", "\t"), ("sep=|", "|")])
def test_the_separator_is_the_one_that_makes_a_head(tmp_path: Path, above: str, sign: str) -> None:
    file = tmp_path / "eigen.csv"
    lines = [*([above] if above else []), sign.join(HEAD), sign.join(ROW)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert values(file) == [12.5]
    messages = tmp_path / "messages.csv"
    lines = [
        *([above] if above else []),
        sign.join(("id", "author", "text")),
        sign.join(("1", "a", "Meer bomen")),
    ]
    messages.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert [message.text for message in read_messages(messages)] == ["Meer bomen"]


def test_merged_cells_are_named_and_not_told_as_empty(tmp_path: Path) -> None:
    for merged, row in (("A3:A4", 3), ("D3:E3", 3)):
        book = openpyxl.Workbook()
        sheet = book.active
        for line in (["Cijfers van 2023"], HEAD, ROW, ("WK990103", *ROW[1:])):
            sheet.append(list(line))
        sheet.merge_cells("A1:H1")  # a title above the table hurts nobody
        book.save(tmp_path / "heel.xlsx")
        assert values(tmp_path / "heel.xlsx") == [12.5, 12.5]
        sheet.merge_cells(merged)
        book.save(tmp_path / "samen.xlsx")
        with pytest.raises(InputError, match=f"cellen {merged} zijn samengevoegd") as told:
            check_figures(tmp_path / "samen.xlsx", VALID)
        assert told.value.row == row


def test_every_absent_column_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "eigen.csv"
    file.write_text("code;year;indicator;value\nWK990101;2023;a;1\n", encoding="utf-8")
    with pytest.raises(InputError, match="Ook deze ontbreken: waarde, bron, licentie, openbaar") as told:
        check_figures(file, VALID)
    assert told.value.column == "jaar"


def test_a_control_character_is_not_called_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "eigen.csv"
    text = "\n".join((";".join(HEAD), ";".join(ROW).replace("meldingen", "mel\0dingen")))
    file.write_bytes(text.encode())
    with pytest.raises(InputError, match="stuurteken") as told:
        check_figures(file, VALID)
    assert told.value.row == 2
    file.write_bytes(text.replace("\0", "").encode("utf-16-le"))
    with pytest.raises(InputError, match="geen UTF-8"):
        check_figures(file, VALID)


def test_a_minus_of_a_text_program_and_a_code_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    file = tmp_path / "eigen.csv"
    file.write_text(
        "\n".join((";".join(HEAD), ";".join(ROW).replace("12,5", "\u221212,5"))), encoding="utf-8"
    )
    assert values(file) == [-12.5]
    areas = tmp_path / "gebieden.csv"
    areas.write_text("gebied;naam;lid\nN;Noord;990101\nN;Noord;990103.0\n", encoding="utf-8")
    assert read_own_areas(areas, 2023).members["member"].to_list() == ["WK990101", "WK990103"]


def test_a_source_below_the_messages_is_no_message(tmp_path: Path) -> None:
    file = tmp_path / "messages.csv"
    file.write_text("id;author;text\n1;a;Meer bomen\n\nBron: formulier;;\n", encoding="utf-8")
    with pytest.raises(InputError, match="Bron: formulier") as told:
        read_messages(file)
    assert told.value.row == 4


@pytest.mark.parametrize("line", [" {}  - {}", "{}\t-\t{}", "   {} - {}"])
def test_ris_that_was_indented_or_tabbed_is_read(line: str) -> None:
    text = "\n".join(
        line.format(*pair) for pair in (("TY", "RPRT"), ("TI", "Een"), ("PY", "2020"), ("ER", ""))
    )
    (one,) = read_ris(text).publications
    assert (one.title, one.year, one.kind) == ("Een", 2020, "rapport")


def test_csl_that_is_not_quite_so_keeps_its_year_and_author() -> None:
    one = from_csl({"type": "report", "title": "Een", "issued": {"raw": "maart 2020"}, "author": "Jansen"})
    assert (one.year, list(one.authors)) == (2020, ["Jansen"])
    assert from_csl({"title": "Een", "issued": {"date-parts": [[]]}}).year is None
