"""One figure as a picture of its own: title, legend and the source under it, so that it can travel alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wijkwijzer.report.blocks import Chart, Language, MapFigure, Row, RowHeading, Rows, Table
from wijkwijzer.report.inline import plain
from wijkwijzer.report.pictures.charts import chart_svg
from wijkwijzer.report.pictures.legend import class_svg, legend_svg
from wijkwijzer.report.pictures.maps import map_svg
from wijkwijzer.report.pictures.marks import axis_svg, mark_svg
from wijkwijzer.report.pictures.svg import Palette, element, line, picture, text, text_width
from wijkwijzer.report.reading import row_label
from wijkwijzer.report.specs import Chances, LegendItem, Position
from wijkwijzer.report.words import words

__all__ = ["Drawn", "sheet_svg"]

Drawn = Chart | Rows | MapFigure | Table
WIDE, MARGIN = 660.0, 20.0
INNER = WIDE - 2 * MARGIN
LABEL, MARK, SAID = 210.0, 200.0, 190.0
MOST_COLUMN, GAP = 240.0, 14.0


@dataclass(slots=True)
class _Sheet:
    """Marks from the top down; `y` is where the next one begins."""

    language: Language
    marks: list[str] = field(default_factory=list)
    y: float = MARGIN

    def say(
        self, said: str, *, size: float = 12, fill: str = Palette.SOFT_INK, weight: float | None = None
    ) -> None:
        """A paragraph over the whole width."""
        for words_of_line in _wrapped(said, INNER, size):
            self.y += size * 1.35
            self.marks.append(text(words_of_line, MARGIN, self.y, size=size, fill=fill, weight=weight))

    def put(self, svg: str, x: float, y: float, width: float, height: float) -> None:
        """A picture inside this one."""
        bare = (
            re.sub(r'\s(?:x|y|width|height|xmlns)="[^"]*"', "", svg[: svg.index(">")]) + svg[svg.index(">") :]
        )
        at = f'<svg x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" '
        self.marks.append(bare.replace("<svg ", at, 1))


def _wrapped(said: str, width: float, size: float) -> Iterator[str]:
    """Lines of words that fit."""
    line_now = ""
    for word in said.split():
        longer = f"{line_now} {word}".strip()
        if line_now and text_width(longer, size) > width:
            yield line_now
            longer = word
        line_now = longer
    if line_now:
        yield line_now


def sheet_svg(
    block: Drawn,
    title: str,
    source: str,
    *,
    language: Language = "nl",
    legend: tuple[LegendItem, ...] = (),
    about: str = "",
) -> str:
    """A figure that stands alone: what it is `about` (a place), its title, the picture, legend and source.

    Examples
    --------
    >>> from wijkwijzer.report import Column
    >>> table = Table("Bewoners", (Column("Jaar"), Column("Aantal", "number")), (("2024", "1.200"),))
    >>> svg = sheet_svg(table, "Bewoners", "Bron: CBS.")
    >>> all(words in svg for words in ("Bewoners", "1.200", "Bron: CBS.", "xmlns"))
    True
    """
    sheet = _Sheet(language)
    sheet.say(about, size=12)
    sheet.say(title, size=17, fill=Palette.INK, weight=700)
    if isinstance(block, Chart | MapFigure) and block.note:
        sheet.say(block.note)
    sheet.y += 10
    match block:
        case Chart():
            _chart(sheet, block)
        case Rows():
            _rows(sheet, block)
        case MapFigure():
            _map(sheet, block)
        case Table():
            _table(sheet, block)
    _legend(sheet, legend)
    sheet.y += 6
    sheet.marks.append(line(MARGIN, sheet.y, WIDE - MARGIN, sheet.y, Palette.RULE))
    sheet.say(source, size=11)
    description = "" if isinstance(block, Table | Rows) else block.description
    height = sheet.y + MARGIN
    paper = element("rect", width=WIDE, height=height, fill="#fff")
    return picture(
        [paper, *sheet.marks], title=title, description=description, width=WIDE, height=height, alone=True
    )


def _chart(sheet: _Sheet, block: Chart) -> None:
    wide, high = (382.0, 72.0) if isinstance(block.spec, Chances) else (INNER, 300.0)
    svg = chart_svg(block, sheet.language, width=wide, height=high)
    sheet.put(svg, MARGIN, sheet.y, wide, high)
    sheet.y += high


def _map(sheet: _Sheet, block: MapFigure) -> None:
    svg = map_svg(block, sheet.language, alone=True, width=INNER)
    found = re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)
    high = float(found.group(1)) if found else INNER
    sheet.put(svg, MARGIN, sheet.y, INNER, high)
    sheet.y += high + 8
    levels: list[tuple[int | None, str]] = [(at, one.label) for at, one in enumerate(block.classes)]
    if block.classes and any(area.level is None for area in block.areas):
        levels.append((None, words(sheet.language)["unknown"]))
    for level, label in levels:
        _key(sheet, class_svg(level), label)


def _legend(sheet: _Sheet, legend: tuple[LegendItem, ...]) -> None:
    sheet.y += 8 if legend else 0
    for item in legend:
        _key(sheet, legend_svg(item), item.text)


def _key(sheet: _Sheet, symbol: str, said: str) -> None:
    sheet.put(symbol, MARGIN, sheet.y, 32, 16)
    sheet.marks.append(text(said, MARGIN + 42, sheet.y + 12))
    sheet.y += 20


def _rows(sheet: _Sheet, block: Rows) -> None:
    dots = any(isinstance(row, Row) and isinstance(row.mark, Position) for row in block.rows)
    axis = axis_svg(block.axis, MARK, dots=dots) if block.axis else ""
    below = bool(block.axis and block.axis.below)
    if axis and not below:
        _axis(sheet, axis)
    for row in block.rows:
        if isinstance(row, RowHeading):
            sheet.y += 6
            sheet.say(row.text, size=13, fill=Palette.INK, weight=700)
            sheet.y += 6
        else:
            _row(sheet, row)
    if axis and below:
        _axis(sheet, axis)
    for item in block.legend:
        _key(sheet, legend_svg(item), item.text)


def _axis(sheet: _Sheet, svg: str) -> None:
    sheet.put(svg, MARGIN + LABEL + GAP, sheet.y, MARK, 20)
    sheet.y += 22


def _row(sheet: _Sheet, row: Row) -> None:
    label = list(_wrapped(plain(row.label), LABEL, 12)) + list(_wrapped(row.note, LABEL, 11))
    said = list(_wrapped(plain(row.words), SAID, 12)) + list(_wrapped(row.words_note, SAID, 11))
    sheet.put(mark_svg(row.mark, row_label(row), width=MARK), MARGIN + LABEL + GAP, sheet.y, MARK, 28)
    for lines, x in ((label, MARGIN), (said, MARGIN + LABEL + MARK + 2 * GAP)):
        for at, one in enumerate(lines):
            sheet.marks.append(text(one, x, sheet.y + 18 + 15 * at, fill=Palette.INK))
    sheet.y += max(30.0, 15.0 * max(len(label), len(said)) + 8)


def _table(sheet: _Sheet, block: Table) -> None:
    unknown = words(sheet.language)["unknown"]
    lines = [tuple(unknown if cell is None else plain(cell) for cell in row) for row in block.rows]
    heads = tuple(column.name for column in block.columns)
    wide = [
        min(MOST_COLUMN, max(text_width(row[at], 12) for row in (heads, *lines)) + 4)
        for at in range(len(heads))
    ]
    room = INNER - GAP * (len(heads) - 1)
    share = min(1.0, room / (sum(wide) or 1.0))
    wide = [one * share for one in wide]
    for at, row in enumerate((heads, *lines)):
        _line_of_table(sheet, block, row, wide, head=at == 0)


def _line_of_table(
    sheet: _Sheet, block: Table, row: tuple[str, ...], wide: list[float], *, head: bool
) -> None:
    x, most = MARGIN, 1
    for column, cell, width in zip(block.columns, row, wide, strict=True):
        right = column.kind == "number"
        shown = list(_wrapped(cell, width, 12)) or [""]
        for at, one in enumerate(shown):
            sheet.marks.append(
                text(
                    one,
                    x + width if right else x,
                    sheet.y + 14 + 15 * at,
                    fill=Palette.INK,
                    anchor="end" if right else None,
                    weight=700 if head else None,
                )
            )
        most, x = max(most, len(shown)), x + width + GAP
    sheet.y += 15 * most + 5
    sheet.marks.append(line(MARGIN, sheet.y, WIDE - MARGIN, sheet.y, Palette.GRID))
