"""DOCX and PPTX: real styles, headers, alternative text, language; the same every time."""

import io
import zipfile

import docx
import pptx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pptx.util import Emu
from report_sample import wijk
from report_sample_dialogue import dialogue

from wijkwijzer import report as r
from wijkwijzer.errors import InputError

BOTH = pytest.mark.parametrize("document", [wijk(), dialogue()], ids=["wijk", "dialogue"])


@pytest.fixture(scope="module")
def word() -> docx.document.Document:
    return docx.Document(io.BytesIO(r.render(wijk(), "docx")))


@pytest.fixture(scope="module")
def show() -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(r.render(wijk(), "pptx")))


def test_word_has_title_headings_and_properties(word: docx.document.Document) -> None:
    styles = [(p.style.name, p.text) for p in word.paragraphs]
    assert ("Title", "De Spoordijk") in styles
    assert ("Heading 1", "Ontwikkeling") in styles
    assert ("Heading 1", "Tabellen") in styles
    assert ("Heading 3", "Minder huishoudens met bijstand") in styles
    properties = word.core_properties
    assert (properties.title, properties.language, properties.author) == (
        "De Spoordijk",
        "nl-NL",
        "Gemeente Havermeer",
    )


def test_word_is_in_dutch_everywhere(word: docx.document.Document) -> None:
    assert {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))} == {"nl-NL"}


def test_every_word_table_has_a_repeated_header_row_and_a_name(word: docx.document.Document) -> None:
    assert len(word.tables) > 5
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_word_table_properties_stand_in_the_order_word_reads_them(word: docx.document.Document) -> None:
    order = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook", "tblCaption"]
    for table in word.tables:
        names = [etree.QName(child).localname for child in table._tbl.tblPr]
        assert names == sorted(names, key=order.index)


def test_every_word_picture_has_alternative_text(word: docx.document.Document) -> None:
    pictures = list(word.element.iter(qn("wp:docPr")))
    assert len(pictures) > 10
    assert all(picture.get("descr") for picture in pictures)


def test_word_numbering_starts_again_for_every_list() -> None:
    lists = tuple(r.BulletList((r.Item("een"), r.Item("twee")), ordered=True) for _ in range(2))
    word = docx.Document(io.BytesIO(r.render(r.Document("x", wijk().meta, lists), "docx")))
    numbers = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style.name == "List Number"]
    assert len(numbers) == 4
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_word_notes_point_to_their_source(word: docx.document.Document) -> None:
    anchors = {link.get(qn("w:anchor")) for link in word.element.iter(qn("w:hyperlink"))} - {None}
    names = {mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))}
    assert anchors == {"bron-1"}
    assert anchors <= names


def test_slides_are_a_title_the_head_and_the_sections(show: pptx.presentation.Presentation) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles[0] == titles[1] == "De Spoordijk"
    sections = [block.text for block in wijk().blocks if isinstance(block, r.Heading)]
    assert titles[2:] == sections[:6]
    assert show.core_properties.title == "De Spoordijk"


def test_somebody_can_present_it_eight_slides_and_the_rest_in_the_notes() -> None:
    sections = tuple(
        block
        for number in range(12)
        for block in (
            r.Heading(f"Deel {number}"),
            *(r.Paragraph(f"Alinea {number}.{each} " + "met veel woorden " * 30) for each in range(6)),
        )
    )
    document = r.Document("Veel", wijk().meta, (r.Sentence("Kort gezegd."), *sections))
    show = pptx.Presentation(io.BytesIO(r.render(document, "pptx")))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles == ["Veel", "Veel", *(f"Deel {number}" for number in range(6))]
    notes = [slide.notes_slide.notes_text_frame.text for slide in show.slides if slide.has_notes_slide]
    assert "Verder in dit rapport: Deel 6, Deel 7, Deel 8, Deel 9, Deel 10, Deel 11." in notes[-1]
    said = " ".join(
        [*notes, *(s.text_frame.text for one in show.slides for s in one.shapes if s.has_text_frame)]
    )
    assert all(f"Alinea {number}.{each} " in said for number in range(12) for each in range(6))


@BOTH
def test_nothing_falls_off_a_slide_and_every_picture_is_described(document: r.Document) -> None:
    show = pptx.Presentation(io.BytesIO(r.render(document, "pptx")))
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= show.slide_width
            assert shape.top + shape.height <= show.slide_height + Emu(1)
            if shape.shape_type == 13:
                assert shape._element.nvPicPr.cNvPr.get("descr")


@BOTH
@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_every_part_is_good_xml_and_the_file_is_the_same_every_time(document: r.Document, form: str) -> None:
    made = r.render(document, form)
    assert made == r.render(document, form)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


def test_letters_are_drawn_in_png_pictures() -> None:
    from wijkwijzer.report.pictures.png import to_png

    def ink(words: str) -> int:
        chart = r.Chart("x", r.Chances(1, 2, 3, words), "x")
        return len(to_png(r.chart_svg(chart, alone=True)))

    assert ink("waarschijnlijk een tot drie") > ink("") * 1.05


def test_another_form_is_refused_in_one_sentence() -> None:
    with pytest.raises(InputError, match="kies uit html, pdf, docx, pptx"):
        r.render(wijk(), "odt")
