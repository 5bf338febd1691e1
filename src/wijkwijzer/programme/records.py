"""What a wijkanalyse and an advice are made of: frozen figures, paragraphs, advice, and their JSON.

A figure is frozen: it keeps the value, the interval, the year and the release of the day it was taken,
whatever later releases say. A paragraph names the figures it rests on; what people said or saw is a
paragraph of another kind and says who, when and with whose leave.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Literal

from wijkwijzer.errors import InputError

__all__ = [
    "KINDS",
    "QUESTIONS",
    "AdviceRecord",
    "Analysis",
    "FrozenFigure",
    "Kind",
    "Paragraph",
    "Question",
    "StatedTrend",
]

Question = Literal["ontwikkeling", "stand", "trends", "opgaven", "aanpakken", "onbekend"]
QUESTIONS: tuple[Question, ...] = ("ontwikkeling", "stand", "trends", "opgaven", "aanpakken", "onbekend")
"""The fixed questions of an analysis, in reading order (keys of `words.toml`)."""

Kind = Literal["cijfers", "gesprek", "waarneming", "literatuur", "aanpak", "tekst"]
KINDS: tuple[Kind, ...] = ("cijfers", "gesprek", "waarneming", "literatuur", "aanpak", "tekst")
"""What a paragraph rests on; only `cijfers` rests on figures of a release."""


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """One figure as it was on the day of the analysis.

    ``value``, ``low`` and ``high`` are in the unit of the indicator (the interval is the 95%
    meetonzekerheid, None when unknown); ``text`` is the figure as written; ``release`` is the id of the
    release it was read from.
    """

    id: str
    indicator: str
    name: str
    area: str
    area_name: str
    year: int | None
    value: float | None
    low: float | None
    high: float | None
    text: str
    source: str
    release: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `original` is what was proposed; `where` is the source of what does not come from
    figures.

    ``unknown`` marks a paragraph that says what is not known: it is drawn hatched.
    """

    id: str
    question: Question
    kind: Kind
    text: str
    figures: tuple[str, ...] = ()
    original: str = ""
    where: str = ""
    unknown: bool = False

    @property
    def edited(self) -> bool:
        """Whether somebody changed the words that were proposed."""
        return bool(self.original) and self.original != self.text


@dataclass(frozen=True, slots=True)
class StatedTrend:
    """A trend that a programme states beforehand: `direction` is what it expects of the indicators."""

    key: str
    text: str
    indicators: tuple[str, ...]
    direction: Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A wijkanalyse: paragraphs under fixed questions, and the figures they rest on.

    Examples
    --------
    >>> paragraph = Paragraph("a1", "stand", "tekst", "Buren kennen elkaar.")
    >>> analysis = Analysis("WK1", "De Wijk", "De Stad", "abc", "2026-01-01", "nl", (paragraph,), ())
    >>> analysis.paragraph("a1").text
    'Buren kennen elkaar.'
    """

    area: str
    area_name: str
    gemeente: str
    release: str
    made_on: str
    language: Literal["nl", "en"]
    paragraphs: tuple[Paragraph, ...]
    figures: tuple[FrozenFigure, ...]
    charts: str = ""

    def paragraph(self, key: str) -> Paragraph:
        """Return one paragraph; InputError when there is none with this id."""
        for paragraph in self.paragraphs:
            if paragraph.id == key:
                return paragraph
        raise InputError(f"Deze alinea bestaat niet: {key}.")

    def under(self, question: Question) -> tuple[Paragraph, ...]:
        """Return the paragraphs under one question, in order."""
        return tuple(each for each in self.paragraphs if each.question == question)

    def figure(self, key: str) -> FrozenFigure:
        """Return one figure; InputError when there is none with this id."""
        for figure in self.figures:
            if figure.id == key:
                return figure
        raise InputError(f"Dit cijfer bestaat niet: {key}.")

    def figures_of(self, paragraph: Paragraph) -> tuple[FrozenFigure, ...]:
        """Return the figures under one paragraph."""
        return tuple(self.figure(key) for key in paragraph.figures)

    def with_paragraph(self, changed: Paragraph) -> Analysis:
        """Return the analysis with one paragraph replaced, or added at the end of its question."""
        if any(each.id == changed.id for each in self.paragraphs):
            rows = tuple(changed if each.id == changed.id else each for each in self.paragraphs)
        else:
            rows = (*self.paragraphs, changed)
        return replace(self, paragraphs=_ordered(rows))

    def without(self, key: str) -> Analysis:
        """Return the analysis without one paragraph; InputError when it is not there."""
        gone = self.paragraph(key)
        return replace(self, paragraphs=tuple(each for each in self.paragraphs if each != gone))

    def new_id(self) -> str:
        """Return an id for a new paragraph; ids are never used again within an analysis."""
        used = [
            int(each.id[1:]) for each in self.paragraphs if each.id[1:].isascii() and each.id[1:].isdigit()
        ]
        return f"a{max(used, default=0) + 1}"


def _ordered(rows: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    return tuple(sorted(rows, key=lambda each: QUESTIONS.index(each.question)))


@dataclass(frozen=True, slots=True)
class AdviceRecord:
    """An advice as a report prints it: to one addressee, looked back on at a day.

    ``theme`` or ``area`` says what it is about; ``together`` and ``money`` are the forms of cooperation and
    of funding; ``rests_on`` names what it stands on.
    """

    number: int
    text: str
    to: str
    look_back: datetime.date | None
    theme: str = ""
    area: str = ""
    because: str = ""
    together: str = ""
    money: str = ""
    rests_on: tuple[str, ...] = ()
