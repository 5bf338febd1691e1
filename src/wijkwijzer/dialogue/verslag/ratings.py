"""The part of a verslag about ratings (heel slecht to heel goed) and rankings (what comes first)."""

from __future__ import annotations

import polars as pl

from wijkwijzer.dialogue.files import RATING_WORDS
from wijkwijzer.dialogue.verslag.references import ranking_ref, rating_ref
from wijkwijzer.dialogue.verslag.sentences import capital, fraction, is_plural, people, quoted
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
    number,
)
from wijkwijzer.report.specs import Tone

__all__ = ["ranking_blocks", "rating_blocks"]

_TONES: tuple[Tone, ...] = ("against", "against-light", "neutral", "light", "main")


def rating_blocks(dialogue: Dialogue, only: str | None = None, title: str = "Oordelen") -> list[Block]:
    """How people rated one item, or every item; each with a sentence and its distribution."""
    blocks: list[Block] = []
    for rating in rate(dialogue.ratings):
        if only is None or str(rating.item).casefold() == only.casefold():
            blocks += _rating(rating)
    return [Heading(title, level=3), *blocks] if blocks else []


def _rating(rating: Rating) -> list[Block]:
    item, refs = str(rating.item), (rating_ref(rating.item),)
    if rating.n < SMALLEST:
        return [_too_few(item, refs)]
    bad, good = rating.bad[0], rating.good[0]
    share, words = (bad, "slecht of heel slecht") if bad > good else (good, "goed of heel goed")
    who = fraction(share)
    verb = "vinden" if is_plural(who) else "vindt"
    what = "" if item.endswith("?") else f"{quoted(item)} "
    verb = verb if what else "zeggen:" if is_plural(who) else "zegt:"
    sentence = f"{capital(who)} {verb} {what}{words} ({number(100 * share)}%)."
    parts = tuple(
        Part(100 * count / rating.n, tone, f"{word} {number(100 * count / rating.n)}%")
        for count, tone, word in zip(rating.counts, _TONES, RATING_WORDS, strict=True)
    )
    figures = " · ".join(f"{word} {count}" for word, count in zip(RATING_WORDS, rating.counts, strict=True))
    row = Row(item, Distribution(parts), people(rating.n), note=figures, refs=refs)
    return [Sentence(sentence, refs=refs), Rows((row,), f"Oordeel over {item}")]


def ranking_blocks(dialogue: Dialogue, only: str | None = None, title: str = "Wat komt eerst") -> list[Block]:
    """What people put first, per question, in the order that everyone together gives the items."""
    blocks: list[Block] = []
    table = dialogue.rankings.with_columns(pl.col("question").fill_null(""))
    for (question,), votes in sorted(table.group_by("question"), key=lambda pair: str(pair[0][0])):
        if only is None or str(question).casefold() in {only.casefold(), ""}:
            blocks += _ranking(votes, str(question), title)
    return [Heading(title, level=3), *blocks] if blocks else []


def _ranking(votes: pl.DataFrame, question: str, title: str) -> list[Block]:
    refs, voters = (ranking_ref(question),), votes["participant"].n_unique()
    if voters < SMALLEST:
        return [_too_few(question or title, refs)]
    ranked = sorted(rank_items(votes, bootstraps=0), key=lambda one: (-one.first, one.place))
    rows = tuple(
        Row(
            str(one.item),
            ShareBar(Interval(*(3 * (100 * one.first / voters,)))),
            f"{number(100 * one.first / voters)}%",
            words_note=people(one.first),
            refs=refs,
        )
        for one in ranked
    )
    first = ranked[0]
    text = (
        f"{capital(people(first.first))} van de {number(voters)} zetten {quoted(str(first.item))} bovenaan."
    )
    return [Sentence(text, refs=refs), Rows(rows, question or title)]


def _too_few(what: str, refs: tuple[str, ...]) -> Paragraph:
    return Paragraph(f"{quoted(what)}: minder dan tien mensen gaven antwoord. Dat tonen we niet.", refs=refs)
