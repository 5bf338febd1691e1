"""Any text renders in every form: control characters, emoji, right to left, endless words, code."""

import datetime
import io
import zipfile

import pypdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from wijkwijzer import report as r

META = r.Meta(datetime.date(2025, 11, 21))
SLOW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
NASTY = [
    "\x00\x01\x0b\x1f\x7f\x9f",
    "\ud800 half een teken",
    "\ufffe\uffff\U0001ffff",
    "\u202emoc.live\u202c",
    "مرحبا بالعالم שלום",
    "👩‍👩‍👧‍👦🏳️‍🌈 e\u0301\u0327\u0308",
    "w" * 800,
    "<script>alert(1)</script>",
    "]]>&amp;&#0;<!--",
    "a\tb\nc\r\nd\u2028e\u2029f",
    '=HYPERLINK("x")',
    "",
    " ",
    "ab\u2665\u00adcd ab\U000bdf72\u00ad" * 6,
]
texts = st.one_of(st.sampled_from(NASTY), st.text(alphabet=st.characters(), max_size=80))


def everything(text: str) -> r.Document:
    """A document with the text in every place that holds text."""
    point = r.Point(2020, 1.0, 0.0, 2.0)
    shape = ((((0.0, 0.0), (900.0, 0.0), (900.0, 900.0), (0.0, 900.0)),),)
    blocks: tuple[r.Block, ...] = (
        r.Facts((r.Fact(text, text),)),
        r.Sentence(text, (text,)),
        r.Heading(text, id=text),
        r.Paragraph(
            (text, r.Text(text, bold=True, tag=True), r.Link(text, text), r.SourceRef(text)), (text,)
        ),
        r.Heading(text, 3),
        r.BulletList((r.Item(text, text),), text, "soft", ordered=True),
        r.Terms(((text, text),)),
        r.Columns(((r.Quote(text, text, (text,)),), (r.Notice(text, (r.Paragraph(text),), "note"),))),
        r.Table(text, (r.Column(text), r.Column(text, "number")), ((text, None), (None, text)), text),
        r.Charts(
            (
                r.Chart(
                    text,
                    r.TimeChart((point,), end_label=text, periods=((2020, 2020, text),)),
                    text,
                    note=text,
                ),
            ),
            (r.LegendItem("unknown", text),),
            text,
        ),
        r.Chart(text, r.Chances(0, 1, 2, text), text),
        r.Rows(
            (r.RowHeading(text, text, text), r.Row(text, r.Unknown(), text, text, text)),
            text,
            r.Axis(((50, text),)),
        ),
        r.MapFigure(text, (r.MapArea(text, text, shape, 0, text),), text, (r.MapClass(text),), text, text),
        r.Sources((r.Source(text, text),)),
    )
    return r.Document(text, r.Meta(META.made_on, text, text, text), blocks, text, text)


@given(texts)
@settings(deadline=None)
@example("\ud800")
def test_html_is_valid_text_and_holds_nothing_illegal(text: str) -> None:
    made = r.render(everything(text), "html").decode("utf-8")
    assert not [c for c in made if ord(c) < 32 and c not in "\n\t"]
    root = lxml_html.document_fromstring(made)
    assert not root.xpath("//script")
    assert len(root.xpath("//h1")) == 1
    assert len(root.xpath("//section")) == 1


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_pdf_of_every_nasty_text(text: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(r.render(everything(text), "pdf")))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@SLOW
@given(texts)
def test_pdf_of_any_text(text: str) -> None:
    assert r.render(everything(text), "pdf").startswith(b"%PDF")


@SLOW
@given(texts, st.sampled_from(["docx", "pptx"]))
def test_office_files_of_any_text_are_good_xml(text: str, form: str) -> None:
    with zipfile.ZipFile(io.BytesIO(r.render(everything(text), form))) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


@pytest.mark.parametrize("form", ["docx", "pptx"])
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_office_files_of_every_nasty_text(text: str, form: str) -> None:
    assert r.render(everything(text), form)[:2] == b"PK"


@given(texts)
@settings(deadline=None)
def test_pictures_of_any_text_are_good_xml(text: str) -> None:
    for block in r.walk(everything(text)):
        if isinstance(block, r.Chart):
            etree.fromstring(r.chart_svg(block, alone=True).encode("utf-8"))
        elif isinstance(block, r.MapFigure):
            etree.fromstring(r.map_svg(block, alone=True).encode("utf-8"))


def test_hidden_direction_changes_are_taken_out() -> None:
    html = r.html_block(r.Paragraph("factuur\u202efdp.exe"))
    assert "\u202e" not in html
    assert "factuurfdp.exe" in html


@pytest.mark.parametrize("form", ["html", "pdf", "docx", "pptx"])
def test_an_empty_document_and_empty_blocks_render(form: str) -> None:
    empty: tuple[r.Block, ...] = (
        r.Heading(""), r.BulletList(()), r.Facts(()), r.Terms(()), r.Notice(""), r.Table("", (), ()),
        r.Charts(()), r.Rows(()), r.MapFigure("", (), ""), r.Columns(()), r.Columns(((), ())), r.PageBreak(),
        r.Sources(()), r.Chart("", r.TimeChart(()), ""), r.Table("leeg", (r.Column("a"),), ()),
    )  # fmt: skip
    assert r.render(r.Document("", META), form)
    assert r.render(r.Document("x", META, empty), form)
