"""A wijkanalyse as a document of blocks: paragraphs with their figures, what the wijk said, and the
answers.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wijkwijzer.programme.records import QUESTIONS, Analysis, FrozenFigure, Paragraph
from wijkwijzer.programme.words import Words
from wijkwijzer.report import (
    Block,
    BulletList,
    Charts,
    Column,
    Document,
    Heading,
    Item,
    Meta,
    Notice,
    PageBreak,
    Quote,
    Sentence,
    Table,
    from_json,
    interval,
    walk,
)
from wijkwijzer.report import Paragraph as Text

__all__ = ["Reply", "analysis_blocks", "analysis_document", "figures_table"]

Verdict = Literal["verwerkt", "deels", "niet", ""]


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody said about a paragraph, and what was answered; an empty verdict is no answer yet."""

    paragraph: str
    text: str
    who: str
    day: datetime.date
    verdict: Verdict = ""
    answer: str = ""
    version: int = 0
    key: str = ""

    @property
    def refs(self) -> tuple[str, ...]:
        """The id by which these words are taken out of a document again; empty without a key.

        >>> Reply("a1", "Ja.", "een bewoner", datetime.date(2026, 3, 1), key="7f").refs
        ('reactie:7f',)
        """
        return (f"reactie:{self.key}",) if self.key else ()


def analysis_document(
    analysis: Analysis,
    *,
    title: str = "",
    version: int = 1,
    replies: Sequence[Reply] = (),
    organisation: str = "",
    url: str = "",
    short: bool = False,
) -> Document:
    """Return the document of an analysis.

    Parameters
    ----------
    title : what stands above it; the area and the year when empty.
    replies : what the wijk said, under its paragraph.
    short : two pages: without charts and without the table of figures.
    """
    words = Words(analysis.language)
    made_on = datetime.date.fromisoformat(analysis.made_on)
    meta = Meta(made_on, analysis.release[:8], str(_latest(analysis)), organisation, url)
    kept = words.say("figures_of", release=analysis.release[:8], day=words.day(made_on))
    head: tuple[Block, ...] = (Text(f"{words.say('version', n=version)}; {kept}", small=True),)
    blocks = head + analysis_blocks(analysis, words, replies, short=short)
    if not short:
        blocks += (PageBreak(), *figures_table(analysis.figures, words))
    title = title or words.say("in_year", name=analysis.area_name, year=made_on.year)
    return Document(title, meta, blocks, words.say("analysis"), "", analysis.language)


def _latest(analysis: Analysis) -> int | str:
    return max((figure.year for figure in analysis.figures if figure.year), default="")


def analysis_blocks(
    analysis: Analysis,
    words: Words,
    replies: Sequence[Reply] = (),
    *,
    level: Literal[2, 3] = 2,
    short: bool = False,
    prefix: str = "",
) -> tuple[Block, ...]:
    """Return the questions with their paragraphs; `prefix` keeps the ids of several analyses apart."""
    by_paragraph: dict[str, list[Reply]] = {}
    for reply in replies:
        by_paragraph.setdefault(reply.paragraph, []).append(reply)
    numbers = {paragraph.id: n for n, paragraph in enumerate(analysis.paragraphs, start=1)}
    blocks: list[Block] = []
    for question in QUESTIONS:
        paragraphs = analysis.under(question)
        if not paragraphs:
            continue
        blocks.append(Heading(words.say(f"q_{question}"), level, f"{prefix}{question}"))
        if question == "ontwikkeling" and not short:
            blocks += _charts(analysis)
        unknown = [paragraph for paragraph in paragraphs if paragraph.unknown]
        for paragraph in paragraphs:
            if not paragraph.unknown:
                blocks += _paragraph(paragraph, numbers, words, by_paragraph, prefix)
        if unknown:
            blocks += _unknown(unknown, numbers, words, by_paragraph, prefix)
    return tuple(blocks)


def _paragraph(
    paragraph: Paragraph,
    numbers: Mapping[str, int],
    words: Words,
    replies: Mapping[str, list[Reply]],
    prefix: str,
) -> list[Block]:
    text = f"{numbers[paragraph.id]}. {paragraph.text}"
    blocks: list[Block] = [Sentence(text, tuple(f"{prefix}{key}" for key in paragraph.figures))]
    notes = []
    if paragraph.kind in ("gesprek", "waarneming", "literatuur", "aanpak"):
        notes.append(words.say(f"kind_{paragraph.kind}"))
    if paragraph.where:
        notes.append(paragraph.where)
    if paragraph.edited and paragraph.kind == "cijfers":
        notes.append(words.say("in_other_words"))
    if notes:
        blocks.append(Text(". ".join(note.rstrip(".") for note in notes) + ".", small=True))
    return blocks + _replies(replies.get(paragraph.id, []), words)


def _unknown(
    paragraphs: Sequence[Paragraph],
    numbers: Mapping[str, int],
    words: Words,
    replies: Mapping[str, list[Reply]],
    prefix: str,
) -> list[Block]:
    items = tuple(
        Item(f"{numbers[each.id]}. {each.text}", each.where, tuple(f"{prefix}{key}" for key in each.figures))
        for each in paragraphs
    )
    blocks: list[Block] = [Notice(words.say("q_onbekend"), (BulletList(items),))]
    for each in paragraphs:
        blocks += _replies(replies.get(each.id, []), words)
    return blocks


def _replies(replies: Sequence[Reply], words: Words) -> list[Block]:
    blocks: list[Block] = []
    for reply in replies:
        who = words.say("reaction_by", who=reply.who, day=words.day(reply.day))
        blocks.append(Quote(reply.text, who, reply.refs))
        verdict = words.say(reply.verdict, n=reply.version) if reply.verdict else words.say("no_answer")
        blocks.append(Text(f"{verdict} {reply.answer}".strip()))
    return blocks


def _charts(analysis: Analysis) -> list[Block]:
    if not analysis.charts:
        return []
    return [block for block in walk(from_json(json.loads(analysis.charts))) if isinstance(block, Charts)]


def figures_table(
    figures: Sequence[FrozenFigure], words: Words, level: Literal[2, 3] = 2
) -> tuple[Block, ...]:
    """Return the table in which every number of the text is found: indicator, area, year, interval,
    release.
    """
    keys = ("col_figure", "col_area", "col_year", "col_value", "col_interval", "col_source", "col_where")
    columns = tuple(
        Column(words.say(key), "number" if key in ("col_year", "col_value") else "text") for key in keys
    )
    rows = tuple(
        (
            figure.name,
            figure.area_name,
            str(figure.year or ""),
            figure.text,
            _interval(figure, words),
            figure.source,
            figure.release[:8],
        )
        for figure in figures
    )
    if not rows:
        return ()
    title = words.say("sources_title")
    return Heading(title, level, "cijfers"), Sentence(words.say("sources_says")), Table(title, columns, rows)


def _interval(figure: FrozenFigure, words: Words) -> str | None:
    if figure.low is None or figure.high is None:
        return None
    decimals = re.search(r"[.,](\d{1,2})(?!\d)", figure.text)
    return interval(figure.low, figure.high, len(decimals[1]) if decimals else 0, words.language)
