"""The part of a verslag about who was not there: background answers beside the population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkwijzer.dialogue.references import FILES
from wijkwijzer.dialogue.sentences import quoted
from wijkwijzer.dialogue.verslag import Verslag
from wijkwijzer.report import Block, Column, Heading, Notice, Paragraph, Sentence, Table, number

__all__ = ["SMALLEST_CELL", "Cell", "missing_blocks", "suppress"]

SMALLEST_CELL = 10
"""Fewer people than this are not shown as a number."""
_GAP = 5.0
_SMALL, _WITHHELD = "minder dan 10", "niet getoond"


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer: how many gave it, None when that may not be shown; `small` when it is 1 to 9."""

    answer: str
    count: int | None
    small: bool = False


def suppress(counts: Mapping[str, int]) -> list[Cell]:
    """Hide counts from 1 to 9, and one more when a single hidden count would follow from the total.

    Examples
    --------
    >>> [cell.count for cell in suppress({"a": 30, "b": 4, "c": 20})]
    [30, None, None]
    >>> [cell.count for cell in suppress({"a": 30, "b": 0, "c": 20})]
    [30, 0, 20]
    """
    hidden = {answer for answer, count in counts.items() if 0 < count < SMALLEST_CELL}
    if len(hidden) == 1 and len(counts) > 1:
        others = [(count, answer) for answer, count in counts.items() if answer not in hidden and count]
        hidden |= {min(others)[1]} if others else set()
    return [
        Cell(answer, None if answer in hidden else count, 0 < count < SMALLEST_CELL)
        for answer, count in counts.items()
    ]


def missing_blocks(verslag: Verslag) -> list[Block]:
    """What is known of who took part, beside the people it should be about."""
    blocks: list[Block] = [Heading("Wie er niet was", id="wie-er-niet-was")]
    if not verslag.background:
        return [*blocks, _unknown()]
    for question in sorted(verslag.background):
        counts = verslag.background[question]
        shares = verslag.population.get(question, {})
        cells = suppress({answer: counts.get(answer, 0) for answer in _answers(counts, shares)})
        blocks.append(_sentence(question, cells, shares, sum(counts.values())))
        blocks.append(_table(question, cells, shares, sum(counts.values())))
    blocks.append(
        Paragraph(
            "Wie niet meedeed, telt in dit verslag niet mee. De aandelen gaan alleen over deze deelnemers.",
            refs=(FILES,),
        )
    )
    return blocks


def _unknown() -> Notice:
    text = (
        "Er is niet gevraagd wie meedeed. Lees dit verslag dus als de mening van deze deelnemers, niet "
        "van iedereen "
        "in de wijk."
    )
    return Notice("Dat weten we niet", (Paragraph(text, refs=(FILES,)),), kind="unknown")


def _answers(counts: Mapping[str, int], shares: Mapping[str, float]) -> Sequence[str]:
    return sorted(set(counts) | set(shares))


def _sentence(question: str, cells: list[Cell], shares: Mapping[str, float], total: int) -> Sentence:
    """Who took part least, compared with the population; a small count is taken at its highest."""
    gaps = []
    for cell in cells:
        most = SMALLEST_CELL - 1 if cell.small else cell.count
        if cell.answer in shares and total and most is not None:
            gaps.append((100 * (shares[cell.answer] - most / total), cell.answer))
    if gaps and max(gaps)[0] >= _GAP:
        answer = max(gaps)[1]
        outside = number(100 * shares[answer])
        text = f"Van {quoted(answer)} deden weinig mensen mee; in de wijk is dat {outside}%. "
        text += "Lees het verslag met die kanttekening."
    elif gaps:
        text = f"Bij {question.lower()} lijken de deelnemers op de mensen in de wijk."
    else:
        text = f"{number(total)} deelnemers beantwoordden de vraag {quoted(question)}."
    return Sentence(text, refs=(FILES,))


def _table(question: str, cells: list[Cell], shares: Mapping[str, float], total: int) -> Table:
    rows = []
    for cell in cells:
        count = _SMALL if cell.small else _WITHHELD if cell.count is None else number(cell.count)
        share = "–" if cell.count is None or not total else f"{number(100 * cell.count / total)}%"
        outside = f"{number(100 * shares[cell.answer])}%" if cell.answer in shares else "onbekend"
        rows.append((cell.answer, count, share, outside))
    columns = (
        Column(question),
        Column("Deelnemers", "number"),
        Column("Aandeel", "number"),
        Column("In de wijk", "number"),
    )
    return Table(f"{question}: deelnemers en bewoners", columns, tuple(rows))
