"""The PDF is tagged, stands alone on page 1, carries its own fonts and is the same every time."""

import io
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
from report_sample import wijk
from report_sample_dialogue import dialogue

from wijkwijzer import report as r
from wijkwijzer.errors import InputError


@pytest.fixture(scope="module")
def made() -> bytes:
    return r.render(wijk(), "pdf")


@pytest.fixture(scope="module")
def reader(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def structure(node: Any) -> Iterator[dict[str, Any]]:
    node = node.get_object()
    if isinstance(node, dict):
        yield node
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int):
                yield from structure(kid)


def test_it_says_that_it_is_pdf_ua_and_has_title_language_and_tags(reader: pypdf.PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "De Spoordijk"
    assert reader.metadata.author == "Gemeente Havermeer"
    assert 'pdfuaid:part="1"' in reader.xmp_metadata.stream.get_data().decode()


def test_headings_lists_tables_and_figures_are_tagged(reader: pypdf.PdfReader) -> None:
    elements = list(structure(reader.trailer["/Root"]["/StructTreeRoot"]))
    kinds = Counter(element.get("/S") for element in elements)
    assert kinds["/H1"] == 1
    assert min(kinds[kind] for kind in ("/H2", "/L", "/Table", "/TH", "/Caption", "/Figure", "/Link")) > 0
    assert all(element.get("/Alt") for element in elements if element.get("/S") == "/Figure")
    cells = [element for element in elements if element.get("/S") == "/TD"]
    assert sum(bool(cell["/A"].get("/Headers")) for cell in cells) > len(cells) * 0.9


def test_fonts_are_embedded_and_are_ours(reader: pypdf.PdfReader) -> None:
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"]
            names.add(str(descendant["/BaseFont"]).split("+")[1])
    assert all(name.startswith("Noto-S") for name in names), names


def test_page_one_stands_alone_and_the_tables_are_at_the_end(reader: pypdf.PdfReader) -> None:
    first = reader.pages[0].extract_text()
    for part in ("De Spoordijk", "Gemaakt op 21 november 2025", "Krachten", "Zorgen", "Wat we niet weten"):
        assert part in first
    assert "Ontwikkeling" not in first
    assert "Ontwikkeling" in reader.pages[1].extract_text()
    assert "Meer jongeren met een diploma" in reader.pages[-2].extract_text()
    assert f"1 / {len(reader.pages)}" in first
    assert all("De Spoordijk · WijkWijzer" in page.extract_text() for page in reader.pages)


def test_bookmarks_are_the_sections(reader: pypdf.PdfReader) -> None:
    top, sections = reader.outline[0], reader.outline[1]
    assert top["/Title"] == "De Spoordijk"
    titles = [item["/Title"] for item in sections if not isinstance(item, list)]
    assert titles[:2] == ["Ontwikkeling", "Positie"]
    assert titles[-1] == "Tabellen"


def test_a4_and_the_same_bytes_every_time(made: bytes, reader: pypdf.PdfReader) -> None:
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert r.render(wijk(), "pdf") == made


def test_an_english_report_is_english() -> None:
    document = r.Document("Report", wijk().meta, (r.Heading("Part"), *dialogue().blocks[4:5]), language="en")
    reader = pypdf.PdfReader(io.BytesIO(r.render(document, "pdf")))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Made on 21 November 2025" in reader.pages[0].extract_text()


def test_nothing_is_fetched_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a report must not use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    blocks = (r.Heading("x"), r.Paragraph("<img src='http://example.org/x.png'>"))
    assert r.render(r.Document("x", wijk().meta, blocks), "pdf").startswith(b"%PDF")


def test_without_pango_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class Absent:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libgobject-2.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Absent(), *sys.meta_path])
    with pytest.raises(InputError, match="Pango ontbreekt"):
        r.render(wijk(), "pdf")
