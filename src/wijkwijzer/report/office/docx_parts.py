"""The Word parts python-docx has no call for: language, links, alternative text, table headers, numbering."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from wijkwijzer.report.blocks import Language
from wijkwijzer.report.pictures.svg import clean

__all__ = [
    "add_break", "add_field", "add_link", "bookmark", "describe_picture", "describe_table", "set_borders",
    "set_language", "set_run_language", "set_styles", "start_numbering",
]  # fmt: skip

# Fonts every Word has: the house style of the organisation usually replaces them.
SANS, SERIF = "Arial", "Georgia"
_PETROL, _INK, _SOFT = RGBColor(0x0F, 0x55, 0x66), RGBColor(0x1B, 0x24, 0x27), RGBColor(0x4D, 0x58, 0x5C)
_STYLES = {
    # name: font, size in pt, bold, colour, space before and after in pt
    "Normal": (SANS, 10, False, _INK, 0, 6),
    "Title": (SERIF, 26, True, _INK, 0, 6),
    "Subtitle": (SANS, 11, True, _PETROL, 0, 2),
    "Heading 1": (SERIF, 17, True, _INK, 18, 6),
    "Heading 2": (SERIF, 13, True, _INK, 12, 4),
    "Heading 3": (SANS, 11, True, _INK, 10, 2),
    "Caption": (SANS, 9, False, _SOFT, 8, 3),
    "List Bullet": (SANS, 10, False, _INK, 0, 3),
    "List Number": (SANS, 10, False, _INK, 0, 3),
    "Quote": (SERIF, 11, False, _INK, 4, 2),
    "Footer": (SANS, 8, False, _SOFT, 0, 0),
}
_OWN_STYLES = {
    "WW Conclusie": (SERIF, 12, False, _INK, 0, 8),
    "WW Bron": (SANS, 8.5, False, _SOFT, 2, 8),
}


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def set_styles(word: Any) -> None:
    """Fonts, sizes and colours of the styles in use, and two styles of our own."""
    from docx.enum.style import WD_STYLE_TYPE

    for name in _OWN_STYLES:
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for name, (font, size, bold, colour, before, after) in {**_STYLES, **_OWN_STYLES}.items():
        style = word.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), bold, False
        style.font.color.rgb = colour
        # The template names theme fonts, and those win over a font name.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{key}"), None)
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{key}"), font)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name == "Title":
            for border in style.element.findall(f".//{qn('w:pBdr')}"):
                border.getparent().remove(border)


_FULL = {"nl": "nl-NL", "en": "en-GB", "ar": "ar-SA"}


def set_language(word: Any, language: Language) -> None:
    """The language of every word that has none of its own."""
    code = _FULL[language]
    for element in word.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), code)
    word.core_properties.language = code


def set_run_language(run: Any, code: str) -> None:
    """The language of these words, other than the document's."""
    properties = run._r.get_or_add_rPr()
    mark = OxmlElement("w:lang")
    right = code.partition("-")[0] in {"ar", "he", "fa", "ur"}
    mark.set(qn("w:bidi" if right else "w:val"), _FULL.get(code, code))
    properties.append(mark)


def add_link(paragraph: Any, text: str, url: str = "", anchor: str = "") -> None:
    """A link to an address, or to a bookmark of this document."""
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link.set(qn("r:id"), paragraph.part.relate_to(url, kind, is_external=True))
    run = paragraph.add_run(clean(text))
    run.font.color.rgb, run.font.underline = _PETROL, not anchor
    run.font.superscript = True if anchor else None
    link.append(run._r)
    paragraph._p.append(link)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    _child(paragraph._p, "w:bookmarkStart", id=str(number), name=name)
    _child(paragraph._p, "w:bookmarkEnd", id=str(number))


def add_field(paragraph: Any, code: str) -> None:
    """A field that Word fills in, such as PAGE."""
    run = paragraph.add_run()
    _child(run._r, "w:fldChar", fldCharType="begin")
    instruction = _child(run._r, "w:instrText")
    instruction.text = code
    instruction.set(qn("xml:space"), "preserve")
    _child(run._r, "w:fldChar", fldCharType="end")


def add_break(word: Any) -> None:
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def describe_picture(shape: Any, title: str, description: str) -> None:
    """The text that is read aloud for a picture."""
    properties = shape._inline.docPr
    properties.set("title", clean(title))
    properties.set("descr", clean(description))


def describe_table(table: Any, title: str) -> None:
    """Repeat the first row as header, keep rows whole, and give the table its name."""
    header = table.rows[0]._tr.get_or_add_trPr()
    _child(header, "w:tblHeader", val="true")
    for row in table.rows:
        _child(row._tr.get_or_add_trPr(), "w:cantSplit", val="true")
    _child(table._tbl.tblPr, "w:tblCaption", val=clean(title)[:250])


def set_borders(table: Any) -> None:
    """Thin lines between rows and nothing else."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    # Word reads table properties in a fixed order: borders stand before the layout and what comes after it.
    later = {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption")}
    place = next((index for index, each in enumerate(properties) if each.tag in later), len(properties))
    properties.insert(place, borders)
    for side in ("top", "bottom", "insideH"):
        _child(borders, f"w:{side}", val="single", sz="4", space="0", color="D6CCBA")


def start_numbering(word: Any, paragraph: Any) -> int:
    """A fresh 1, 2, 3 for the list that starts here; returns the id for the other paragraphs of the list."""
    numbering = word.part.numbering_part.numbering_definitions._numbering
    style_number = word.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(style_number).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    use_numbering(paragraph, number.numId)
    identifier: int = number.numId
    return identifier


def use_numbering(paragraph: Any, identifier: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = identifier
