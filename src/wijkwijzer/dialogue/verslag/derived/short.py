"""The short form of a verslag: some five pages for who has ten minutes, made of the long one as it stands.

It takes blocks away and writes no conclusion of its own, so that words which an editor changed or a resident
withdrew are the same in both. What stays out is counted, and the document says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from wijkwijzer.dialogue.verslag.references import FILES
from wijkwijzer.dialogue.verslag.sentences import Speech
from wijkwijzer.report import (
    Block,
    BulletList,
    Document,
    Heading,
    Paragraph,
    Quote,
    Row,
    RowHeading,
    Rows,
    Sentence,
    Table,
    without_tables,
)

__all__ = ["short_verslag"]

_THEMES, _STATEMENTS = 3, 2
_QUOTES_PICTURED, _QUOTES, _RULES = 1, 2, 1
_BESIDE = 4
"""Columns of a table that lays participants beside residents; one with fewer only counts."""
_ONLY_LONG = frozenset({"wie-vond-wat"})
_KINDS = ("quotes", "themes", "statements", "answers", "tables", "rules")
"""What the long form has more of, in the order in which the sentence names it."""


def short_verslag(document: Document) -> Document:
    """Leave of every part its conclusion, the top of its picture and a few quotes, and say what is left out.

    Parameters
    ----------
    document
        A verslag (`verslag_document`), also one that was edited or from which words were withdrawn.

    Returns
    -------
    wijkwijzer.report.Document
        The same head and sections; ids of sentences are those of the long form.

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Meta
    >>> said = (Heading("Wonen"), Sentence("Veel."), *(Quote(text) for text in "abc"), Paragraph("3 mensen."))
    >>> short = short_verslag(Document("Kade", Meta(datetime.date(2025, 11, 21)), (Sentence("Kop."), *said)))
    >>> [block.text for block in short.blocks if isinstance(block, Quote)]
    ['a', 'b']
    >>> short.blocks[1].content
    'Dit is de korte vorm. In het hele verslag staat ook: 1 citaat.'
    """
    speech = Speech(document.language)
    left: Counter[str] = Counter()
    head, *parts = _split(document.blocks)
    kept: list[Block] = []
    seen: set[object] = set()
    only_long = False
    for part in parts:
        first = part[0]
        if isinstance(first, Heading) and first.level == 2:
            only_long = first.id in _ONLY_LONG
        if only_long:
            left["answers"] += sum(isinstance(block, Rows) for block in part)
            continue
        kept += _shortened(part, left, seen)
    told = [
        speech.say(f"short.{kind}_{'one' if left[kind] == 1 else 'many'}", n=speech.number(left[kind]))
        for kind in _KINDS
        if left[kind]
    ]
    key = "short.left" if told else "short.whole"
    about = Paragraph(speech.say(key, left=speech.listed(told)), refs=(FILES,))
    return replace(document, blocks=(*head, about, *kept), layout="brief")


def _split(blocks: Sequence[Block]) -> list[list[Block]]:
    """The head, and then a part for every heading."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading):
            parts.append([])
        parts[-1].append(block)
    return parts


def _shortened(part: list[Block], left: Counter[str], seen: set[object]) -> Iterator[Block]:
    left["tables"] += sum(isinstance(block, Table) and block.folded for block in part)
    chosen = _quotes(part)
    left["quotes"] += sum(isinstance(block, Quote) and block not in chosen for block in part)
    before: Block | None = None
    last = next((block for block in reversed(part) if isinstance(block, Paragraph)), None)
    pictured = any(isinstance(block, Rows) for block in part)
    for block in without_tables(part):
        if isinstance(block, Table) and len(block.columns) < _BESIDE:
            left["tables"] += 1
        elif isinstance(block, Rows):
            yield _top(block, left, seen)
        elif isinstance(block, Quote) and block not in chosen:
            continue
        elif isinstance(block, BulletList):
            left["rules"] += max(0, len(block.items) - _RULES)
            yield replace(block, items=block.items[:_RULES])
        elif pictured and isinstance(block, Paragraph) and block is not last:
            if isinstance(before, Sentence):  # what an editor's sentence first read
                yield block
        else:
            yield block
        before = block


def _top(picture: Rows, left: Counter[str], seen: set[object]) -> Rows:
    """The first rows, or the first headings with their rows; a legend or source stands once."""
    headed = any(isinstance(row, RowHeading) for row in picture.rows)
    most, kind = (_STATEMENTS, "statements") if headed else (_THEMES, "themes")
    starts = [place for place, row in enumerate(picture.rows) if isinstance(row, RowHeading) == headed]
    left[kind] += max(0, len(starts) - most)
    rows = picture.rows[: starts[most]] if len(starts) > most else picture.rows
    once = replace(
        picture,
        rows=rows,
        legend=() if picture.legend in seen else picture.legend,
        source="" if picture.source in seen else picture.source,
    )
    seen.update((picture.legend, picture.source))
    if headed or len(rows) == 1:
        return once
    # The sentence above says whether the order is sure, the heading what was asked.
    return replace(once, rows=tuple(replace(row, note="") for row in rows), caption="")


def _quotes(part: Iterable[Block]) -> list[Quote]:
    """The surest quote of the first theme of the picture that has one; without a picture the first ones."""
    every = [block for block in part if isinstance(block, Quote)]
    rows = [row for block in part if isinstance(block, Rows) for row in block.rows if isinstance(row, Row)]
    chosen: list[Quote] = []
    for row in rows:
        own = (quote for quote in every if quote not in chosen and not set(quote.refs).isdisjoint(row.refs))
        chosen += [quote for quote in (next(own, None),) if quote is not None and quote.refs]
    rest = [quote for quote in every if quote not in chosen]
    few = (chosen + rest)[: _QUOTES_PICTURED if rows else _QUOTES]
    return [quote for quote in every if quote in few]
