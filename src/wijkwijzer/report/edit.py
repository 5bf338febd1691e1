"""Operations on a document as it stands: other words in a block, words taken out, rows that lead somewhere.

All of them find their place by id, never by the words that stand there: a one-word answer, a heading in
another language or a sentence that an editor wrote makes no difference. Blocks keep their order and their
number, so an id stays good as long as the document lives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from wijkwijzer.report.blocks import (
    Block,
    BulletList,
    Chart,
    Charts,
    Columns,
    Document,
    MapFigure,
    Notice,
    Paragraph,
    Quote,
    Row,
    RowHeading,
    Rows,
    Sentence,
    Table,
    walk,
)
from wijkwijzer.report.inline import Cell, Content, Link, plain

__all__ = ["Editable", "editable", "identified", "linked", "with_edits", "without"]

_REWRITTEN = {
    "nl": "In andere woorden gezet door de redactie. Eerst stond er: “{}”",
    "en": "Put in other words by the editors. It first read: “{}”",
}


@dataclass(frozen=True, slots=True)
class Editable:
    """A sentence that may be put in other words: the id of its block, its words, and what they rest on."""

    id: str
    text: str
    refs: tuple[str, ...]


def identified(document: Document) -> Document:
    """Give every sentence and paragraph an id, in reading order; one that has an id keeps it.

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Meta
    >>> document = Document("De Kade", Meta(datetime.date(2025, 11, 21)), (Sentence("Buren eten samen."),))
    >>> identified(document).blocks[0].id
    '0'
    """
    taken = {block.id for block in walk(document) if isinstance(block, Sentence | Paragraph) and block.id}
    numbers = (str(number) for number in count() if str(number) not in taken)

    def name(block: Block) -> Block:
        if not isinstance(block, Sentence | Paragraph) or block.id:
            return block
        return replace(block, id=next(numbers))

    return _changed(document, name)


def editable(document: Document) -> Iterator[Editable]:
    """Every sentence with an id, in reading order."""
    for block in walk(document):
        if isinstance(block, Sentence | Paragraph) and block.id:
            yield Editable(block.id, plain(block.content), block.refs)


def with_edits(document: Document, edits: Mapping[str, str]) -> Document:
    """Put own words in the blocks with these ids: marked, and with the words that stood there first.

    Parameters
    ----------
    document : a document that went through `identified`.
    edits : own words per id; an id that is not in the document, and empty words, change nothing.

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Meta
    >>> document = Document("De Kade", Meta(datetime.date(2025, 11, 21)), (Sentence("Zij eten.", id="a"),))
    >>> [plain(block.content) for block in with_edits(document, {"a": "Buren eten.", "b": "?"}).blocks]
    ['Buren eten.', 'In andere woorden gezet door de redactie. Eerst stond er: “Zij eten.”']
    """

    def edit(block: Block) -> tuple[Block, ...]:
        own = edits.get(block.id, "") if isinstance(block, Sentence | Paragraph) else ""
        if not own or not isinstance(block, Sentence | Paragraph) or own == plain(block.content):
            return (block,)
        first = _REWRITTEN[document.language].format(plain(block.content))
        about = Paragraph(first, refs=block.refs, small=True, quotes=block.quotes)
        return replace(block, content=own, quotes=()), about

    return replace(document, blocks=_each(document.blocks, edit))


def without(document: Document, gone: Collection[str], instead: str) -> Document:
    """Take the words of these ids out: quotes of them, sentences that quote them, rows about them.

    Parameters
    ----------
    document : any document.
    gone : ids as they stand in `refs` of a quote, in `quotes` and in `about`.
    instead : what stands in their place. Counts, and every other word, stay as they are. The list of words
        of others (`theirs`) goes as a whole: who shows the document makes it anew.

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Meta
    >>> blocks = (Quote("ja", refs=("bericht:7",)), Sentence("Ja zeiden er twaalf.", refs=("bericht:7",)))
    >>> document = Document("De Kade", Meta(datetime.date(2025, 11, 21)), blocks)
    >>> [plain(block.content) for block in without(document, {"bericht:7"}, "(niet openbaar)").blocks]
    ['(niet openbaar)', 'Ja zeiden er twaalf.']
    """
    ids = frozenset(gone)
    if not ids:
        return document

    def take(block: Block) -> Block:
        match block:
            case Quote() if ids.intersection(block.refs):
                return Paragraph(instead, refs=block.refs, small=True)
            case Sentence() | Paragraph() if ids.intersection(block.quotes):
                return replace(block, content=instead, quotes=())
            case BulletList():
                items = tuple(
                    replace(item, content=instead, note="", quotes=())
                    if ids.intersection(item.quotes)
                    else item
                    for item in block.items
                )
                return replace(block, items=items)
            case Rows():
                rows = tuple(
                    replace(row, text=instead) if isinstance(row, RowHeading) and row.about in ids else row
                    for row in block.rows
                )
                return replace(block, rows=rows)
            case Table():
                return _table_without(block, ids, instead)
            case _:
                return block

    return replace(_changed(document, take), theirs=())


def linked(document: Document, addresses: Mapping[str, str]) -> Document:
    """Let rows lead to the page of what they are about.

    Parameters
    ----------
    document : any document.
    addresses : the address book: per id (as in `about`) where its figures and words are.

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Column, Meta
    >>> table = Table("Stemmen", (Column("Nummer"),), (("7",),), about=("stelling:7",))
    >>> document = Document("De Kade", Meta(datetime.date(2025, 11, 21)), (table,))
    >>> linked(document, {"stelling:7": "/stelling/7"}).blocks[0].rows[0][0]
    (Link(text='7', url='/stelling/7', about=''),)
    """

    def lead(content: Cell, url: str | None) -> Cell:
        return (Link(content, url),) if url and isinstance(content, str) and content else content

    def link(block: Block) -> Block:
        if isinstance(block, Rows):
            rows = tuple(
                replace(row, words=_words(lead(row.words, addresses.get(row.about))))
                if isinstance(row, Row)
                else row
                for row in block.rows
            )
            return replace(block, rows=rows)
        if isinstance(block, Table) and block.about:
            lines = tuple(
                (lead(row[0], addresses.get(about)), *row[1:])
                for row, about in zip(block.rows, block.about, strict=True)
            )
            return replace(block, rows=lines)
        return block

    return _changed(document, link)


def _words(content: Cell) -> Content:
    return "" if content is None else content


def _table_without(table: Table, ids: frozenset[str], instead: str) -> Table:
    if not ids.intersection(table.about):
        return table
    rows = tuple(
        tuple(
            instead if about in ids and column.quotes else cell
            for cell, column in zip(row, table.columns, strict=True)
        )
        for row, about in zip(table.rows, table.about, strict=True)
    )
    return replace(table, rows=rows)


def _changed(document: Document, change: Callable[[Block], Block]) -> Document:
    return replace(document, blocks=_each(document.blocks, lambda block: (change(block),)))


def _each(blocks: tuple[Block, ...], change: Callable[[Block], tuple[Block, ...]]) -> tuple[Block, ...]:
    """Every block changed, also those inside columns, notices and figures."""
    return tuple(new for block in blocks for new in change(_inside(block, change)))


def _inside(block: Block, change: Callable[[Block], tuple[Block, ...]]) -> Block:
    match block:
        case Columns():
            return replace(block, columns=tuple(_each(column, change) for column in block.columns))
        case Notice():
            return replace(block, blocks=_each(block.blocks, change))
        case Charts():
            charts = tuple(replace(chart, table=_table(chart.table, change)) for chart in block.charts)
            return replace(block, charts=charts)
        case Rows() | Chart() | MapFigure():
            return replace(block, table=_table(block.table, change))
        case _:
            return block


def _table(table: Table | None, change: Callable[[Block], tuple[Block, ...]]) -> Table | None:
    found = change(table) if table is not None else ()
    return next((block for block in found if isinstance(block, Table)), None)
