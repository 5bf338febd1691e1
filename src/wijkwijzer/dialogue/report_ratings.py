"""The part of a verslag about ratings (heel slecht to heel goed) and rankings (what comes first)."""

from __future__ import annotations

import polars as pl

from wijkwijzer.dialogue.log import Dialogue
from wijkwijzer.dialogue.reading import RATING_WORDS
from wijkwijzer.dialogue.references import ranking_ref, rating_ref
from wijkwijzer.dialogue.sentences import capital, fraction, is_plural, people, quoted
from wijkwijzer.report import (
    Block,
    Distribution,
    Heading,
    Interval,
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
    order = [name for name in ("time", "value") if name in dialogue.ratings.columns]
    last = dialogue.ratings.sort(order, nulls_last=False).unique(
        ["participant", "item"], keep="last", maintain_order=True
    )
    blocks: list[Block] = []
    for (item,), table in sorted(last.group_by("item"), key=lambda pair: str(pair[0][0])):
        if only is None or str(item).casefold() == only.casefold():
            counts = [table.filter(pl.col("value") == value).height for value in range(1, 6)]
            blocks += _rating(str(item), counts)
    return [Heading(title, level=3), *blocks] if blocks else []


def _rating(item: str, counts: list[int]) -> list[Block]:
    total = sum(counts)
    bad, good = (counts[0] + counts[1]) / total, (counts[3] + counts[4]) / total
    share, words = (bad, "slecht of heel slecht") if bad > good else (good, "goed of heel goed")
    who = fraction(share)
    verb = "vinden" if is_plural(who) else "vindt"
    what = "" if item.endswith("?") else f"{quoted(item)} "
    verb = verb if what else "zeggen:" if is_plural(who) else "zegt:"
    sentence = f"{capital(who)} {verb} {what}{words} ({number(100 * share)}%)."
    parts = tuple(
        Part(100 * count / total, tone, f"{word} {number(100 * count / total)}%")
        for count, tone, word in zip(counts, _TONES, RATING_WORDS, strict=True)
    )
    figures = " · ".join(f"{word} {count}" for word, count in zip(RATING_WORDS, counts, strict=True))
    row = Row(item, Distribution(parts), people(total), note=figures, refs=(rating_ref(item),))
    return [Sentence(sentence, refs=(rating_ref(item),)), Rows((row,), f"Oordeel over {item}")]


def ranking_blocks(dialogue: Dialogue, only: str | None = None, title: str = "Wat komt eerst") -> list[Block]:
    """What people put first, per question: the share of them that puts each item in their first three."""
    blocks: list[Block] = []
    table = dialogue.rankings.with_columns(pl.col("question").fill_null(""))
    for (question,), votes in sorted(table.group_by("question"), key=lambda pair: str(pair[0][0])):
        if only is not None and str(question).casefold() not in {only.casefold(), ""}:
            continue
        ref = ranking_ref(question)
        voters = votes["participant"].n_unique()
        first = (
            votes.filter(pl.col("rank") == 1)
            .group_by("item")
            .agg(pl.col("participant").n_unique().alias("n"))
        )
        chosen = dict(
            zip(votes["item"].unique().sort().to_list(), [0] * votes["item"].n_unique(), strict=True)
        )
        chosen |= dict(zip(first["item"].to_list(), first["n"].to_list(), strict=True))
        ranked = sorted(chosen.items(), key=lambda pair: (-pair[1], str(pair[0])))
        item, count = ranked[0]
        rows = tuple(
            Row(
                str(name),
                ShareBar(Interval(*(3 * (100 * n / voters,)))),
                f"{number(100 * n / voters)}%",
                words_note=people(n),
                refs=(ref,),
            )
            for name, n in ranked
        )
        text = f"{capital(people(count))} van de {number(voters)} zetten {quoted(str(item))} bovenaan."
        blocks += [Sentence(text, refs=(ref,)), Rows(rows, str(question) or title)]
    return [Heading(title, level=3), *blocks] if blocks else []
