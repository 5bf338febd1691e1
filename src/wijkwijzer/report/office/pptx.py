"""A document as at most eight slides: a title, the head, and a slide for every section that fits in.

Nobody presents forty slides. What a section has more than its slide stands in the notes of that slide, and
the last slide names, in its notes, the sections that have none.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Sequence
from typing import Any

from wijkwijzer.report.blocks import (
    Block,
    BulletList,
    Chart,
    Charts,
    Choices,
    Document,
    Facts,
    Heading,
    MapFigure,
    Notice,
    Paragraph,
    Picture,
    Quote,
    Row,
    RowHeading,
    Rows,
    Sentence,
    Sources,
    Table,
    Terms,
)
from wijkwijzer.report.inline import Cell, plain
from wijkwijzer.report.office.common import flat, same_every_time, words_of_class
from wijkwijzer.report.office.few_slides import keep_few
from wijkwijzer.report.pictures.charts import chart_svg
from wijkwijzer.report.pictures.legend import legend_svg
from wijkwijzer.report.pictures.maps import map_svg
from wijkwijzer.report.pictures.marks import axis_svg, mark_svg
from wijkwijzer.report.pictures.png import size_of, to_png
from wijkwijzer.report.pictures.svg import clean
from wijkwijzer.report.reading import made_line, row_label, split_head
from wijkwijzer.report.specs import LegendItem, Position
from wijkwijzer.report.words import words

__all__ = ["to_pptx"]

# In inches, on a 16:9 slide.
_WIDE, _HIGH, _LEFT, _TOP, _INNER, _BOTTOM = 13.333, 7.5, 0.6, 1.45, 12.13, 7.1
_LABEL, _MARK, _WORDS = 3.6, 5.6, 2.7
_MARK_PX = 400.0
_TABLE_ROWS = 12


def to_pptx(document: Document) -> bytes:
    """Render with python-pptx. The same document gives the same bytes."""
    writer = _Slides(document)
    head, sections = split_head(flat(document.blocks))
    writer.title_slide()
    if head:
        writer.section(document.title, head)
    for blocks in sections:
        heading = blocks[0]
        writer.section(heading.text if isinstance(heading, Heading) else "", blocks[1:])
    keep_few(writer.show, writer.starts, words(document.language)["further"])
    return same_every_time(writer.saved())


class _Slides:
    """The slides while they are filled, top to bottom; what does not fit goes on to a next slide."""

    def __init__(self, document: Document) -> None:
        from pptx import Presentation
        from pptx.util import Inches

        self.inches = Inches
        self.document = document
        self.vocabulary = words(document.language)
        self.show: Any = Presentation()
        self.show.slide_width, self.show.slide_height = Inches(_WIDE), Inches(_HIGH)
        self.slide: Any = None
        self.title = ""
        self.top = _TOP
        self.starts: list[int] = [0]
        self._properties()

    def _properties(self) -> None:
        meta, properties = self.document.meta, self.show.core_properties
        made = datetime.datetime.combine(meta.made_on, datetime.time(), datetime.UTC)
        properties.title = clean(self.document.title)[:250]
        properties.subject = clean(self.document.subtitle)[:250]
        properties.author = clean(meta.organisation)[:250] or "WijkWijzer"
        properties.last_modified_by = properties.author
        properties.language = "nl-NL" if self.document.language == "nl" else "en-GB"
        properties.created = properties.modified = made

    def saved(self) -> bytes:
        code = "nl-NL" if self.document.language == "nl" else "en-GB"
        for slide in self.show.slides:
            for element in slide._element.iter():
                if element.tag.endswith(("}rPr", "}endParaRPr")):
                    element.set("lang", code)
        buffer = io.BytesIO()
        self.show.save(buffer)
        return buffer.getvalue()

    # ---- slides
    def title_slide(self) -> None:
        document = self.document
        self.slide = self.show.slides.add_slide(self.show.slide_layouts[0])
        title, under = self.slide.placeholders[0], self.slide.placeholders[1]
        self._place(title, _LEFT, 2.0, _INNER, 2.0)
        self._place(under, _LEFT, 4.2, _INNER, 1.6)
        self._write(title.text_frame, document.title, 40, bold=True, font="Georgia")
        made = made_line(document.meta, document.language)
        lines = (document.subtitle, document.tag, made, document.meta.url)
        self._write(under.text_frame, " · ".join(line for line in lines if line), 18)

    def section(self, title: str, blocks: Sequence[Block]) -> None:
        self.title = title
        self.starts.append(len(self.show.slides))
        self._next(title)
        for block in flat(list(blocks)):
            self._block(block)

    def _next(self, title: str) -> None:
        self.slide = self.show.slides.add_slide(self.show.slide_layouts[5])
        self._place(self.slide.shapes.title, _LEFT, 0.4, _INNER, 0.95)
        size = 28 if len(title) < 60 else 20
        self._write(self.slide.shapes.title.text_frame, title, size, bold=True, font="Georgia")
        self.top = _TOP

    def _room(self, height: float) -> float:
        """Where something of this height can stand: here, or on a next slide."""
        if self.top + height > _BOTTOM and self.top > _TOP:
            self._next(f"{self.title} ({self.vocabulary['continued']})")
        top = self.top
        self.top += height + 0.1
        return top

    def _place(self, shape: Any, left: float, top: float, width: float, height: float) -> None:
        shape.left, shape.top = self.inches(left), self.inches(top)
        shape.width, shape.height = self.inches(width), self.inches(height)

    def _write(
        self,
        frame: Any,
        text: str,
        size: float,
        *,
        bold: bool = False,
        font: str = "Arial",
        italic: bool = False,
    ) -> None:
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = " ".join(clean(text).split())
        run.font.size, run.font.bold, run.font.italic, run.font.name = Pt(size), bold, italic, font

    def _box(
        self, text: str, left: float, top: float, width: float, height: float, size: float, **style: Any
    ) -> None:
        box = self.slide.shapes.add_textbox(
            self.inches(left), self.inches(top), self.inches(width), self.inches(height)
        )
        self._write(box.text_frame, text, size, **style)

    def _text(self, text: str, size: float = 16, **style: Any) -> None:
        """A paragraph over the full width; long ones are cut in pieces that fit on a slide."""
        for piece in _pieces(text, round(_INNER * 1150 / size)):
            lines = math.ceil(len(piece) * size / (_INNER * 125))
            height = 0.12 + lines * size * 1.25 / 72
            self._box(piece, _LEFT, self._room(height), _INNER, height, size, **style)

    def _picture(self, svg: str, left: float, top: float, width: float, title: str, description: str) -> None:
        image = io.BytesIO(to_png(svg))
        shape = self.slide.shapes.add_picture(
            image, self.inches(left), self.inches(top), width=self.inches(width)
        )
        properties = shape._element.nvPicPr.cNvPr
        properties.set("title", clean(title))
        properties.set("descr", clean(description))

    # ---- blocks
    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._text(block.text, 18, bold=True)
            case Sentence():
                self._text(plain(block.content), 20, font="Georgia")
            case Paragraph():
                self._text(plain(block.content), 12 if block.small else 16)
            case BulletList():
                self._list(block)
            case Facts():
                self._text(" · ".join(f"{fact.value} {fact.label}".strip() for fact in block.items))
            case Terms():
                for term, said in block.items:
                    self._text(f"{term}: {plain(said)}")
            case Quote():
                who = plain(block.attribution)
                self._text(f"“{block.text}”" + (f" ({who})" if who else ""), 18, font="Georgia")
            case Notice():
                self._text(block.title, 18, bold=True)
                for inner in flat(block.blocks):
                    self._block(inner)
            case Choices():
                self._text(" · ".join((plain(block.label), *block.options)).removeprefix(" · "))
            case Sources():
                for number, source in enumerate(block.items, start=1):
                    self._text(f"{number}. {plain(source.content)}", 12)
            case _:
                self._figure(block)

    def _list(self, block: BulletList) -> None:
        if block.title:
            self._text(block.title, 18, bold=True)
        for number, item in enumerate(block.items, start=1):
            note = plain(item.note)
            start = f"{number}. " if block.ordered else "• "
            self._text(start + plain(item.content) + (f" ({note})" if note else ""))

    def _figure(self, block: Block) -> None:
        match block:
            case Chart():
                self._charts((block,), 1)
            case Charts():
                self._legend(block.legend)
                self._charts(block.charts, 3)
                self._small(block.source)
            case Rows():
                self._rows(block)
            case MapFigure():
                self._map(block)
            case Picture():
                width, high = 3.5, 3.5 * size_of(block.svg)[1] / size_of(block.svg)[0]
                self._picture(block.svg, _LEFT, self._room(high), width, "", block.description)
            case Table() if not block.folded:
                self._table(block)

    def _small(self, content: Cell) -> None:
        if plain(content):
            self._text(plain(content), 11)

    def _legend(self, items: Sequence[LegendItem]) -> None:
        left, top = _LEFT, None
        for item in items:
            width = 0.75 + len(item.text) * 0.085
            if top is None or left + width > _LEFT + _INNER:
                left, top = _LEFT, self._room(0.22)
            self._picture(legend_svg(item, alone=True), left, top + 0.06, 0.36, "", item.text)
            self._box(item.text, left + 0.36, top - 0.06, width, 0.3, 11)
            left += width

    def _charts(self, charts: Sequence[Chart], across: int) -> None:
        width = 3.75 if across == 3 else 6.5
        for start in range(0, len(charts), across):
            group = charts[start : start + across]
            drawings = [chart_svg(chart, self.document.language, alone=True) for chart in group]
            high = max(width * size_of(svg)[1] / size_of(svg)[0] for svg in drawings)
            top = self._room(high + 0.75)
            for index, (chart, svg) in enumerate(zip(group, drawings, strict=True)):
                left = _LEFT + index * (_INNER / across)
                self._box(chart.title, left, top, _INNER / across, 0.3, 12 if across > 1 else 18, bold=True)
                self._box(chart.note, left, top + 0.36, _INNER / across, 0.3, 10)
                self._picture(svg, left, top + 0.7, width, chart.title, chart.description)

    def _map(self, block: MapFigure) -> None:
        svg = map_svg(block, self.document.language, alone=True)
        width, height = size_of(svg)
        shown = min(6.0, 3.9 * width / height)
        self._text(block.title, 16, bold=True)
        self._picture(svg, _LEFT, self._room(shown * height / width), shown, block.title, block.description)
        for line in (block.note, words_of_class(block), plain(block.source)):
            self._small(line)

    def _rows(self, block: Rows) -> None:
        self._legend(block.legend)
        self._small(block.caption)
        if block.axis and not block.axis.below:
            self._axis(block)
        for row in block.rows:
            if isinstance(row, RowHeading):
                self._text(f"{row.text} [{row.tag}]" if row.tag else row.text, 14, bold=True)
            else:
                self._row(row)
        if block.axis and block.axis.below:
            self._axis(block)
        self._small(block.source)

    def _row(self, row: Row) -> None:
        label = ", ".join(text for text in (plain(row.label), row.note) if text)
        said = ", ".join(text for text in (plain(row.words), row.words_note) if text)
        longest = max(len(label) / 42, len(said) / 32)
        height = max(0.42, 0.16 + 0.21 * math.ceil(longest))
        top = self._room(height)
        self._box(label, _LEFT, top, _LABEL, height, 12)
        svg = mark_svg(row.mark, row_label(row), _MARK_PX)
        self._picture(svg, _LEFT + _LABEL + 0.1, top + 0.02, _MARK, plain(row.label), row_label(row))
        self._box(said, _LEFT + _LABEL + _MARK + 0.2, top, _WORDS, height, 12)

    def _axis(self, block: Rows) -> None:
        assert block.axis is not None
        dots = any(isinstance(row, Row) and isinstance(row.mark, Position) for row in block.rows)
        svg = axis_svg(block.axis, _MARK_PX, dots)
        said = ", ".join(word for _, word in block.axis.ticks)
        self._picture(svg, _LEFT + _LABEL + 0.1, self._room(0.26), _MARK, "", said)

    def _table(self, block: Table) -> None:
        self._text(block.caption, 14, bold=True)
        for start in range(0, max(1, len(block.rows)), _TABLE_ROWS):
            rows = block.rows[start : start + _TABLE_ROWS]
            lines = [
                tuple(column.name for column in block.columns),
                *([self._cell(c) for c in row] for row in rows),
            ]
            self._grid(lines, len(block.columns))
        self._small(block.source)

    def _cell(self, content: Cell) -> str:
        return self.vocabulary["unknown"] if content is None else plain(content)

    def _grid(self, lines: Sequence[Sequence[str]], across: int) -> None:
        if not across:
            return
        fits = _INNER / across * 11  # letters on a line of 12 pt
        heights = [0.16 + 0.2 * max(1, *(math.ceil(len(text) / fits) for text in line)) for line in lines]
        top = self._room(sum(heights))
        shape = self.slide.shapes.add_table(
            len(lines),
            across,
            self.inches(_LEFT),
            self.inches(top),
            self.inches(_INNER),
            self.inches(sum(heights)),
        )
        shape.table.first_row = True
        for index, line in enumerate(lines):
            shape.table.rows[index].height = self.inches(heights[index])
            for cell, text in zip(shape.table.rows[index].cells, line, strict=True):
                self._write(cell.text_frame, text, 12, bold=index == 0)


def _pieces(text: str, longest: int) -> list[str]:
    """A text in pieces of at most `longest` letters, cut between words where there are words."""
    pieces: list[str] = []
    for word in text.split():
        while len(word) > longest:
            pieces.append(word[:longest])
            word = word[longest:]
        if pieces and len(pieces[-1]) + len(word) < longest:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return pieces
