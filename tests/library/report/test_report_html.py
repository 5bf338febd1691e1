"""HTML: structure, accessibility and no way in for code."""

import io
import re
import zipfile
from datetime import date
from itertools import pairwise

import pypdf
import pytest
from lxml import etree
from lxml import html as lxml_html
from report_sample import wijk
from report_sample_dialogue import dialogue

from wijkwijzer import report as r

BOTH = pytest.mark.parametrize("document", [wijk(), dialogue()], ids=["wijk", "dialogue"])


def tree(document: r.Document) -> etree._Element:
    return lxml_html.document_fromstring(r.to_html(document))


@BOTH
def test_headings_skip_no_level_and_there_is_one_h1(document: r.Document) -> None:
    levels = [int(h.tag[1]) for h in tree(document).iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@BOTH
def test_ids_are_unique_and_every_fragment_link_has_its_target(document: r.Document) -> None:
    root = tree(document)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = {a.get("href")[1:] for a in root.iter("a") if a.get("href", "").startswith("#")} - {""}
    assert targets <= set(ids)


@BOTH
def test_no_style_attribute_and_no_script(document: r.Document) -> None:
    fragment = r.to_html(document, standalone=False)
    assert " style=" not in fragment
    assert "<script" not in fragment
    assert "<style" not in fragment


@BOTH
def test_every_picture_has_a_name(document: r.Document) -> None:
    for svg in tree(document).iter("svg"):
        assert svg.get("aria-hidden") == "true" or svg.get("aria-label")


@BOTH
def test_every_chart_and_every_set_of_rows_has_a_table(document: r.Document) -> None:
    root = tree(document)
    tables = root.xpath("//details[contains(@class, 'ww-tabel')]//table")
    charts = sum(len(b.charts) for b in r.walk(document) if isinstance(b, r.Charts))
    rows = sum(isinstance(b, r.Rows) for b in r.walk(document))
    assert len(tables) == charts + rows
    for table in root.iter("table"):
        assert table.get("role") == "table"
        assert table.find("caption") is not None
        assert all(cell.get("data-kop") for cell in table.iter("td"))
        assert all(cell.get("scope") for cell in table.iter("th"))


def test_sentences_carry_the_ids_they_rest_on() -> None:
    html = r.to_html(dialogue(), standalone=False)
    assert '<p class="ww-conclusie" data-refs="m1 v12">' in html
    assert 'data-refs="m1204"' in html


def test_a_ref_that_is_a_source_is_printed_as_a_note_once() -> None:
    html = r.to_html(wijk(), standalone=False)
    assert html.count('href="#bron-1"') == 2
    assert 'id="bron-1"' in html
    both = r.Paragraph(("Zie ", r.SourceRef("a")), refs=("a",))
    meta = wijk().meta
    document = r.Document("x", meta, (both, r.Sources((r.Source("a", "Bron"),))))
    assert r.to_html(document, standalone=False).count('href="#bron-1"') == 1


def test_parts_are_the_head_and_one_piece_per_section() -> None:
    parts = r.html_parts(wijk())
    assert "<h1" in parts.head
    assert [section.id for section in parts.sections][:2] == ["ontwikkeling", "positie"]
    assert all(section.html.startswith('<section class="ww-sectie"') for section in parts.sections)


def test_an_unknown_cell_says_so() -> None:
    table = r.Table("Cijfers", (r.Column("Jaar"), r.Column("Waarde", "number")), (("2020", None),))
    assert "<i>onbekend</i>" in r.html_block(table)
    assert "<i>unknown</i>" in r.html_block(table, "en")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//evil.nl", "java\nscript:x"]
)
def test_a_dangerous_address_stays_plain_text(url: str) -> None:
    html = r.html_block(r.Paragraph((r.Link("hier", url),)))
    assert "href" not in html
    assert "hier" in html


def test_text_is_escaped_everywhere() -> None:
    nasty = "<img src=x onerror=alert(1)>\"'&"
    blocks = (
        r.Heading(nasty),
        r.Sentence(nasty, (nasty,)),
        r.BulletList((r.Item(nasty, nasty),), nasty, "strong"),
        r.Facts((r.Fact(nasty, nasty),), "figures"),
        r.Terms(((nasty, nasty),)),
        r.Quote(nasty, nasty),
        r.Notice(nasty, (r.Paragraph(nasty),)),
        r.Table(nasty, (r.Column(nasty), r.Column(nasty)), ((nasty, nasty),), nasty),
        r.Chart(
            nasty,
            r.TimeChart((r.Point(2020, 1.0),), end_label=nasty, periods=((2019, 2020, nasty),)),
            nasty,
            note=nasty,
        ),
        r.Chart(nasty, r.Chances(1, 2, 3, nasty), nasty),
        r.Rows(
            (r.RowHeading(nasty, nasty, nasty), r.Row(nasty, r.Unknown(), nasty, nasty, nasty, nasty)),
            nasty,
            r.Axis(((0, nasty),)),
            (r.LegendItem("band", nasty),),
        ),
        r.MapFigure(
            nasty,
            (r.MapArea(nasty, nasty, ((((0, 0), (9, 0), (9, 9)),),), 0, f"/{nasty}"),),
            nasty,
            (r.MapClass(nasty),),
        ),
        r.Sources((r.Source(nasty, nasty),)),
    )
    document = r.Document(nasty, r.Meta(wijk().meta.made_on, nasty, nasty, nasty), blocks, nasty, nasty)
    for html in (r.to_html(document), *(part.html for part in r.html_parts(document).sections)):
        root = lxml_html.fromstring(html)
        assert not [e for e in root.iter() if e.get("onerror") or e.get("src") == "x"]
        assert not re.search(r"<img src=x", html)


def test_sources_have_one_heading() -> None:
    sources = r.Sources((r.Source("a", "Bron"),))
    meta = wijk().meta
    under = r.to_html(r.Document("x", meta, (r.Heading("Bronnen"), sources)), standalone=False)
    alone = r.to_html(r.Document("x", meta, (r.Heading("Slot"), sources)), standalone=False)
    assert under.count(">Bronnen</h") == 1
    assert alone.count(">Bronnen</h") == 1
    assert 'id="bron-1"' in r.html_block(sources)


def test_where_a_report_lives_on_is_printed_in_every_form() -> None:
    address = "https://wijk.example.org/wijken/kade"
    document = r.Document("Kade", r.Meta(wijk().meta.made_on, url=address))
    assert f'href="{address}"' in r.to_html(document)
    assert address in pypdf.PdfReader(io.BytesIO(r.render(document, "pdf"))).pages[0].extract_text()
    for form, part in (("docx", "word/document.xml"), ("pptx", "ppt/slides/slide1.xml")):
        with zipfile.ZipFile(io.BytesIO(r.render(document, form))) as package:
            assert address in package.read(part).decode("utf-8")


def test_a_long_row_of_quotes_is_folded_on_a_screen_and_open_on_paper() -> None:
    def quoted(number: int) -> r.Document:
        quotes = tuple(r.Quote(f"Woorden {n}", f"bericht {n}") for n in range(number))
        return r.Document("Kade", r.Meta(date(2025, 11, 21)), (r.Heading("Wat mensen zeggen"), *quotes))

    def folded(document: r.Document) -> list[str]:
        return [quote.text for quote in tree(document).xpath("//details//blockquote")]

    assert folded(quoted(4)) == []
    assert folded(quoted(6)) == ["Woorden 3", "Woorden 4", "Woorden 5"]
    assert len(tree(quoted(6)).xpath("//blockquote")) == 6
    assert "Nog 3 citaten" in r.to_html(quoted(6))
    pages = pypdf.PdfReader(io.BytesIO(r.render(quoted(6), "pdf"))).pages
    text = "".join(page.extract_text() for page in pages)
    assert "Woorden 5" in text
    assert "citaten" not in text
