"""Every figure of a document as a file of its own: SVG, PNG, or its numbers as CSV, each with its source."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from wijkwijzer.cells import harmless
from wijkwijzer.errors import InputError
from wijkwijzer.report.blocks import Chart, Charts, Document, Heading, MapFigure, Rows, Table, walk
from wijkwijzer.report.inline import plain
from wijkwijzer.report.reading import made_line, rows_table, slug
from wijkwijzer.report.sheet import Drawn, sheet_svg
from wijkwijzer.report.specs import LegendItem
from wijkwijzer.report.words import words

__all__ = ["LOOSE_FORMS", "LooseFigure", "loose_figures", "loose_file"]

LOOSE_FORMS = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}
"""Every form of a loose figure, with its media type."""


@dataclass(frozen=True, slots=True)
class LooseFigure:
    """A figure under a name that stays the same while the document does."""

    name: str
    title: str
    block: Drawn
    source: str
    legend: tuple[LegendItem, ...] = ()


def loose_figures(document: Document) -> tuple[LooseFigure, ...]:
    """The figures of a document with numbers in them, in reading order.

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Column, Meta
    >>> table = Table("Bewoners", (Column("Jaar"),), (("2024",),), source="CBS")
    >>> made = Document("Kade", Meta(datetime.date(2025, 1, 1)), (Heading("Mensen"), table))
    >>> [(one.name, one.source) for one in loose_figures(made)]
    [('mensen-1', 'CBS')]
    """
    found: list[LooseFigure] = []
    section, heading, number = slug(document.title), document.title, 0
    for block in walk(document):
        if isinstance(block, Heading) and block.level == 2:
            section, heading, number = slug(block.id or block.text), block.text, 0
            continue
        for one, source, legend in _drawn(block):
            number += 1
            title = one.caption if isinstance(one, Table | Rows) else one.title
            found.append(LooseFigure(f"{section}-{number}", title or heading, one, source, legend))
    return tuple(found)


def _drawn(block: object) -> list[tuple[Drawn, str, tuple[LegendItem, ...]]]:
    if isinstance(block, Charts):
        # The group says from where it all is; a line of a chart's own may be a link to more about it.
        source = plain(block.source)
        return [(one, source or plain(one.source), block.legend) for one in block.charts if one.table]
    if isinstance(block, Chart | MapFigure):
        return [(block, plain(block.source), ())] if block.table else []
    if isinstance(block, Rows | Table):
        return [(block, plain(block.source), ())]
    return []


def loose_file(document: Document, name: str, form: str) -> bytes:
    """One figure as a file; the same document always gives the same bytes.

    Raises
    ------
    InputError : when there is no such figure or form.
    """
    figure = next((one for one in loose_figures(document) if one.name == name), None)
    if figure is None or form not in LOOSE_FORMS:
        raise InputError("Deze figuur is er niet.")
    if form == "csv":
        return _csv(document, figure)
    svg = sheet_svg(
        figure.block,
        figure.title,
        _source(document, figure),
        language=document.language,
        legend=figure.legend,
        about=document.title,
    )
    if form == "svg":
        return svg.encode("utf-8")
    from wijkwijzer.report.pictures.png import to_png

    return to_png(svg, scale=2)


def _source(document: Document, figure: LooseFigure) -> str:
    """Where it comes from, from when it is, and where it lives on."""
    parts = (figure.source.rstrip("."), made_line(document.meta, document.language), document.meta.url)
    return " · ".join(part for part in (*parts, document.meta.stamp) if part)


def _csv(document: Document, figure: LooseFigure) -> bytes:
    """The numbers as they are shown, with the source on every line; no cell is read as a formula."""
    table = _table(document, figure.block)
    said, source = words(document.language), _source(document, figure)
    target = io.StringIO()
    write = csv.writer(target, delimiter=";", lineterminator="\r\n").writerow
    write([*(column.name for column in table.columns), said["source"]])
    for row in table.rows:
        cells = [said["unknown"] if cell is None else plain(cell) for cell in row]
        write([harmless(cell) for cell in (*cells, source)])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8")


def _table(document: Document, block: Drawn) -> Table:
    if isinstance(block, Rows):
        return rows_table(block, document.language)
    if isinstance(block, Table):
        return block
    assert block.table is not None  # else it is no loose figure
    return block.table
