"""Which words of a dialogue a participant reads, and which of them are there in another language.

Title, intro and who reads along are kept with the dialogue, questions and statements with themselves. Short
words that return (choices, questions about the person) are kept with the dialogue under the words themselves:
one that is changed has no translation any more, and shows up as lacking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wijkwijzer_web.dialogue.languages import DUTCH, Language, available
from wijkwijzer_web.dialogue.models import Dialogue, Question, Statement

__all__ = ["ABOUT", "WORDS", "Progress", "Sentence", "lacking", "progress", "sentences"]

ABOUT = ("title", "intro", "readers", "non_readers")
WORDS = "words"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text: its field in the form, where it stands, how it was written, and the translation or ""."""

    field: str
    place: str
    text: str
    translation: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a dialogue is there in a language."""

    language: Language
    done: int
    total: int

    @property
    def lacking(self) -> int:
        """How many texts a participant still reads as they were written."""
        return self.total - self.done


def sentences(dialogue: Dialogue, code: str) -> list[Sentence]:
    """Everything that a participant reads of the organiser, in the order in which it is met."""
    return [one for one in _all(dialogue, code) if one.text.strip()]


def progress(dialogue: Dialogue) -> list[Progress]:
    """Per other language that the dialogue offers, how much is there."""
    found = []
    for code in dialogue.languages:
        if code in available() and code != DUTCH:
            texts = sentences(dialogue, code)
            found.append(Progress(available()[code], sum(bool(one.translation) for one in texts), len(texts)))
    return found


def lacking(dialogue: Dialogue, code: str) -> int:
    """How many texts are not there in a language; 0 for Dutch."""
    return sum(not one.translation for one in sentences(dialogue, code)) if code != DUTCH else 0


def _all(dialogue: Dialogue, code: str) -> Iterator[Sentence]:
    own = dialogue.translations.get(code, {})
    for part in ABOUT:
        label = str(getattr(Dialogue._meta.get_field(part), "verbose_name", part))
        yield Sentence(part, label.capitalize(), getattr(dialogue, part), own.get(part, ""))
    words = own.get(WORDS, {})
    for asked in dialogue.background_questions.all():
        for number, text in enumerate((asked.text, *asked.options)):
            yield Sentence(f"woord-{asked.pk}-{number}", asked.text, text, words.get(text, ""))
    for question in Question.objects.filter(topic__dialogue=dialogue).select_related("topic"):
        label = f"{question.topic}: {question.get_kind_display()}"
        yield Sentence(f"vraag-{question.pk}", label, question.text, question.translations.get(code, ""))
        for number, text in enumerate(question.options):
            yield Sentence(f"keuze-{question.pk}-{number}", question.text, text, words.get(text, ""))
        for one in question.statements.filter(state=Statement.State.VISIBLE, writer=None).order_by("number"):
            yield Sentence(f"stelling-{one.pk}", question.text, one.text, one.translations.get(code, ""))
