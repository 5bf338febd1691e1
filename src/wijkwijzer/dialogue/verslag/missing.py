"""The part of a verslag about who was not there: background answers beside the population."""

from __future__ import annotations

from collections.abc import Mapping

from wijkwijzer.dialogue.verslag.gather import Verslag
from wijkwijzer.dialogue.verslag.references import FILES
from wijkwijzer.dialogue.verslag.sentences import quoted
from wijkwijzer.dialogue.votes.background import Presence, who_is_missing
from wijkwijzer.disclosure import SMALLEST, suppress_answers
from wijkwijzer.report import Block, Column, Heading, Notice, Paragraph, Sentence, Table, number

__all__ = ["missing_blocks"]

_SMALL = "minder dan 10"
_WITHHELD = "niet te tonen"
_NAMED = 3


def missing_blocks(verslag: Verslag) -> list[Block]:
    """What is known of who took part, beside the people it should be about."""
    blocks: list[Block] = [Heading("Wie er niet was", id="wie-er-niet-was")]
    if not verslag.background:
        return [*blocks, _unknown()]
    for question in sorted(verslag.background):
        blocks += _question(question, verslag.background[question], verslag.population.get(question, {}))
    source = f" Cijfers van de wijk: {verslag.population_source}." if verslag.population_source else ""
    blocks.append(
        Paragraph(
            "Wie niet meedeed, telt in dit verslag niet mee. De aandelen gaan alleen over deze deelnemers."
            + source,
            refs=(FILES,),
        )
    )
    return blocks


def _unknown() -> Notice:
    text = (
        "Er is niet gevraagd wie meedeed. Lees dit verslag dus als de mening van deze deelnemers, niet van "
        "iedereen in de wijk."
    )
    return Notice("Dat weten we niet", (Paragraph(text, refs=(FILES,)),), kind="unknown")


def _question(question: str, counts: Mapping[str, int], shares: Mapping[str, float]) -> list[Block]:
    total = sum(counts.values())
    if total < SMALLEST:
        text = f"Minder dan tien mensen beantwoordden de vraag {quoted(question)}. Dat tonen we niet."
        return [Paragraph(text, refs=(FILES,))]
    counts = {answer: counts.get(answer, 0) for answer in dict.fromkeys([*counts, *shares])}
    shown = suppress_answers(counts)
    table = _table(question, counts, shown, shares, total)
    if not shares:
        text = f"{number(total)} deelnemers beantwoordden de vraag {quoted(question)}."
        return [Sentence(text, refs=(FILES,)), table]
    compared = sum(counts[answer] for answer in shares)
    missing = [one for one in who_is_missing(counts, shares) if one.missing][:_NAMED]
    sentences = [_sentence(one, shown[one.answer], compared) for one in missing]
    if not sentences:
        sentences = [f"Bij {question.lower().rstrip('?')} lijken de deelnemers op de mensen in de wijk."]
    else:
        sentences.append("Lees het verslag met die kanttekening.")
    return [Sentence(" ".join(sentences), refs=(FILES,)), table]


def _sentence(one: Presence, shown: int | None, compared: int) -> str:
    """A hidden count is told as the most that it can be: nine people."""
    outside = f"{number(100 * one.population)}% van de wijk"
    if shown is not None:
        return f"{one.answer}: {number(100 * shown / compared)}% van wie meedeed, {outside}."
    if one.people < SMALLEST:
        most = number(-(-100 * SMALLEST // compared))
        return f"{one.answer}: minder dan {most}% van wie meedeed, {outside}."
    return f"{one.answer}: minder dan verwacht; {outside}."


def _table(
    question: str,
    counts: Mapping[str, int],
    shown: Mapping[str, int | None],
    shares: Mapping[str, float],
    total: int,
) -> Table:
    rows = []
    for answer, count in shown.items():
        known = number(count) if count is not None else _SMALL if counts[answer] < SMALLEST else _WITHHELD
        share = "–" if count is None else f"{number(100 * count / total)}%"
        outside = f"{number(100 * shares[answer])}%" if answer in shares else "onbekend"
        rows.append((answer, known, share, outside) if shares else (answer, known, share))
    names = ("Deelnemers", "Aandeel", "In de wijk") if shares else ("Deelnemers", "Aandeel")
    columns = (Column(question), *(Column(name, "number") for name in names))
    caption = "Deelnemers en bewoners" if shares else "Deelnemers"
    return Table(f"{caption}: {question}", columns, tuple(rows))
