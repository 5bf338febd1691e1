"""A document as a Word file that people can edit: real styles, table headers, alternative text, language."""

from __future__ import annotations

import datetime
import io
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
    PageBreak,
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
    WritingLines,
)
from wijkwijzer.report.html.inline import Context
from wijkwijzer.report.inline import Cell, Content, Inline, Link, SourceRef, Text, plain
from wijkwijzer.report.languages import OtherWords
from wijkwijzer.report.office.common import flat, same_every_time, words_of_class
from wijkwijzer.report.pictures.charts import chart_svg
from wijkwijzer.report.pictures.maps import map_key, map_svg, safe_url
from wijkwijzer.report.pictures.marks import axis_svg, mark_svg
from wijkwijzer.report.pictures.png import to_png
from wijkwijzer.report.pictures.svg import clean
from wijkwijzer.report.reading import made_line, note_numbers, row_label, rows_table
from wijkwijzer.report.specs import LegendItem, Position

__all__ = ["to_docx"]

_FULL, _MARK = 16.0, 6.4  # cm
_MARK_PX = 300.0


def to_docx(document: Document) -> bytes:
    """Render with python-docx. The same document gives the same bytes."""
    writer = _Writer(document)
    writer.head()
    writer.blocks(document.blocks)
    writer.appendix()
    return same_every_time(writer.saved())


class _Writer:
    """One Word file while it is written, top to bottom."""

    def __init__(self, document: Document) -> None:
        import docx
        from docx.shared import Cm

        from wijkwijzer.report.office import docx_parts as parts

        self.parts, self.cm = parts, Cm
        self.document = document
        self.context = Context(document.language, notes=note_numbers(document))
        self.others = OtherWords(document.theirs)
        self.tables: list[Table] = []
        self.word: Any = docx.Document()
        parts.set_styles(self.word)
        parts.set_language(self.word, document.language)
        self._page()
        self._properties()

    # ---- the file itself
    def _page(self) -> None:
        section = self.word.sections[0]
        card = self.document.layout == "card"
        wide, high, side, above = (10.5, 14.8, 0.9, 0.9) if card else (21.0, 29.7, 2.5, 2.2)
        section.page_width, section.page_height = self.cm(wide), self.cm(high)
        section.left_margin = section.right_margin = self.cm(side)
        section.top_margin = section.bottom_margin = self.cm(above)
        footer = section.footer.paragraphs[0]
        footer.add_run(f"{clean(self.document.title)} · WijkWijzer · {self.context.word('page')} ")
        self.parts.add_field(footer, "PAGE")

    def _properties(self) -> None:
        meta, properties = self.document.meta, self.word.core_properties
        made = datetime.datetime.combine(meta.made_on, datetime.time(), datetime.UTC)
        properties.title = clean(self.document.title)[:250]
        properties.subject = clean(self.document.subtitle)[:250]
        properties.author = clean(meta.organisation)[:250] or "WijkWijzer"
        properties.last_modified_by, properties.comments = properties.author, ""
        properties.created = properties.modified = made

    def saved(self) -> bytes:
        buffer = io.BytesIO()
        self.word.save(buffer)
        return buffer.getvalue()

    # ---- text
    def head(self) -> None:
        above = " · ".join(text for text in (self.document.subtitle, self.document.tag) if text)
        if above:
            self.text(above, "Subtitle")
        self.text(self.document.title, "Title")
        self.text(made_line(self.document.meta, self.document.language), "WW Bron")
        if self.document.meta.url:
            self.text((Link(self.document.meta.url, self.document.meta.url),), "WW Bron")

    def text(self, content: Cell, style: str = "Normal", refs: tuple[str, ...] = ()) -> Any:
        paragraph = self.word.add_paragraph(style=style)
        self.inline(paragraph, content)
        said = (
            {part.id for part in content if isinstance(part, SourceRef)}
            if isinstance(content, tuple)
            else set()
        )
        for ref in dict.fromkeys(refs):
            if ref not in said:
                self._note(paragraph, ref)
        return paragraph

    def inline(self, paragraph: Any, content: Cell) -> None:
        if content is None:
            paragraph.add_run(self.context.word("unknown")).italic = True
            return
        for part in (content,) if isinstance(content, str) else content:
            self._part(paragraph, part)

    def _part(self, paragraph: Any, part: Inline) -> None:
        if isinstance(part, str):
            self._words(paragraph, clean(part))
        elif isinstance(part, Text):
            run = paragraph.add_run(f"[{clean(part.text)}]" if part.tag else clean(part.text))
            run.bold, run.italic = part.bold or None, part.italic or None
        elif isinstance(part, SourceRef):
            self._note(paragraph, part.id)
        else:
            self._link(paragraph, part)

    def _words(self, paragraph: Any, text: str) -> None:
        """A run per language: words of others are checked and read aloud in their own."""
        for piece, code in self.others.pieces(text):
            run = paragraph.add_run(piece)
            if code:
                self.parts.set_run_language(run, code)

    def _link(self, paragraph: Any, part: Link) -> None:
        url = safe_url(clean(part.url))
        if url.lower().startswith(("http:", "https:", "mailto:")):
            self.parts.add_link(paragraph, part.text, url)
        else:  # a path on the site leads nowhere from a file
            paragraph.add_run(clean(part.text))

    def _note(self, paragraph: Any, identifier: str) -> None:
        number = self.context.notes.get(identifier)
        if number is not None:
            self.parts.add_link(paragraph, str(number), anchor=f"bron-{number}")

    # ---- blocks
    def blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in flat(blocks):
            self.block(block)

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.context.heading = block.text
                self.text(block.text, f"Heading {block.level - 1}")
            case Sentence():
                self.text(block.content, "WW Conclusie", block.refs)
            case Paragraph():
                self.text(block.content, "WW Bron" if block.small else "Normal", block.refs)
            case BulletList():
                self._list(block)
            case Facts():
                self.text(" · ".join(f"{fact.value} {fact.label}".strip() for fact in block.items))
            case Terms():
                for term, said in block.items:
                    self.text((Text(f"{term}: ", bold=True), *((said,) if isinstance(said, str) else said)))
            case Quote():
                self.text(f"“{block.text}”", "Quote", block.refs)
                self.source(block.attribution)
            case Notice():
                self.text(block.title, "Heading 3")
                self.blocks(block.blocks)
            case PageBreak():
                self.parts.add_break(self.word)
            case Choices():
                if plain(block.label):
                    self.text(block.label)
                for option in block.options:
                    self.text(f"☐ {option}")
            case WritingLines():
                for _ in range(block.count):
                    self.text("_" * 70)
            case Sources():
                self._sources(block)
            case _:
                self._figure(block)

    def _list(self, block: BulletList) -> None:
        if block.title:
            self.text(block.title, "Heading 3")
        identifier: int | None = None
        for item in block.items:
            paragraph = self.text(item.content, "List Number" if block.ordered else "List Bullet", item.refs)
            if block.ordered and identifier is None:
                identifier = self.parts.start_numbering(self.word, paragraph)
            elif identifier is not None:
                self.parts.use_numbering(paragraph, identifier)
            if item.note:
                paragraph.add_run().add_break()
                self.inline(paragraph, item.note)

    def _sources(self, block: Sources) -> None:
        if self.context.heading != self.context.word("sources"):
            self.text(self.context.word("sources"), "Heading 2")
        for source in block.items:
            number = self.context.notes[source.id]
            paragraph = self.word.add_paragraph(f"{number}. ")
            self.parts.bookmark(paragraph, f"bron-{number}", number)
            self.inline(paragraph, source.content)

    # ---- figures
    def _figure(self, block: Block) -> None:
        match block:
            case Table():
                self.table(block)
            case Chart():
                self._chart(block)
            case Charts():
                self._legend(block.legend)
                for chart in block.charts:
                    self._chart(chart)
                self.source(block.source)
            case Rows():
                self._rows(block)
            case MapFigure():
                self._map(block)
            case Picture():
                place = self.word.add_paragraph().add_run()
                self.picture(place, block.svg, block.width / 10, "", block.description)

    def source(self, content: Content) -> None:
        if plain(content):
            self.text(content, "WW Bron")

    def picture(self, place: Any, svg: str, width: float, title: str, description: str) -> None:
        shape = place.add_picture(io.BytesIO(to_png(svg)), width=self.cm(width))
        self.parts.describe_picture(shape, title, description)

    def _legend(self, items: tuple[LegendItem, ...]) -> None:
        if items:
            from wijkwijzer.report.pictures.legend import legend_svg

            paragraph = self.word.add_paragraph(style="Caption")
            for item in items:
                self.picture(paragraph.add_run(), legend_svg(item, alone=True), 0.75, "", item.text)
                paragraph.add_run(f" {clean(item.text)}    ")

    def _chart(self, block: Chart) -> None:
        self.text(block.title, "Heading 3").paragraph_format.keep_with_next = True
        if block.note:
            self.text(block.note, "Caption").paragraph_format.keep_with_next = True
        svg = chart_svg(block, self.document.language, alone=True)
        self.picture(self.word.add_paragraph().add_run(), svg, 10.0, block.title, block.description)
        self.source(block.source)
        if block.table is not None:
            self.tables.append(block.table)

    def _map(self, block: MapFigure) -> None:
        self.text(block.title, "Heading 3").paragraph_format.keep_with_next = True
        svg = map_svg(block, self.document.language, alone=True, numbered=True)
        self.picture(self.word.add_paragraph().add_run(), svg, 12.0, block.title, block.description)
        names = " · ".join(f"{number} {name}" for number, name in map_key(block))
        for line in (block.note, words_of_class(block), names):
            if line:
                self.text(line, "Caption")
        self.source(block.source)
        if block.table is not None:
            self.tables.append(block.table)

    def _rows(self, block: Rows) -> None:
        self._legend(block.legend)
        if block.caption:
            self.text(block.caption, "Caption").paragraph_format.keep_with_next = True
        heads = [self.context.word(key) for key in ("part", "picture", "in_words")]
        table = self._new_table(heads, block.caption or heads[2], (4.6, 6.6, 4.8))
        dots = any(isinstance(row, Row) and isinstance(row.mark, Position) for row in block.rows)
        for row in block.rows:
            cells = table.add_row().cells
            if isinstance(row, RowHeading):
                tag = f" [{clean(row.tag)}]" if row.tag else ""
                cells[0].paragraphs[0].add_run(f"{clean(row.text)}{tag}").bold = True
                continue
            self._cell(cells[0], row.label, row.note)
            mark = mark_svg(row.mark, row_label(row), _MARK_PX)
            self.picture(cells[1].paragraphs[0].add_run(), mark, _MARK, plain(row.label), row_label(row))
            self._cell(cells[2], row.words, row.words_note)
        if block.axis:
            axis = axis_svg(block.axis, _MARK_PX, dots)
            words = ", ".join(word for _, word in block.axis.ticks)
            place = table.add_row().cells[1].paragraphs[0].add_run()
            self.picture(place, axis, _MARK, "", words)
        self.parts.describe_table(table, block.caption or heads[2])
        self.source(block.source)
        if block.table is not None:
            self.tables.append(rows_table(block, self.document.language))

    def _cell(self, cell: Any, content: Cell, note: str = "") -> None:
        self.inline(cell.paragraphs[0], content)
        if note:
            cell.add_paragraph(clean(note), style="WW Bron")

    def _new_table(self, heads: list[str], title: str, widths: tuple[float, ...] | None = None) -> Any:
        table = self.word.add_table(rows=1, cols=len(heads))
        self.parts.set_borders(table)
        for index, (cell, head) in enumerate(zip(table.rows[0].cells, heads, strict=True)):
            cell.paragraphs[0].add_run(clean(head)).bold = True
            table.columns[index].width = self.cm(widths[index] if widths else _FULL / len(heads))
        return table

    def table(self, block: Table) -> None:
        if block.folded:
            self.tables.append(block)
            return
        self.text(block.caption, "Caption").paragraph_format.keep_with_next = True
        self._table(block)

    def _table(self, block: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        table = self._new_table([column.name for column in block.columns], block.caption)
        for row in block.rows:
            for column, cell, content in zip(block.columns, table.add_row().cells, row, strict=True):
                self._cell(cell, content)
                if column.kind == "number":
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.parts.describe_table(table, block.caption)
        self.source(block.source)

    def appendix(self) -> None:
        """The figures under the pictures, at the end."""
        if not self.tables:
            return
        self.parts.add_break(self.word)
        self.text(self.context.word("tables"), "Heading 1")
        self.text(self.context.word("tables_intro"))
        for table in self.tables:
            self.text(table.caption, "Heading 3").paragraph_format.keep_with_next = True
            self._table(table)
