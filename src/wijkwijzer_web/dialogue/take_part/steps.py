"""What a participant does next: one thing at a time, from their own events and the round that runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from django.db import connection
from django.db.models import DateTimeField, UUIDField

from wijkwijzer_web.dialogue.models import Dialogue, Event, Participant, Question, Round, this_minute
from wijkwijzer_web.dialogue.queries.structure import AskedQuestion, AskedStatement, Structure

__all__ = ["Answers", "Step", "answers_of", "next_step", "running_round"]


@dataclass(slots=True)
class Answers:
    """What one participant did so far; the last vote on a statement counts."""

    votes: dict[int, int] = field(default_factory=dict)
    answered: set[int] = field(default_factory=set)
    messages: dict[int, int] = field(default_factory=dict)
    open_statement: dict[int, int] = field(default_factory=dict)
    recent: int = 0  # how many of them in the current minute

    def left(self, question: AskedQuestion) -> list[AskedStatement]:
        """The statements of a question without a vote."""
        return [s for s in question.statements if s.pk not in self.votes]


@dataclass(frozen=True, slots=True)
class Step:
    """The thing on screen: a question or statement, a moment to wait, or the end."""

    kind: Literal["open", "statement", "rating", "ranking", "wait", "done"]
    question: AskedQuestion | None = None
    statement: AskedStatement | None = None
    number: int = 0
    total: int = 0
    round: Round | None = None

    @property
    def share(self) -> float:
        """How far along, in per cent."""
        return 100 * self.number / self.total if self.total else 100.0


# Written out: read before every answer of a full room, where composing a query costs more than running it.
_OWN_EVENTS = (
    "SELECT kind, question_id, statement_id, value, at >= %s"  # noqa: S608 (our own table's name)
    f" FROM {Event._meta.db_table} WHERE participant_key = %s ORDER BY position"
)


def answers_of(participant: Participant) -> Answers:
    """Read a participant's own events in one query."""
    answers = Answers()
    with connection.cursor() as cursor:
        cursor.execute(
            _OWN_EVENTS,
            [
                DateTimeField().get_db_prep_value(this_minute(), connection),
                UUIDField().get_db_prep_value(participant.key, connection),
            ],
        )
        rows = cursor.fetchall()
    for kind, question, statement, value, recent in rows:
        answers.recent += bool(recent) and kind != Event.Kind.SHOWN
        if kind == Event.Kind.VOTE and value is not None:
            answers.votes[statement] = value
            if answers.open_statement.get(question) == statement:
                del answers.open_statement[question]
        elif kind == Event.Kind.SHOWN:
            answers.open_statement[question] = statement
        elif kind in {Event.Kind.RATING, Event.Kind.RANKING, Event.Kind.SKIPPED}:
            answers.answered.add(question)
        elif kind == Event.Kind.MESSAGE and statement is None:
            answers.answered.add(question)
            answers.messages[question] = answers.messages.get(question, 0) + 1
    return answers


def running_round(dialogue: Dialogue) -> Round | None:
    """The round of a live script that is its turn now."""
    return dialogue.rounds.filter(state=Round.State.RUNNING).select_related("question").first()


def next_step(dialogue: Dialogue, structure: Structure, answers: Answers) -> Step:
    """Decide what is on screen now.

    Live: the question of the round that runs, until the script has ended; then, as in open weeks, whatever
    has no answer yet. For a statement question `statement` is the one that was shown and not voted on; None
    means that the router has to choose.
    """
    if dialogue.mode == Dialogue.Mode.LIVE and dialogue.state == Dialogue.State.OPEN:
        return _live_step(dialogue, structure, answers)
    return _first_open(structure.questions, answers) or Step("done")


def _live_step(dialogue: Dialogue, structure: Structure, answers: Answers) -> Step:
    current = running_round(dialogue)
    if current is None:
        waiting = dialogue.rounds.filter(state=Round.State.WAITING).exists()
        return Step("wait") if waiting else _first_open(structure.questions, answers) or Step("done")
    question = structure.question(current.question_id or 0)
    step = _first_open([question], answers) if question else None
    return step or Step("wait", question=question, round=current)


def _first_open(questions: Iterable[AskedQuestion], answers: Answers) -> Step | None:
    asked = [q for q in questions if q.kind != Question.Kind.STATEMENT or q.statements]
    for number, question in enumerate(asked, start=1):
        if question.kind == Question.Kind.STATEMENT:
            left = answers.left(question)
            if left:
                shown = question.statement(answers.open_statement.get(question.pk, 0))
                done = len(question.statements) - len(left)
                return Step("statement", question, shown, done + 1, len(question.statements))
        elif question.pk not in answers.answered:
            return Step(_screen(question), question, None, number, len(asked))
    return None


def _screen(question: AskedQuestion) -> Literal["open", "rating", "ranking"]:
    if question.is_open:
        return "open"
    return "rating" if question.kind == Question.Kind.RATING else "ranking"
