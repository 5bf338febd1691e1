"""One turn of somebody who takes part: what was sent becomes entries of the log, and something comes next."""

from __future__ import annotations

import uuid

from django.http import QueryDict

from wijkwijzer_web.dialogue.actions.documents.findings import ask_when_ten_wrote
from wijkwijzer_web.dialogue.models import Dialogue, Event, Participant
from wijkwijzer_web.dialogue.queries.hints import Hints, hints_for, text_mark
from wijkwijzer_web.dialogue.queries.structure import AskedQuestion, Structure, structure
from wijkwijzer_web.dialogue.take_part.answers import new_statement, read_answer, read_request
from wijkwijzer_web.dialogue.take_part.record import (
    Entry,
    RefusedError,
    add_statement,
    record,
    refuse_floods,
)
from wijkwijzer_web.dialogue.take_part.routing import choose
from wijkwijzer_web.dialogue.take_part.steps import Answers, Step, answers_of, next_step

__all__ = ["Turn", "must_accept", "take_statement"]

SEEN_WITHOUT_TEXT = "1"  # of a script that shows no hints; every form of ours says which text was looked at
MOST_ENDORSED = 5


def must_accept(dialogue: Dialogue) -> None:
    """Refuse what comes after the end."""
    if not dialogue.accepts:
        raise RefusedError("Deze dialoog is gesloten. Meedoen kan niet meer.", 403)


def take_statement(dialogue: Dialogue, participant: Participant, sent: QueryDict) -> None:
    """Add a statement of one's own; a moderator reads it first."""
    must_accept(dialogue)
    if not dialogue.own_statements:
        raise RefusedError("In deze dialoog kun je geen stellingen toevoegen.", 403)
    question, text = new_statement(sent, structure(dialogue))
    refuse_floods(participant.key)
    add_statement(dialogue, participant.key, question.pk, text, request=read_request(sent))


class Turn:
    """Where one participant is: their answers are read once, and kept up to date with what is written."""

    def __init__(self, dialogue: Dialogue, participant: Participant) -> None:
        self.dialogue, self.participant = dialogue, participant
        self.asked: Structure = structure(dialogue)
        self.answers: Answers = answers_of(participant)

    def take(self, sent: QueryDict, language: str) -> Hints | None:
        """Write one answer and the statement that is shown next; or give the hints that were not seen yet."""
        must_accept(self.dialogue)
        key = read_request(sent)
        entries = read_answer(sent, self.asked, language)
        message = next((e for e in entries if e.kind == Event.Kind.MESSAGE and e.statement is None), None)
        hints = _unseen(self.dialogue, message, sent.get("gezien", "")) if message else None
        if hints:
            return hints
        entries += _endorsed(entries[0].question, sent.getlist("ook"))
        self._note(entries)
        shown = self._shown_next()
        self._record([*entries, *shown], key)
        self._note(shown)
        ask_when_ten_wrote(self.dialogue, self.participant.key)
        return None

    def now(self) -> Step:
        """What is on screen; for a statement None when the router has yet to choose."""
        return next_step(self.dialogue, self.asked, self.answers)

    def screen(self) -> Step:
        """What is on screen; the router chooses when nothing was shown yet, and its chance is logged."""
        current = self.now()
        if current.kind != "statement" or current.statement is not None or current.question is None:
            return current
        shown = self._draw(current.question)
        if self.dialogue.accepts:
            self._record([shown], uuid.uuid4())
        statement = current.question.statement(shown.statement or 0)
        return Step("statement", current.question, statement, current.number, current.total)

    def _record(self, entries: list[Entry], key: uuid.UUID) -> None:
        late = self.dialogue.state == Dialogue.State.CLOSED
        whose, recent = self.participant.key, self.answers.recent
        record(self.dialogue, whose, entries, request=key, late=late, recent=recent)

    def _note(self, entries: list[Entry]) -> None:
        for entry in entries:
            if entry.kind == Event.Kind.VOTE and entry.statement and entry.value is not None:
                self.answers.votes[entry.statement] = entry.value
                if self.answers.open_statement.get(entry.question or 0) == entry.statement:
                    del self.answers.open_statement[entry.question or 0]
            elif entry.kind == Event.Kind.SHOWN and entry.question and entry.statement:
                self.answers.open_statement[entry.question] = entry.statement
            elif entry.question and entry.statement is None:
                self.answers.answered.add(entry.question)

    def _shown_next(self) -> list[Entry]:
        following = self.now()
        if following.kind != "statement" or following.statement or following.question is None:
            return []
        return [self._draw(following.question)]

    def _draw(self, question: AskedQuestion) -> Entry:
        statement, chance = choose(question, self.answers.left(question))
        return Entry(kind=Event.Kind.SHOWN, question=question.pk, statement=statement.pk, probability=chance)


def _endorsed(question: int | None, numbers: list[str]) -> list[Entry]:
    """The messages of others that somebody says are theirs too."""
    return [
        Entry(kind=Event.Kind.ENDORSED, question=question, refers_to=int(number))
        for number in numbers[:MOST_ENDORSED]
        if number.isascii() and number.isdigit() and len(number) < 12
    ]


def _unseen(dialogue: Dialogue, message: Entry, seen: str) -> Hints | None:
    """What we would ask about this text: everything the first time, names and addresses when it changed."""
    if seen in {SEEN_WITHOUT_TEXT, text_mark(message.text)}:
        return None
    hints = hints_for(dialogue, message.question or 0, message.text)
    return hints if not seen or hints.personal else None
