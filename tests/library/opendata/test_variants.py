"""The same figures in every dress that a publisher gives them; and files that are up to no good."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.fetching.discover import discover
from wijkwijzer.opendata.observations import ParsedFile, parse_file

PLAIN = (
    "gwb_code_10;recs;regio;a_inw;g_hhgro\n"
    "GM0363;Gemeente;Amsterdam;872757;1,8\nWK036301;Wijk;Noord;9180;2,1\n"
)
EXPECTED = {
    ("GM0363", "inwoners"): 872757.0,
    ("GM0363", "gem_hh_grootte"): 1.8,
    ("WK036301", "inwoners"): 9180.0,
    ("WK036301", "gem_hh_grootte"): 2.1,
}


def parse(folder: Path, name: str, data: bytes | str) -> ParsedFile:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return parse_file(discover(folder)[0][0])


def values(parsed: ParsedFile) -> dict[tuple[str, str], float | None]:
    rows = parsed.observations.select("code", "indicator", "value").iter_rows()
    return {(code, indicator): value for code, indicator, value in rows}


def workbook(rows: list[list[str | float]]) -> bytes:
    """A workbook with texts and numbers, as small as one can be."""
    cells = []
    for r, row in enumerate(rows, 1):
        parts = []
        for c, value in enumerate(row):
            place = f"{chr(65 + c)}{r}"
            text = f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
            parts.append(text if isinstance(value, str) else f'<c r="{place}"><v>{value}</v></c>')
        cells.append(f'<row r="{r}">{"".join(parts)}</row>')
    return packed(f"<sheetData>{''.join(cells)}</sheetData>")


def packed(sheet: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" '
        f'ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" '
        f'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship '
        f'Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, '<?xml version="1.0"?>' + text)
    return stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        "\n\r\n" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace(";", "\t"),
        PLAIN.replace(",", ".").replace(";", ","),
        PLAIN.replace("1,8", '"1,8"').replace("2,1", '" 2,1 "').replace(";", ","),
        PLAIN.replace("872757", '"   872757"').replace("9180", '"9180"'),
        PLAIN.upper().replace("GEMEENTE", "gemeente"),
        PLAIN.replace("a_inw;g_hhgro", "a_inw ; G_HHGRO  "),
        PLAIN.replace("GM0363", "gm0363    ").replace("WK036301", "wk 0363 01"),
        PLAIN.replace("gwb_code_10", "gwb_code_8").replace("GM0363", "0363").replace("WK036301", "036301"),
        PLAIN.replace("gwb_code_10", "gwb_code").replace("GM0363", "363").replace("WK036301", "36301"),
        PLAIN + "Totaal;;Totaal;881937;1,9\n;;;;\n",
        PLAIN + "PV27;;Noord-Holland;2879527;2,1\n",
        PLAIN + "WK036301;Wijk;Noord;9180;2,1\n",
    ],
    ids=[
        "plain", "byte order mark", "blank lines first", "carriage returns", "tabs", "commas", "quoted comma",
        "quoted numbers", "capitals", "blanks in the head", "blanks in codes", "codes without letters",
        "codes without zeros", "a total and a blank row", "a provincie", "the same row twice",
    ],
)  # fmt: skip
def test_text_in_every_dress(tmp_path: Path, text: str) -> None:
    assert values(parse(tmp_path, "kwb-2020.csv", text)) == EXPECTED


@pytest.mark.parametrize("code", ["GM0363", "0363", "363", 363, 363.0])
def test_a_workbook_with_texts_or_numbers(tmp_path: Path, code: str | float) -> None:
    head = ["gwb_code_8" if code != "GM0363" else "gwb_code_10", "recs", "regio", "a_inw ", "g_hhgro"]
    rows: list[list[str | float]] = [[*head], [code, "Gemeente", "Amsterdam", "872757", 1.8]]
    found = values(parse(tmp_path, "kwb2020.xlsx", workbook(rows)))
    assert found == {key: value for key, value in EXPECTED.items() if key[0] == "GM0363"}


def test_headings_of_2012_and_before_hold_percentages(tmp_path: Path) -> None:
    text = "GWB_CODE;RECS;GWB_NAAM;AANT_INW;P_00_14_JR;OAD\n363;Gemeente;Amsterdam;790044;16;4282\n"
    assert values(parse(tmp_path, "kwb-2012.csv", text)) == {
        ("GM0363", "inwoners"): 790044.0,
        ("GM0363", "p_00_14"): 16.0,
        ("GM0363", "oad"): 4282.0,
    }


def test_the_table_of_2009_to_2012_has_its_years_in_a_column(tmp_path: Path) -> None:
    rows = [
        {"RegioS": "GM0363    ", "Perioden": f"{year}JJ00", "AantalInwoners_2": 770000, "k_0Tot15Jaar_8": 16}
        for year in (2009, 2012)
    ]
    parsed = parse(tmp_path, "70904NED_TypedDataSet_1.json", json.dumps({"value": rows}))
    assert parsed.observations["year"].unique().sort().to_list() == [2009, 2012]
    assert set(parsed.observations["indicator"]) == {"inwoners", "p_00_14"}


@pytest.mark.parametrize(
    ("data", "words", "row", "column"),
    [
        (PLAIN.replace("Noord", "Noordé").encode("cp1252"), "UTF-8", 3, None),
        (PLAIN.encode("utf-16"), "UTF-8", 1, None),
        (PLAIN.replace("Noord", "No\0ord").encode(), "stuurteken", 3, None),
        (PLAIN.replace("872757", "872.757").replace("9180", "9.180").encode(), "geen getal", 2, "a_inw"),
        (PLAIN.replace("872757", "=2+2").encode(), "geen getal", 2, "a_inw"),
        (PLAIN.replace("872757", "1e999").encode(), "geen getal", 2, "a_inw"),
        (PLAIN.replace("872757", "nan").encode(), "geen getal", 2, "a_inw"),
        (PLAIN.replace("recs", "a_inw").encode(), "meer dan één keer", 1, "a_inw"),
        (PLAIN.replace("WK036301", "WK036399999").encode(), "geen code", 3, "gwb_code_10"),
        (PLAIN.replace("WK036301", "36301x").encode(), "geen code", 3, "gwb_code_10"),
        ((PLAIN + "WK036301;Wijk;Noord;9185;2,1\n").encode(), "twee keer", 4, None),
        (b"", "leeg", None, None),
        (b"\n\n \n", "leeg", None, None),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(
    tmp_path: Path, data: bytes, words: str, row: int | None, column: str | None
) -> None:
    with pytest.raises(InputError, match=words) as caught:
        parse(tmp_path, "kwb-2020.csv", data)
    assert (caught.value.file, caught.value.row, caught.value.column) == ("kwb-2020.csv", row, column)


def test_a_number_with_two_thousands_signs_can_be_read_in_one_way(tmp_path: Path) -> None:
    parsed = parse(tmp_path, "kwb-2020.csv", PLAIN.replace("872757", "1.872.757").encode())
    assert 1872757.0 in parsed.observations["value"].to_list()


def test_a_formula_in_a_workbook_is_no_figure(tmp_path: Path) -> None:
    rows: list[list[str | float]] = [
        ["gwb_code_10", "a_inw"],
        ["GM0363", '=HYPERLINK("x")'.replace('"', "'")],
    ]
    with pytest.raises(InputError, match="geen getal"):
        parse(tmp_path, "kwb-2020.xlsx", workbook(rows))


def test_a_file_of_two_hundred_megabytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "kwb-2020.csv"
    path.touch()
    os.truncate(path, 200_000_000)
    with pytest.raises(InputError, match="200 MB"):
        parse_file(discover(tmp_path)[0][0])


def test_a_workbook_that_lies_about_its_size_is_counted(tmp_path: Path) -> None:
    bomb = bytearray(packed("<sheetData>" + " " * 210_000_000 + "</sheetData>"))
    assert len(bomb) < 1_000_000
    size = struct.pack("<I", len('<?xml version="1.0"?>'))
    end = bomb.rfind(b"xl/worksheets/sheet1.xml")
    bomb[end - 46 + 24 : end - 46 + 28] = size  # the size in the list at the end of the archive
    with pytest.raises(InputError):
        parse(tmp_path, "kwb-2020.xlsx", bytes(bomb))


def test_a_workbook_with_a_cell_in_the_last_corner_is_refused(tmp_path: Path) -> None:
    sheet = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(InputError, match="ver uit elkaar"):
        parse(tmp_path, "kwb-2020.xlsx", packed(sheet))


@pytest.mark.parametrize("text", ["[" * 100_000, "[1, 2]", '{"value": [1, 2]}', '"x"'])
def test_strange_json_gets_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        parse(tmp_path, "84799NED_TypedDataSet_1.json", text)


def test_the_bulk_set_of_odata_version_4(tmp_path: Path) -> None:
    folder = tmp_path / "84799NED"
    folder.mkdir()
    measures = "Identifier;Title\nT001036;Aantal inwoners\n10680;0 tot 15 jaar\n"
    measures += "M000114;Gemiddelde huishoudensgrootte\n"
    (folder / "MeasureCodes.csv").write_text(measures)
    head = "Id;Measure;WijkenEnBuurten;Value;StringValue;ValueAttribute\n"
    rows = ["T001036;GM0363;872757;;None", "10680;GM0363;130000;;None", "M000114;GM0363;1,8;;None"]
    rows += ["T001036;WK036301;9180;;None", "10680;WK036301;;;NotAvailable", "M000114;WK036301;;;Impossible"]
    text = head + "".join(f"{i};{row}\n" for i, row in enumerate(rows))
    parsed = parse(folder, "Observations.csv", text)
    assert values(parsed)[("GM0363", "gem_hh_grootte")] == 1.8
    assert values(parsed)[("GM0363", "a_00_14")] == 130000
    assert set(parsed.unpublished["indicator"]) == {"a_00_14", "gem_hh_grootte"}
    (folder / "MeasureCodes.csv").unlink()
    with pytest.raises(InputError, match="MeasureCodes"):
        parse_file(discover(tmp_path)[0][0])


def test_the_bulk_set_of_another_table_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "85678NED").mkdir()
    (tmp_path / "85678NED" / "Observations.csv").write_text("Id;Measure\n")
    (tmp_path / "kwb-2020.csv").write_text(PLAIN)
    files, unread = discover(tmp_path)
    assert [file.name for file in files] == ["kwb-2020.csv"]
    assert unread == ["85678NED/Observations.csv"]


def test_months_make_a_year_only_when_all_were_counted(tmp_path: Path) -> None:
    rows = [
        (year, month, "BU05180101", 104, 0 if (year, month) == (2017, 12) else 2)
        for year in (2016, 2017)
        for month in range(1, 13)
    ]
    columns = ["jaar", "maand", "buurt_code", "delict", "aantal"]
    frame = pl.DataFrame(rows, schema=columns, orient="row").with_columns(naam=pl.lit("Centrum"))
    frame.write_parquet(tmp_path / "misdrijven_haaglanden_buurt_maand_2016_2017.parquet")
    parsed = parse_file(discover(tmp_path)[0][0])
    assert parsed.observations.select("year", "value").rows() == [(2016, 24.0)]
    assert parsed.unpublished["year"].to_list() == [2017]
