"""What every renderer reads from a document in the same way: head, sections, notes, rows as a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from wijkwijzer.report.blocks import (
    Block,
    Chart,
    Charts,
    Column,
    Columns,
    Document,
    Heading,
    Language,
    MapFigure,
    Meta,
    Notice,
    Row,
    RowHeading,
    Rows,
    Sources,
    Table,
    walk,
)
from wijkwijzer.report.inline import Cell, plain
from wijkwijzer.report.numbers import date
from wijkwijzer.report.pictures.svg import clean
from wijkwijzer.report.words import words

__all__ = [
    "fits_beside",
    "made_line",
    "note_numbers",
    "row_label",
    "rows_table",
    "slug",
    "split_head",
    "tables_of",
    "unfolded",
    "without_tables",
]


def split_head(blocks: Sequence[Block]) -> tuple[list[Block], list[list[Block]]]:
    """The blocks before the first level-2 heading, and the sections that each start with one."""
    head: list[Block] = []
    sections: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            sections.append([block])
        else:
            (sections[-1] if sections else head).append(block)
    return head, sections


def made_line(meta: Meta, language: Language = "nl") -> str:
    """When, from what and by whom a document was made, in one line.

    Examples
    --------
    >>> import datetime
    >>> made_line(Meta(datetime.date(2025, 11, 21), release="2025.2", until="2024"))
    'Gemaakt op 21 november 2025 · cijfers t/m 2024 · uitgave 2025.2'
    """
    said = words(language)
    parts = [f"{said['made_on']} {date(meta.made_on, language)}"]
    parts += [f"{said['until']} {meta.until}"] if meta.until else []
    parts += [f"{said['release']} {meta.release}"] if meta.release else []
    # Our own name already stands beside it.
    return " · ".join([meta.organisation, *parts] if meta.organisation not in ("", "WijkWijzer") else parts)


def note_numbers(document: Document) -> dict[str, int]:
    """The number of every source, in the order in which they are listed."""
    numbers: dict[str, int] = {}
    for block in walk(document):
        if isinstance(block, Sources):
            for source in block.items:
                numbers.setdefault(source.id, len(numbers) + 1)
    return numbers


def slug(text: str) -> str:
    """A readable id from any text.

    Examples
    --------
    >>> slug("Verschillen binnen de wijk"), slug("Één, twee!"), slug("؟")
    ('verschillen-binnen-de-wijk', 'een-twee', 'deel')
    """
    plain_letters = (
        unicodedata.normalize("NFKD", clean(text)).encode("ascii", "ignore").decode("ascii").lower()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain_letters).strip("-")[:60] or "deel"


def row_label(row: Row) -> str:
    """What is read aloud for the mark of a row."""
    said = ", ".join(text for text in (plain(row.words), row.words_note) if text)
    return row.description or f"{plain(row.label)}: {said}"


def rows_table(block: Rows, language: Language) -> Table:
    """The figures of the rows as a table: the given one, or label and words."""
    if block.table is not None:
        return block.table
    said = words(language)
    columns = (Column(said["part"]), Column(said["in_words"]))
    lines: list[tuple[Cell, ...]] = []
    group = ""
    for row in block.rows:
        if isinstance(row, RowHeading):
            group = f"{row.text}: "
        else:
            label = f"{group}{plain(row.label)}"
            lines.append((label, ", ".join(t for t in (plain(row.words), row.words_note) if t)))
    return Table(block.caption or said["in_words"], columns, tuple(lines), folded=True)


def tables_of(block: Block) -> list[Table]:
    """The tables that stand in the appendix for a figure: those under a picture, or a folded one."""
    if isinstance(block, Table):
        return [unfolded(block)] if block.folded else []
    if isinstance(block, Charts):
        return [unfolded(chart.table) for chart in block.charts if chart.table]
    if isinstance(block, Chart | Rows | MapFigure):
        return [unfolded(block.table)] if block.table else []
    return []


def unfolded(table: Table) -> Table:
    """The same table, open."""
    return Table(table.caption, table.columns, table.rows, table.source)


def without_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks for a short document: pictures without their tables, and no folded tables.

    Examples
    --------
    >>> folded = Table("Cijfers", (Column("Jaar"),), (("2024",),), folded=True)
    >>> without_tables((Heading("Deel"), folded))
    (Heading(text='Deel', level=2, id=''),)
    """
    return tuple(
        each
        for block in blocks
        if not (isinstance(block, Table) and block.folded)
        for each in (_without_table(block),)
    )


def _without_table(block: Block) -> Block:
    if isinstance(block, Charts):
        return replace(block, charts=tuple(replace(chart, table=None) for chart in block.charts))
    if isinstance(block, Chart | Rows | MapFigure):
        return replace(block, table=None)
    if isinstance(block, Columns):
        return replace(block, columns=tuple(without_tables(column) for column in block.columns))
    return replace(block, blocks=without_tables(block.blocks)) if isinstance(block, Notice) else block


def fits_beside(table: Table) -> bool:
    """Whether two such tables fit side by side on paper: few columns and rows, no running text."""
    few = len(table.columns) <= 4 and len(table.rows) <= 25
    return few and all(len(plain(cell)) <= 40 for row in table.rows for cell in row)
