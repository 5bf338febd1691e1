"""What a participant's form holds, checked before anything is locked or written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from uuid import UUID

from wijkwijzer_web.dialogue.models import Event, Message, Question
from wijkwijzer_web.dialogue.queries.structure import AskedQuestion, Structure
from wijkwijzer_web.dialogue.take_part.record import Entry, RefusedError

__all__ = ["clean_text", "new_statement", "read_answer", "read_background", "read_request"]

LONGEST_TEXT = 2000
LONGEST_STATEMENT = 280
SHORTEST_STATEMENT = 10
CHOICES = {"eens": 1, "oneens": -1, "pas": 0}
# Control characters say nothing and break exports; line ends and tabs are fine. U+FFFD means invalid UTF-8.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\u202a-\u202e\u2066-\u2069]")
Data = Mapping[str, str]


def read_request(data: Data) -> UUID:
    """The key that makes a retry harmless; every form carries one."""
    try:
        return UUID(data.get("aanvraag", ""))
    except ValueError:
        raise RefusedError("Dit formulier is niet compleet. Laad de pagina opnieuw.", 400) from None


def clean_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """Words as they may be kept: one spelling of each character, no control characters, not too long."""
    if len(text) > longest * 4 or UNWANTED.search(text):
        reason = (
            "Je tekst is te lang."
            if len(text) > longest * 4
            else "In je tekst staan tekens die we niet kennen."
        )
        raise RefusedError(reason, 413 if len(text) > longest * 4 else 400)
    tidy = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    if len(tidy) > longest:
        raise RefusedError(f"Je tekst is te lang: gebruik hoogstens {longest} tekens.", 413)
    return tidy


def read_background(data: Data, structure: Structure) -> dict[int, str]:
    """The answers about the participant; an unknown option is refused, none is fine."""
    answers = {}
    for question in structure.background:
        option = data.get(f"achtergrond_{question.pk}", "")
        if option and option not in question.options:
            raise RefusedError("Kies een van de antwoorden uit de lijst.", 400)
        if option:
            answers[question.pk] = option
    return answers


def read_answer(data: Data, structure: Structure, language: str) -> list[Entry]:
    """Turn the form of one step into what is added to the log."""
    question = structure.question(_number(data.get("vraag", "")))
    if question is None:
        raise RefusedError("Deze vraag hoort niet bij deze dialoog.", 400)
    if data.get("overslaan") and question.kind != Question.Kind.STATEMENT:
        return [Entry(kind=Event.Kind.SKIPPED, question=question.pk)]
    if question.is_open:
        return [_message(data, question, language)]
    if question.kind == Question.Kind.STATEMENT:
        return _vote(data, question, structure, language)
    return [_rating(data, question) if question.kind == Question.Kind.RATING else _ranking(data, question)]


def new_statement(data: Data, structure: Structure) -> tuple[AskedQuestion, str]:
    """A statement that a participant adds: its question and its words."""
    question = structure.question(_number(data.get("vraag", "")))
    if question is None or question.kind != Question.Kind.STATEMENT:
        raise RefusedError("Deze vraag hoort niet bij deze dialoog.", 400)
    text = " ".join(clean_text(data.get("stelling_tekst", ""), LONGEST_STATEMENT).split())
    if len(text) < SHORTEST_STATEMENT:
        raise RefusedError("Schrijf een hele zin, zodat iemand het ermee eens of oneens kan zijn.", 400)
    return question, text


def _message(data: Data, question: AskedQuestion, language: str) -> Entry:
    text = clean_text(data.get("tekst", ""))
    if not text:
        raise RefusedError("Je hebt nog niets geschreven. Je kunt de vraag ook overslaan.", 400)
    return Entry(
        kind=Event.Kind.MESSAGE, question=question.pk, text=text, consent=_consent(data), language=language
    )


def _vote(data: Data, question: AskedQuestion, structure: Structure, language: str) -> list[Entry]:
    statement = question.statement(_number(data.get("stelling", "")))
    choice = CHOICES.get(data.get("keuze", ""))
    if statement is None:
        raise RefusedError("Deze stelling hoort niet bij deze dialoog.", 400)
    if choice is None:
        raise RefusedError("Kies eens, oneens of overslaan.", 400)
    why = clean_text(data.get("waarom", ""))
    entries = [Entry(kind=Event.Kind.VOTE, question=question.pk, statement=statement.pk, value=choice)]
    if why:
        entries.append(
            Entry(
                kind=Event.Kind.MESSAGE,
                question=question.pk,
                statement=statement.pk,
                text=why,
                consent=_consent(data),
                language=language,
            )
        )
    return entries


def _rating(data: Data, question: AskedQuestion) -> Entry:
    value = data.get("oordeel", "")
    if value not in {"0", "1", "2", "3", "4"}:
        raise RefusedError("Kies een van de vijf antwoorden.", 400)
    return Entry(kind=Event.Kind.RATING, question=question.pk, value=int(value))


def _ranking(data: Data, question: AskedQuestion) -> Entry:
    places = {option: data.get(f"plaats_{n}", "") for n, option in enumerate(question.options)}
    wanted = {str(n + 1) for n in range(len(question.options))}
    if set(places.values()) != wanted:
        raise RefusedError("Geef elke keuze een eigen plaats, van 1 tot en met de laatste.", 400)
    order = sorted(question.options, key=lambda option: int(places[option]))
    return Entry(kind=Event.Kind.RANKING, question=question.pk, ranking=tuple(order))


def _consent(data: Data) -> str:
    return Message.Consent.LITERAL if data.get("letterlijk") else Message.Consent.SUMMARY


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
