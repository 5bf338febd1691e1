"""The part of a verslag about ratings (heel slecht to heel goed) and rankings (what comes first)."""

from __future__ import annotations

import polars as pl

from wijkwijzer.dialogue.verslag.references import ranking_ref, rating_ref
from wijkwijzer.dialogue.verslag.sentences import Speech, capital, quoted
from wijkwijzer.dialogue.votes.log import Dialogue
from wijkwijzer.dialogue.votes.rankings import rank_items
from wijkwijzer.dialogue.votes.ratings import Rating, rate
from wijkwijzer.disclosure import SMALLEST
from wijkwijzer.report import (
    Block,
    Distribution,
    Heading,
    Interval,
    Paragraph,
    Part,
    Row,
    Rows,
    Sentence,
    ShareBar,
)
from wijkwijzer.report.specs import Tone

__all__ = ["ranking_blocks", "rating_blocks"]

_TONES: tuple[Tone, ...] = ("against", "against-light", "neutral", "light", "main")


def rating_blocks(
    dialogue: Dialogue, speech: Speech, only: str | None = None, title: str = ""
) -> list[Block]:
    """How people rated one item, or every item; each with a sentence and its distribution."""
    blocks: list[Block] = []
    for rating in rate(dialogue.ratings):
        if only is None or str(rating.item).casefold() == only.casefold():
            blocks += _rating(rating, speech)
    title = title or speech.say("judgements")
    return [Heading(title, level=3), *blocks] if blocks else []


def _rating(rating: Rating, speech: Speech) -> list[Block]:
    item, refs = str(rating.item), (rating_ref(rating.item),)
    if rating.n < SMALLEST:
        return [_too_few(item, refs, speech)]
    bad, good = rating.bad[0], rating.good[0]
    share, word = (bad, "bad") if bad > good else (good, "good")
    who = speech.fraction(share)
    sentence = speech.say(
        who.verb("judged_question" if item.endswith("?") else "judged"),
        who=capital(who.text), what=quoted(item), word=speech.say(word), share=speech.number(100 * share),
    )  # fmt: skip
    named = [speech.say(f"rated.{mark}") for mark in range(1, 1 + len(_TONES))]
    parts = tuple(
        Part(100 * count / rating.n, tone, f"{name} {speech.number(100 * count / rating.n)}%")
        for count, tone, name in zip(rating.counts, _TONES, named, strict=True)
    )
    figures = " · ".join(f"{name} {count}" for name, count in zip(named, rating.counts, strict=True))
    row = Row(item, Distribution(parts), speech.people(rating.n), note=figures, refs=refs)
    return [Sentence(sentence, refs=refs, rule="judged"), Rows((row,), speech.say("judgement_of", item=item))]


def ranking_blocks(
    dialogue: Dialogue, speech: Speech, only: str | None = None, title: str = ""
) -> list[Block]:
    """What people put first, per question, in the order that everyone together gives the items."""
    blocks: list[Block] = []
    title = title or speech.say("first")
    table = dialogue.rankings.with_columns(pl.col("question").fill_null(""))
    for (question,), votes in sorted(table.group_by("question"), key=lambda pair: str(pair[0][0])):
        if only is None or str(question).casefold() in {only.casefold(), ""}:
            blocks += _ranking(votes, str(question), title, speech)
    return [Heading(title, level=3), *blocks] if blocks else []


def _ranking(votes: pl.DataFrame, question: str, title: str, speech: Speech) -> list[Block]:
    refs, voters = (ranking_ref(question),), votes["participant"].n_unique()
    if voters < SMALLEST:
        return [_too_few(question or title, refs, speech)]
    ranked = sorted(rank_items(votes, bootstraps=0), key=lambda one: (-one.first, one.place))
    rows = tuple(
        Row(
            str(one.item),
            ShareBar(Interval(*(3 * (100 * one.first / voters,)))),
            f"{speech.number(100 * one.first / voters)}%",
            words_note=speech.people(one.first),
            refs=refs,
        )
        for one in ranked
    )
    first = ranked[0]
    who, item = capital(speech.people(first.first)), quoted(str(first.item))
    text = speech.say("put_first", who=who, n=speech.number(voters), item=item)
    return [Sentence(text, refs=refs, rule="put_first"), Rows(rows, question or title)]


def _too_few(what: str, refs: tuple[str, ...], speech: Speech) -> Paragraph:
    return Paragraph(speech.say("few_gave", what=quoted(what)), refs=refs)
