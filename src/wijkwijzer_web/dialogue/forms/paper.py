"""Paper and tables: one ballot by hand, or many from a CSV file; wrong rows are named one by one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijkwijzer_web.core.clean import number as read_number
from wijkwijzer_web.dialogue.actions.documents.paper import Ballot
from wijkwijzer_web.dialogue.models import Event, Message, Question
from wijkwijzer_web.dialogue.queries.structure import AskedQuestion, Structure
from wijkwijzer_web.dialogue.take_part.answers import clean_text
from wijkwijzer_web.dialogue.take_part.record import Entry, RefusedError

__all__ = ["Import", "read_ballot", "read_csv"]

LARGEST_FILE = 2_000_000
MOST_ERRORS = 20
COLUMNS = ("formulier", "vraag", "stelling", "antwoord", "letterlijk")
CHOICES = {"eens": 1, "oneens": -1, "pas": 0, "weet niet": 0, "1": 1, "-1": -1, "0": 0}
YES = {"ja", "j", "1", "x", "yes"}


@dataclass(frozen=True, slots=True)
class Import:
    """What a file holds: ballots to enter, or sentences about what is wrong (then nothing is entered)."""

    ballots: tuple[Ballot, ...]
    errors: tuple[str, ...]


def read_ballot(data: Mapping[str, str], structure: Structure) -> Ballot:
    """One ballot from the page: a vote per statement, an answer per open question, all optional."""
    entries: list[Entry] = []
    for question in structure.questions:
        if question.kind == Question.Kind.STATEMENT:
            for statement in question.statements:
                choice = data.get(f"stem_{statement.pk}", "")
                if choice in CHOICES:
                    entries.append(_vote(question, statement.pk, CHOICES[choice]))
        elif question.is_open:
            text = clean_text(data.get(f"tekst_{question.pk}", ""))
            if text:
                entries.append(_message(question, text, bool(data.get(f"letterlijk_{question.pk}"))))
        elif question.kind == Question.Kind.RATING and data.get(f"oordeel_{question.pk}", "") in set("01234"):
            entries.append(_rating(question, int(data[f"oordeel_{question.pk}"])))
    if not entries:
        raise RefusedError(_("Dit formulier is leeg. Vul ten minste een antwoord in."), 400)
    background = tuple(
        (asked.pk, option)
        for asked in structure.background
        if (option := data.get(f"achtergrond_{asked.pk}", "")) in asked.options
    )
    return Ballot(tuple(entries), background)


def read_csv(content: bytes, structure: Structure) -> Import:
    """Read a CSV file with a row per answer; rows with the same `formulier` are one person or table.

    `vraag` is the number of the question on the print pack, `stelling` the number of the statement,
    `antwoord` eens, oneens, pas, 0 to 4 for a rating, or the words.
    """
    if len(content) > LARGEST_FILE:
        return Import((), (_("Het bestand is te groot: hoogstens 2 MB."),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        return Import((), (_("Rij %(row)s is geen UTF-8. Bewaar het bestand als CSV UTF-8.") % {"row": row},))
    separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=separator)
    missing = [c for c in COLUMNS[:2] + COLUMNS[3:4] if c not in (rows.fieldnames or ())]
    if missing:
        return Import((), (_("Deze kolommen ontbreken: %(columns)s.") % {"columns": ", ".join(missing)},))
    return _collect(_parsed(rows, structure))


def _parsed(rows: csv.DictReader[str], structure: Structure) -> Iterator[tuple[int, str, Entry | str]]:
    for number, row in enumerate(rows, start=2):
        form = (row.get("formulier") or "").strip()
        try:
            if not form:
                raise RefusedError(_("Er staat geen formuliernummer."), 400)
            yield number, form, _entry(row, structure)
        except RefusedError as error:
            yield number, form, error.sentence


def _collect(parsed: Iterator[tuple[int, str, Entry | str]]) -> Import:
    ballots: dict[str, list[Entry]] = {}
    errors: list[str] = []
    for number, form, found in parsed:
        if isinstance(found, str):
            errors.append(_("Rij %(row)s: %(what)s") % {"row": number, "what": found})
        else:
            ballots.setdefault(form, []).append(found)
    if errors:
        more = len(errors) - MOST_ERRORS
        listed = errors[:MOST_ERRORS] + ([_("En nog %(n)s rijen.") % {"n": more}] if more > 0 else [])
        return Import((), tuple(listed))
    if not ballots:
        return Import((), (_("Het bestand heeft geen rijen."),))
    return Import(tuple(Ballot(tuple(entries)) for entries in ballots.values()), ())


def _entry(row: Mapping[str, str | None], structure: Structure) -> Entry:
    number = (row.get("vraag") or "").strip()
    answer = clean_text(row.get("antwoord") or "")
    place = read_number(number, 1, len(structure.questions))
    if place is None:
        raise RefusedError(_("Vraag %(n)s is er niet.") % {"n": number or "–"}, 400)
    question = structure.questions[place - 1]
    if not answer:
        raise RefusedError(_("Er staat geen antwoord."), 400)
    if question.kind == Question.Kind.STATEMENT:
        return _vote_of_row(question, (row.get("stelling") or "").strip(), answer)
    if question.kind == Question.Kind.RATING:
        if answer not in set("01234"):
            raise RefusedError(_("Een oordeel is een getal van 0 tot en met 4."), 400)
        return _rating(question, int(answer))
    if question.kind == Question.Kind.RANKING:
        raise RefusedError(_("Een volgorde kan niet uit een bestand komen."), 400)
    return _message(question, answer, (row.get("letterlijk") or "").strip().lower() in YES)


def _vote_of_row(question: AskedQuestion, number: str, answer: str) -> Entry:
    statement = next((s for s in question.statements if str(s.number) == number), None)
    if statement is None:
        raise RefusedError(_("Stelling %(n)s is er niet.") % {"n": number or "–"}, 400)
    if answer.lower() not in CHOICES:
        raise RefusedError(_("Een stem is eens, oneens of pas."), 400)
    return _vote(question, statement.pk, CHOICES[answer.lower()])


def _vote(question: AskedQuestion, statement: int, value: int) -> Entry:
    return Entry(kind=Event.Kind.VOTE, question=question.pk, statement=statement, value=value)


def _rating(question: AskedQuestion, value: int) -> Entry:
    return Entry(kind=Event.Kind.RATING, question=question.pk, value=value)


def _message(question: AskedQuestion, text: str, literal: bool) -> Entry:
    consent = Message.Consent.LITERAL if literal else Message.Consent.SUMMARY
    return Entry(kind=Event.Kind.MESSAGE, question=question.pk, text=text, consent=consent)
