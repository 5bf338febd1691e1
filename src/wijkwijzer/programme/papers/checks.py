"""What a programme does not let pass: advice without owner or date, an analysis with a question
unanswered.
"""

from __future__ import annotations

from collections.abc import Sequence

from wijkwijzer.errors import InputError
from wijkwijzer.programme.papers.document import Reply
from wijkwijzer.programme.papers.numbers import figures_of_number, numbers_in
from wijkwijzer.programme.records import AdviceRecord, Analysis

__all__ = ["check_advice", "check_settling", "loose_numbers"]


def check_advice(advice: Sequence[AdviceRecord]) -> None:
    """Refuse advice without an addressee or without a day to look back.

    Raises
    ------
    InputError
        With the number of the advice.

    Examples
    --------
    >>> check_advice([AdviceRecord(3, "Doe het samen.", "", None)])
    Traceback (most recent call last):
    ...
    wijkwijzer.errors.InputError: Advies 3 heeft geen ontvanger. Zeg aan wie het is.
    """
    for each in advice:
        if not each.to.strip():
            raise InputError(f"Advies {each.number} heeft geen ontvanger. Zeg aan wie het is.")
        if each.look_back is None:
            raise InputError(f"Advies {each.number} heeft geen dag om terug te kijken.")


def check_settling(analysis: Analysis, replies: Sequence[Reply]) -> None:
    """Refuse to settle an analysis while a reply has no answer, or a number has no source.

    Raises
    ------
    InputError
        With the paragraph.
    """
    numbers = {paragraph.id: n for n, paragraph in enumerate(analysis.paragraphs, start=1)}
    for reply in replies:
        if not reply.verdict:
            place = numbers.get(reply.paragraph, 0)
            raise InputError(f"Een reactie bij alinea {place} heeft nog geen antwoord.")
    for paragraph, number in loose_numbers(analysis):
        raise InputError(f"Het getal {number} in alinea {numbers[paragraph]} heeft geen bron.")


def loose_numbers(analysis: Analysis) -> list[tuple[str, str]]:
    """Return every number that resolves to nothing, with its paragraph: neither a figure nor a named
    source.
    """
    found: list[tuple[str, str]] = []
    for paragraph in analysis.paragraphs:
        if paragraph.kind != "cijfers" and paragraph.where.strip():
            continue
        found += [
            (paragraph.id, number)
            for number in numbers_in(paragraph.text)
            if not figures_of_number(analysis, paragraph, number)
        ]
    return found
