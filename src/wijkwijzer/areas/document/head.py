"""The head of an area's document: what it is, five sentences, what stands out and what is not known."""

from __future__ import annotations

from collections.abc import Sequence

from wijkwijzer.areas.document.page import Page, refs
from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.model import AreaProfile, Statement
from wijkwijzer.report import (
    Block,
    BulletList,
    Columns,
    Fact,
    Facts,
    Item,
    Notice,
    Paragraph,
    Sentence,
    number,
)

__all__ = ["head", "unknown_line"]


def head(page: Page) -> tuple[Block, ...]:
    """Return what an area is, five sentences, what stands out, and in a line what is not known."""
    summary = page.profile.summary
    sentences = tuple(Sentence(page.words.of(each.text), refs(each)) for each in summary.sentences)
    unknown = unknown_line(page.profile, page.words)
    notice = Notice(page.words.say("unknown"), (Paragraph(unknown),))
    return (
        _facts(page),
        *sentences,
        Columns(
            (
                (_points(page, "strengths", summary.strengths, "no_strengths"),),
                (_points(page, "worries", summary.worries, "no_worries"),),
            )
        ),
        *((notice,) if unknown else ()),
    )


def _facts(page: Page) -> Facts:
    facts, words = page.profile.facts, page.words
    unknown = words.say("unknown_mark")
    residents = facts.residents.value
    items = [
        Fact(unknown if residents is None else number(residents, 0, words.language), words.say("residents"))
    ]
    if facts.households.value is not None:
        items.append(Fact(number(facts.households.value, 0, words.language), words.say("households")))
    if facts.buurten > 1:
        items.append(Fact(number(facts.buurten, 0, words.language), words.say("buurten")))
    if facts.data_until:
        first = facts.data_from or facts.data_until
        key = "data_between" if first < facts.data_until else "data_until"
        items.append(Fact("", words.say(key, first=first, year=facts.data_until)))
    return Facts(tuple(items))


def _points(page: Page, key: str, statements: Sequence[Statement], none: str) -> BulletList:
    items = tuple(_item(page, each) for each in statements) or (Item(page.words.say(none)),)
    return BulletList(items, page.words.say(key), "strong" if key == "strengths" else "soft")


def _item(page: Page, statement: Statement) -> Item:
    return Item(page.words.of(statement.text), page.words.of(statement.note), refs(statement))


def unknown_line(profile: AreaProfile, words: Words) -> str:
    """Return in one sentence what is not known; empty when nothing is said about it."""
    topics = [words.of(each.text) for each in profile.summary.unknown[:4]]
    topics = [topic[0].lower() + topic[1:] for topic in topics]
    if len(topics) < 2:
        return f"{topics[0]}." if topics else ""
    return f"{', '.join(topics[:-1])} {words.say('and')} {topics[-1]}."
