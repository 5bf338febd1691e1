"""The part of a verslag about who was not there: background answers beside the population."""

from __future__ import annotations

from collections.abc import Mapping

from wijkwijzer.dialogue.verslag.gather import Verslag
from wijkwijzer.dialogue.verslag.references import FILES
from wijkwijzer.dialogue.verslag.sentences import Speech, quoted
from wijkwijzer.dialogue.votes.background import Presence, who_is_missing
from wijkwijzer.disclosure import SMALLEST, suppress_answers
from wijkwijzer.report import Block, Column, Heading, Notice, Paragraph, Sentence, Table

__all__ = ["missing_blocks"]

_NAMED = 3


def missing_blocks(verslag: Verslag, speech: Speech) -> list[Block]:
    """What is known of who took part, beside the people it should be about."""
    blocks: list[Block] = [Heading(speech.say("missing"), id="wie-er-niet-was")]
    if not verslag.background:
        return [*blocks, _unknown(speech)]
    for question in sorted(verslag.background):
        shares = verslag.population.get(question, {})
        blocks += _question(question, verslag.background[question], shares, speech)
    text = speech.say("missing_counts")
    if verslag.population_source:
        text = speech.say("missing_source", text=text, source=verslag.population_source)
    return [*blocks, Paragraph(text, refs=(FILES,))]


def _unknown(speech: Speech) -> Notice:
    said = Paragraph(speech.say("not_asked"), refs=(FILES,))
    return Notice(speech.say("not_known"), (said,), kind="unknown")


def _question(
    question: str, counts: Mapping[str, int], shares: Mapping[str, float], speech: Speech
) -> list[Block]:
    total = sum(counts.values())
    if total < SMALLEST:
        text = speech.say("few_answered", question=quoted(question))
        return [Paragraph(text, refs=(FILES,))]
    counts = {answer: counts.get(answer, 0) for answer in dict.fromkeys([*counts, *shares])}
    shown = suppress_answers(counts)
    table = _table(question, counts, shown, shares, speech)
    if not shares:
        text = speech.say("answered", n=speech.number(total), question=quoted(question))
        return [Sentence(text, refs=(FILES,), rule="answered"), table]
    compared = sum(counts[answer] for answer in shares)
    missing = [one for one in who_is_missing(counts, shares) if one.missing][:_NAMED]
    sentences = [_sentence(one, shown[one.answer], compared, speech) for one in missing]
    if not sentences:
        sentences = [speech.say("alike", question=question.lower().rstrip("?"))]
    else:
        sentences.append(speech.say("mind"))
    return [Sentence(" ".join(sentences), refs=(FILES,), rule="beside_population"), table]


def _sentence(one: Presence, shown: int | None, compared: int, speech: Speech) -> str:
    """A hidden count is told as the most that it can be: nine people."""
    outside = speech.say("outside", share=speech.number(100 * one.population))
    if shown is not None:
        share = speech.number(100 * shown / compared)
        return speech.say("one_of", answer=one.answer, share=share, outside=outside)
    if one.people < SMALLEST:
        most = speech.number(-(-100 * SMALLEST // compared))
        return speech.say("one_below", answer=one.answer, most=most, outside=outside)
    return speech.say("one_hidden", answer=one.answer, outside=outside)


def _table(
    question: str,
    counts: Mapping[str, int],
    shown: Mapping[str, int | None],
    shares: Mapping[str, float],
    speech: Speech,
) -> Table:
    rows, total, small = [], sum(counts.values()), speech.say("small")
    for answer, count in shown.items():
        hidden = small if counts[answer] < SMALLEST else speech.say("withheld")
        known = hidden if count is None else speech.number(count)
        share = "–" if count is None else f"{speech.number(100 * count / total)}%"
        outside = f"{speech.number(100 * shares[answer])}%" if answer in shares else speech.say("unknown")
        rows.append((answer, known, share, outside) if shares else (answer, known, share))
    names = ("participants", "share", "in_area") if shares else ("participants", "share")
    columns = (Column(question), *(Column(speech.say(name), "number") for name in names))
    caption = speech.say("participants_and_residents" if shares else "participants")
    return Table(f"{caption}: {question}", columns, tuple(rows))
