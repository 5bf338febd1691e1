"""The numbers in a sentence, and which figure each of them is: words may change, a number keeps its
source.
"""

from __future__ import annotations

import re
from dataclasses import replace

from wijkwijzer.errors import InputError
from wijkwijzer.programme.records import Analysis, FrozenFigure, Paragraph

__all__ = ["figures_of_number", "numbers_in", "with_words"]

_NUMBER = re.compile(r"\d+(?:[.\u00a0\u202f]\d{3})*(?:,\d+)?|\d+(?:,\d+)?")
LONGEST = 4_000
"""Letters a paragraph may have."""


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of a text in order, with thousands signs taken out.

    Examples
    --------
    >>> numbers_in("In 2024 wonen er 8.240 mensen; 13,5% is jong.")
    ('2024', '8240', '13,5')
    """
    return tuple(re.sub(r"[.\u00a0\u202f]", "", found.group()) for found in _NUMBER.finditer(text))


def figures_of_number(analysis: Analysis, paragraph: Paragraph, number: str) -> tuple[FrozenFigure, ...]:
    """Return the figures that a number in a paragraph is, or is made of; empty when it has no source.

    A number is a figure when the figure as written holds it, or when it is its year. Another number of the
    sentence that was proposed (a difference, "van de 100") is made of the figures under the paragraph.
    """
    figures = analysis.figures_of(paragraph)
    exact = tuple(f for f in figures if number in numbers_in(f.text))
    if exact:
        return exact
    dated = tuple(f for f in figures if number == str(f.year))
    if dated:
        return dated
    return figures if number in numbers_in(paragraph.original) else ()


def with_words(analysis: Analysis, key: str, text: str, where: str = "") -> Analysis:
    """Return the analysis with other words for one paragraph.

    A paragraph that rests on figures may hold only numbers of those figures. What people said or saw may
    hold any number, but then it says who said so and when (`where`).

    Raises
    ------
    InputError
        When the text is empty or too long, when a number has no figure, or when a source is missing.
    """
    paragraph = analysis.paragraph(key)
    words = " ".join(text.split())
    if not words:
        raise InputError("Deze alinea is leeg. Schrijf iets, of haal de alinea weg.")
    if len(words) > LONGEST:
        raise InputError(f"Deze alinea is te lang: {len(words)} tekens. Er passen er {LONGEST}.")
    changed = replace(paragraph, text=words, where=where or paragraph.where)
    _check_numbers(analysis, changed)
    return analysis.with_paragraph(changed)


def _check_numbers(analysis: Analysis, paragraph: Paragraph) -> None:
    numbers = numbers_in(paragraph.text)
    if paragraph.kind == "cijfers":
        for number in numbers:
            if not figures_of_number(analysis, paragraph, number):
                raise InputError(
                    f"Het getal {number} staat niet in de cijfers onder deze alinea."
                    " Gebruik een getal uit de lijst, of schrijf een eigen alinea met een bron."
                )
    elif not paragraph.where.strip():
        what = "een getal" if numbers else "iets dat niet uit de cijfers komt"
        raise InputError(f"Hier staat {what}. Schrijf erbij wie dit zei of waar het staat, en wanneer.")
