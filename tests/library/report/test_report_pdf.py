"""The PDF is tagged, stands alone on page 1, carries its own fonts and data, and is the same every time."""

import dataclasses
import io
import json
import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
import report_sample_arabic as arabic
from report_sample import wijk
from report_sample_dialogue import dialogue

from paper_reading import lost, lost_letters, outside, places_of, words_on_paper
from wijkwijzer import report as r
from wijkwijzer.report.fonts import characters, font_folder


@pytest.fixture(autouse=True)
def _no_warning(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What the typesetter warns of is a mistake in the template."""
    with caplog.at_level(logging.WARNING):
        yield
    assert not [record.message for record in caplog.records if record.name.startswith("wijkwijzer.report")]


@pytest.fixture(scope="module")
def made() -> bytes:
    return r.render(wijk(), "pdf")


@pytest.fixture(scope="module")
def reader(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def structure(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, dict):
        yield node
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int):
                yield from structure(kid)


def elements(pdf: bytes) -> list[Any]:
    return list(structure(pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]))


def attribute(element: Any, name: str) -> Any:
    found = element.get("/A", [])
    for each in found if isinstance(found, list) else [found]:
        if name in each.get_object():
            return each.get_object()[name]
    return None


def test_it_says_that_it_is_pdf_ua_and_has_title_language_and_tags(reader: pypdf.PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "De Spoordijk"
    assert reader.metadata.author == "Gemeente Havermeer"
    assert "<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data().decode()


@pytest.mark.parametrize("document", [wijk(), dialogue(), arabic.verslag(), arabic.ballot()], ids="wdvb")
def test_a_checker_of_a_part_of_pdf_ua_finds_no_error(document: r.Document, tmp_path: Any) -> None:
    import pdfua

    file = tmp_path / "een.pdf"
    file.write_bytes(r.render(document, "pdf"))
    assert not pdfua.validate(str(file)).findings


def test_headings_lists_tables_and_figures_are_tagged(reader: pypdf.PdfReader) -> None:
    found = list(structure(reader.trailer["/Root"]["/StructTreeRoot"]))
    kinds = Counter(element.get("/S") for element in found)
    assert kinds["/H1"] == 1
    assert (
        min(kinds[kind] for kind in ("/H2", "/L", "/Table", "/TH", "/Caption", "/Figure", "/Link", "/P")) > 0
    )
    assert all(element.get("/Alt") for element in found if element.get("/S") == "/Figure")


def test_every_heading_of_a_row_and_a_column_says_so(made: bytes) -> None:
    found = elements(made)
    heads = [element for element in found if element.get("/S") == "/TH"]
    scopes = Counter(str(attribute(head, "/Scope")) for head in heads)
    assert set(scopes) == {"/Column", "/Row"}
    bodies = [element for element in found if element.get("/S") == "/TBody"]
    rows = [row.get_object() for body in bodies for row in _kids(body)]
    firsts = [_kids(row)[0].get_object() for row in rows]
    of_groups = [cell for cell in firsts if attribute(cell, "/ColSpan") == 3]
    assert len(firsts) > 80 > len(of_groups)
    assert all(cell["/S"] == "/TH" for cell in firsts)
    assert all(attribute(cell, "/Scope") == "/Row" for cell in firsts if cell not in of_groups)
    assert not [cell for cell in found if cell.get("/S") == "/TD" and attribute(cell, "/Headers")]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return [kid for kid in (kids if isinstance(kids, list) else [kids]) if not isinstance(kid, int)]


def test_one_table_stays_one_over_pages_and_no_row_is_lost() -> None:
    rows = tuple((f"rij {n}", f"waarde {n}") for n in range(300))
    table = r.Table("Lang", (r.Column("Naam"), r.Column("Waarde", "number")), rows)
    document = r.Document("Tabel", wijk().meta, (r.Heading("Deel"), table))
    pdf = r.render(document, "pdf")
    assert Counter(element.get("/S") for element in elements(pdf))["/Table"] == 1
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) > 5
    assert not lost(document, pdf)


def test_what_somebody_said_in_another_language_is_marked(made: bytes) -> None:
    quote = r.Quote("مرحبا بالعالم", "Bewoner")
    pdf = r.render(r.Document("x", wijk().meta, (r.Heading("Deel"), quote)), "pdf")
    assert "ar" in {element.get("/Lang") for element in elements(pdf)}
    assert "/BlockQuote" in {element.get("/S") for element in elements(pdf)}


def test_reading_order_is_the_order_of_the_document(made: bytes) -> None:
    headings = [str(e["/T"]) for e in elements(made) if str(e.get("/S")) in ("/H1", "/H2")]
    assert headings[:4] == ["De Spoordijk", "Krachten", "Zorgen", "Ontwikkeling"]


def test_fonts_are_embedded_and_are_ours(reader: pypdf.PdfReader) -> None:
    names = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"])
            names.add(str(descendant["/BaseFont"]).split("+")[1])
    assert names
    assert all(name.startswith("NotoS") for name in names), names


def test_page_one_stands_alone_and_the_tables_are_at_the_end(reader: pypdf.PdfReader) -> None:
    first = reader.pages[0].extract_text()
    for part in ("De Spoordijk", "Gemaakt op 21 november 2025", "Krachten", "Zorgen", "Wat we niet weten"):
        assert part in first
    assert "Ontwikkeling" not in first
    assert "Ontwikkeling" in reader.pages[1].extract_text()
    assert "Meer jongeren met een diploma" in reader.pages[-1].extract_text()
    assert f"1 / {len(reader.pages)}" in first
    assert all("De Spoordijk · WijkWijzer" in page.extract_text() for page in reader.pages)


def test_bookmarks_are_the_sections(reader: pypdf.PdfReader) -> None:
    top, sections = reader.outline[0], reader.outline[1]
    assert top["/Title"] == "De Spoordijk"
    titles = [item["/Title"] for item in sections if not isinstance(item, list)]
    assert titles[:2] == ["Ontwikkeling", "Positie"]
    assert titles[-1] == "Tabellen"


def test_a4_small_and_the_same_bytes_every_time(made: bytes, reader: pypdf.PdfReader) -> None:
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert r.render(wijk(), "pdf") == made
    assert len(made) < 120_000


def test_an_english_report_is_english() -> None:
    document = r.Document("Report", wijk().meta, (r.Heading("Part"), *dialogue().blocks[4:5]), language="en")
    reader = pypdf.PdfReader(io.BytesIO(r.render(document, "pdf")))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Made on 21 November 2025" in reader.pages[0].extract_text()


# ---- every word is on the paper
@pytest.mark.parametrize("document", [wijk(), dialogue()], ids=["wijk", "dialoog"])
def test_every_word_stands_inside_a_page(document: r.Document) -> None:
    pdf = r.render(document, "pdf")
    assert not lost(document, pdf)
    assert not outside(pdf)


@pytest.mark.parametrize("document", [arabic.verslag(), arabic.ballot(), arabic.card()], ids="vbc")
def test_every_letter_stands_inside_a_page_from_right_to_left(document: r.Document) -> None:
    pdf = r.render(document, "pdf")
    assert pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == "ar"
    assert not lost_letters(document, pdf)
    assert not outside(pdf)
    assert "Niet te drukken" not in words_on_paper(pdf)[1]


def test_numbers_read_from_left_to_right_inside_arabic() -> None:
    pdf = r.render(arabic.verslag(), "pdf")
    drawn = " ".join(places_of(pdf, set("0123456789.")))
    for number in ("1.250", "41", "2015", "2024", "12", "15", "250"):
        assert number in drawn, "its figures stand in another order than they are read"


def test_long_texts_go_on_over_the_page_instead_of_below_it() -> None:
    words = " ".join(f"woord{n}" for n in range(1500))
    blocks: tuple[r.Block, ...] = (
        r.Sentence(words),
        r.Heading("Deel"),
        r.Quote(words, "wie"),
        r.Notice("kader", (r.Paragraph(words),), "note"),
        r.BulletList((r.Item(words, words),), "lijst", "strong"),
        r.Table(words[:200], (r.Column("a"), r.Column("b")), ((words, words),)),
        r.Columns(((r.Paragraph(words),), (r.Paragraph(words),))),
        r.Rows((r.Row(words, r.Unknown(), words, words, words),)),
        r.Chart("kans", r.Chances(1, 2, 3, "drie"), "x", note=words),
        r.Charts((r.Chart(words, r.TimeChart((r.Point(2020, 1.0),)), "x", note=words),)),
        r.Chart(words, r.TimeChart((r.Point(2020, 1.0),)), "x", note=words),
        r.Choices((words,), words),
    )
    document = r.Document("Lang", wijk().meta, blocks)
    pdf = r.render(document, "pdf")
    assert not outside(pdf)
    assert not lost(document, pdf)


def test_links_print_where_they_lead_and_paths_lead_to_the_site() -> None:
    said = ("Hoe we dit ", r.Link("berekenen", "/uitleg/methode"), ".")
    meta = dataclasses.replace(wijk().meta, url="https://wijk.example/wijk/WK1")
    pdf = r.render(r.Document("x", meta, (r.Heading("Deel"), r.Paragraph(said))), "pdf")
    assert "wijkexampleuitlegmethode" in words_on_paper(pdf)[1]
    assert b"https://wijk.example/uitleg/methode" in _uncompressed(pdf)
    without = r.render(r.Document("x", wijk().meta, (r.Heading("Deel"), r.Paragraph(said))), "pdf")
    assert b"/uitleg/methode" not in _uncompressed(without)


def _uncompressed(pdf: bytes) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


def test_invented_figures_say_so_on_every_page() -> None:
    document = dataclasses.replace(
        wijk(), meta=dataclasses.replace(wijk().meta, stamp="voorbeeld, verzonnen")
    )
    reader = pypdf.PdfReader(io.BytesIO(r.render(document, "pdf")))
    assert all("voorbeeld, verzonnen" in page.extract_text() for page in reader.pages)


def test_an_area_too_small_for_its_name_has_a_number_and_the_name_below() -> None:
    areas = tuple(
        r.MapArea(f"b{n}", f"Langenaamstraat {n}", ((((n, 0), (n + 1, 0), (n + 1, 9), (n, 9)),),))
        for n in range(12)
    )
    document = r.Document("x", wijk().meta, (r.MapFigure("Kaart", areas, "Twaalf buurten."),))
    assert not lost(document, r.render(document, "pdf"))


# ---- letters
def test_a_letter_that_cannot_be_printed_is_named() -> None:
    pdf = r.render(r.Document("x", wijk().meta, (r.Heading("Deel"), r.Quote("你好 mensen"))), "pdf")
    words, _ = words_on_paper(pdf)
    assert words["4F60"] == words["597D"] == 1
    assert words["mensen"] == 1


def test_arrows_boxes_and_many_scripts_are_printed() -> None:
    said = "→ ≥ ≤ ☐ ✓ ✗ ● ▲ ½ € “x” – ሰላም שלום Привіт Γειά สวัสดี नमस्ते வணக்கம் გამარჯობა Բարեւ 😀"
    document = r.Document("x", wijk().meta, (r.Heading("Deel"), r.Paragraph(said)))
    pdf = r.render(document, "pdf")
    assert "nietkunnendrukken" not in words_on_paper(pdf)[1]


def test_the_fonts_have_what_our_reader_of_them_says() -> None:
    latin = characters()[0]
    assert {ord(c) for c in "aéßĳ€–“·²½Ωж"} <= latin
    assert not {ord(c) for c in "→☐ب"} & latin
    assert sum(file.stat().st_size for file in font_folder().glob("*.ttf")) < 2_600_000


# ---- what travels inside
def test_the_document_travels_inside(reader: pypdf.PdfReader) -> None:
    (data,) = reader.attachments["rapport.json"]
    assert r.from_json(json.loads(data)) == wijk()


def test_nothing_is_fetched_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a report must not use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    blocks = (r.Heading("x"), r.Paragraph("<img src='http://example.org/x.png'> #read(\"/etc/passwd\")"))
    pdf = r.render(r.Document("x", wijk().meta, blocks), "pdf")
    assert "passwd" in words_on_paper(pdf)[0]
