"""What stands behind every sentence of a verslag: the figures under it, the rule that made it, and when it
would have read otherwise.

It is made of the verslag as it stands, so it tells nothing that the verslag does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from wijkwijzer.dialogue.groups.find import SMALLEST_SHARE, STABLE_PEOPLE, STABLE_VOTES, SURE
from wijkwijzer.dialogue.verslag.references import FILES, MESSAGES, VOTES
from wijkwijzer.dialogue.verslag.sentences import Speech
from wijkwijzer.dialogue.verslag.votes import AGREED, SPLIT
from wijkwijzer.dialogue.votes.background import CHANCE
from wijkwijzer.disclosure import SMALLEST
from wijkwijzer.report import (
    BECAUSE,
    Block,
    BulletList,
    Content,
    Document,
    Facts,
    Heading,
    Inline,
    Item,
    Paragraph,
    RowHeading,
    Rows,
    Sentence,
    Table,
    Terms,
    plain,
    walk,
)

__all__ = ["why_verslag"]

Ruled = Sentence | Paragraph | Item
_WHOLE = frozenset({MESSAGES, VOTES, FILES})
"""References to everything that came in."""
_LINES = 12
"""Of a table; more would not be read beside one sentence."""


def why_verslag(document: Document, rewritten: Collection[str] = ()) -> Document:
    """Tell of every sentence with a rule what lies under it, which rule made it and what would change it.

    Parameters
    ----------
    document
        A verslag (`verslag_document`), also one that was edited, or whose rows lead somewhere (`linked`).
    rewritten
        The ids of the sentences that an editor put in other words.

    Returns
    -------
    wijkwijzer.report.Document
        A section per section of the verslag; the id of a heading is that of its sentence after `BECAUSE`.

    Examples
    --------
    >>> import datetime
    >>> from wijkwijzer.report import Meta
    >>> said = Sentence("12 mensen antwoordden.", refs=("berichten",), id="3", rule="few_wrote")
    >>> why = why_verslag(Document("Kade", Meta(datetime.date(2025, 11, 21)), (said,)))
    >>> [block.id for block in why.blocks if isinstance(block, Heading) and block.level == 3]
    ['zin-3']
    """
    speech = Speech(document.language)
    blocks: list[Block] = [Sentence(speech.say("why.says"))]
    section = speech.say("why.head")
    told = ""
    after: list[Block] = list(walk(document))
    for place, block in enumerate(after):
        if isinstance(block, Heading) and block.level == 2:
            section = block.text
        for said in _ruled(block):
            if section != told:
                blocks.append(Heading(section, id=f"bij-{len(blocks)}"))
                told = section
            figures = _figures(said, after, place, speech)
            blocks += [
                Heading(plain(said.content), 3, f"{BECAUSE}{said.id}"),
                _terms(said, figures, said.id in rewritten, speech),
            ]
    title = speech.say("why.title")
    return replace(
        document, title=title, subtitle=document.title, tag="", blocks=tuple(blocks), layout="brief"
    )


def _ruled(block: Block) -> Iterator[Ruled]:
    if isinstance(block, Sentence | Paragraph) and block.rule and block.id:
        yield block
    elif isinstance(block, BulletList):
        yield from (item for item in block.items if item.rule and item.id)


def _terms(said: Ruled, figures: Content, rewritten: bool, speech: Speech) -> Terms:
    shares = {
        "agreed": AGREED,
        "split": SPLIT,
        "smallest": SMALLEST_SHARE,
        "stable": STABLE_PEOPLE,
        "votes": STABLE_VOTES,
        "sure": SURE,
    }
    bars = {name: speech.number(100 * share) for name, share in shares.items()}
    bars |= {"least": speech.number(SMALLEST), "chance": speech.number(100 * CHANCE, 1)}
    rule = speech.say(f"why.{said.rule}", **bars)
    if rewritten:
        rule = f"{speech.say('why.rewritten')} {rule}"
    return Terms(
        (
            (speech.say("why.figures"), figures),
            (speech.say("why.rule"), rule),
            (speech.say("why.otherwise"), speech.say(f"why.{said.rule}_turn", **bars)),
        )
    )


def _figures(said: Ruled, blocks: list[Block], place: int, speech: Speech) -> Content:
    """The rows that rest on the same answers; else the table below, or what came in altogether."""
    refs = set(said.refs)
    if not refs <= _WHOLE:
        told: set[str] = set()
        rows = [line for block in blocks if isinstance(block, Rows) for line in _rows(block, refs, told)]
        if rows:
            return _joined(rows)
        messages = [ref for ref in refs if ref.startswith("bericht:")]
        return speech.say("why.on_messages", messages=speech.messages(len(messages))) if messages else "–"
    if FILES in refs:
        below = next((block for block in blocks[place:] if isinstance(block, Table)), None)
        if below is not None:
            return _joined([(": ".join(plain(cell) for cell in row[:2]),) for row in below.rows[:_LINES]])
    facts = next((block for block in blocks if isinstance(block, Facts)), None)
    return ", ".join(f"{fact.value} {fact.label}" for fact in facts.items) if facts else "–"


def _rows(picture: Rows, refs: set[str], told: set[str]) -> Iterator[tuple[Inline, ...]]:
    """Label and words of the rows under these answers; of a statement where it is first drawn (`told`)."""
    headed = any(isinstance(row, RowHeading) for row in picture.rows)
    under, heading = False, ""
    for row in picture.rows:
        if isinstance(row, RowHeading):
            under = row.about in refs and row.about not in told
            heading = f"“{row.text}” " if under else ""
            told.add(row.about)
        elif under or (not headed and row.refs and refs.issuperset(row.refs)):
            note = f", {row.words_note}" if row.words_note else ""
            words = row.words if isinstance(row.words, tuple) else (row.words,)
            yield (f"{heading}{plain(row.label)}: ", *words, note)
            heading = ""


def _joined(lines: list[tuple[Inline, ...]]) -> Content:
    parts: list[Inline] = []
    for number, line in enumerate(lines):
        parts += ["; " if number else "", *line]
    return tuple(part for part in (*parts, ".") if part != "")
