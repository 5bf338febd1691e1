"""The append-only log: events and words get the next places, and what stands before a place is final.

The lock is the counter's row: whoever raises it holds it until the commit. On PostgreSQL an answer is one
statement, so that the lock is never held while a web process waits for its turn: a full room does not queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import AutoField, Model

from wijkwijzer_web.dialogue.models import (
    Counter,
    Dialogue,
    Event,
    Message,
    Participant,
    drawn_number,
    this_minute,
)

__all__ = ["Entry", "RefusedError", "append", "append_at_once", "next_positions", "refuse_erased_writer"]


class RefusedError(Exception):
    """A write that is not accepted: one Dutch sentence for the participant, and the status."""

    def __init__(self, sentence: str, status: int) -> None:
        self.sentence, self.status = sentence, status
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to add to the log; the form has already checked that it belongs to the dialogue."""

    kind: str
    question: int | None = None
    statement: int | None = None
    value: int | None = None
    ranking: tuple[str, ...] | None = None
    probability: float | None = None
    refers_to: int | None = None
    text: str = ""
    consent: str = Message.Consent.SUMMARY
    language: str = "nl"


def append(
    dialogue: Dialogue,
    participant_key: UUID,
    entries: Sequence[Entry],
    *,
    request: UUID | None = None,
    late: bool = False,
) -> int:
    """Write events and words at the next places of the log, inside the caller's transaction."""
    first = next_positions(dialogue.pk, len(entries))
    refuse_erased_writer(participant_key)
    events = Event.objects.bulk_create(_events(dialogue, participant_key, entries, request, late, first))
    messages = [
        _message(dialogue, event, entry) for event, entry in zip(events, entries, strict=True) if entry.text
    ]
    _draw_free_numbers(dialogue, messages)
    Message.objects.bulk_create(messages)
    return first


def refuse_erased_writer(participant_key: UUID) -> None:
    """Under the lock of the log: who erased in the meantime writes nothing more."""
    if Participant.objects.filter(key=participant_key, erased=True).exists():
        raise RefusedError("Je gegevens zijn gewist. Begin opnieuw als je mee wilt doen.", 403)


def _draw_free_numbers(dialogue: Dialogue, messages: Sequence[Message]) -> None:
    """Draw again what somebody else has already; the log is locked, so that nobody draws at the same time."""
    while messages:
        numbers = [message.number for message in messages]
        taken = set(
            Message.objects.filter(dialogue=dialogue, number__in=numbers).values_list("number", flat=True)
        )
        double = [m for n, m in enumerate(messages) if m.number in taken or m.number in numbers[:n]]
        if not double:
            return
        for message in double:
            message.number = drawn_number()


def append_at_once(
    dialogue: Dialogue, participant_key: UUID, entries: Sequence[Entry], *, request: UUID, late: bool = False
) -> int:
    """Write events and words as one transaction; IntegrityError when the request was received before."""
    if connection.vendor != "postgresql":
        with transaction.atomic():
            return append(dialogue, participant_key, entries, request=request, late=late)
    events = _events(dialogue, participant_key, entries, request, late)
    messages = [
        (place, _message(dialogue, event, entry))
        for place, (event, entry) in enumerate(zip(events, entries, strict=True))
        if entry.text
    ]
    sql, parameters = _one_statement(dialogue.pk, participant_key, events, messages)
    # Inside somebody else's transaction a refused statement would spoil that whole transaction.
    with transaction.atomic() if connection.in_atomic_block else nullcontext(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    if row is None:
        refuse_erased_writer(participant_key)
    return _first(row, len(entries))


def next_positions(dialogue: int, count: int) -> int:
    """Take places in the log; the first one is returned, and the log is locked until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_PLACES, [count, dialogue])
        row = cursor.fetchone()
    return _first(row, count)


_TAKE_PLACES = (
    f"UPDATE {Counter._meta.db_table} SET position = position + %s"  # noqa: S608 (our own table's name)
    " WHERE dialogue_id = %s RETURNING position"
)


# Nothing is returned for a key without a row (a test, an import): only an erased writer stops the write.
_WRITER = f"SELECT erased FROM {Participant._meta.db_table} WHERE key = %s FOR KEY SHARE"  # noqa: S608
_TAKE_IF_THERE = _TAKE_PLACES.replace(
    " RETURNING", " AND NOT COALESCE((SELECT bool_or(erased) FROM gone), false) RETURNING"
)


def _first(row: Sequence[Any] | None, count: int) -> int:
    if row is None:
        raise RefusedError("Deze dialoog bestaat niet.", 404)
    return int(row[0]) - count + 1


def _events(
    dialogue: Dialogue,
    participant_key: UUID,
    entries: Sequence[Entry],
    request: UUID | None,
    late: bool,
    first: int = 0,
) -> list[Event]:
    minute = this_minute()
    return [
        Event(
            dialogue_id=dialogue.pk,
            position=first + offset,
            participant_key=participant_key,
            kind=entry.kind,
            question_id=entry.question,
            statement_id=entry.statement,
            value=entry.value,
            ranking=list(entry.ranking) if entry.ranking else None,
            probability=entry.probability,
            refers_to=entry.refers_to,
            request=request if offset == 0 else None,
            late=late,
            at=minute,
        )
        for offset, entry in enumerate(entries)
    ]


def _message(dialogue: Dialogue, event: Event, entry: Entry) -> Message:
    return Message(
        event=event,
        dialogue_id=dialogue.pk,
        number=drawn_number(),
        question_id=entry.question or 0,
        statement_id=entry.statement,
        participant_key=event.participant_key,
        text=entry.text,
        shown_text=entry.text,
        language=entry.language,
        consent=entry.consent,
        state=Message.State.WAITING if dialogue.moderate_first else Message.State.VISIBLE,
    )


def _one_statement(
    dialogue: int, writer: UUID, events: Sequence[Event], messages: Sequence[tuple[int, Message]]
) -> tuple[str, list[Any]]:
    """PostgreSQL: take the places, write the events there and the words beside them; give the last place.

    The writer's row is held first: whoever is erasing it is waited for, and then nothing is written.
    """
    last = len(events) - 1
    # Where each event comes to stand, counted back from the last place that was taken.
    places = [f"(SELECT position - {last - n} FROM place)" for n in range(len(events))]  # noqa: S608 (numbers)
    parts = [f"WITH gone AS ({_WRITER})", f"place AS ({_TAKE_IF_THERE})"]
    parameters: list[Any] = [writer, len(events), dialogue]
    written = [(event, {"position": place}) for event, place in zip(events, places, strict=True)]
    sql, values = _insert(Event, written)
    parts.append(f"event AS ({sql} RETURNING id, position)")
    parameters += values
    if messages:
        at = "(SELECT id FROM event WHERE position = %s)"
        words = [(message, {"event": at % places[n]}) for n, message in messages]
        sql, values = _insert(Message, words)
        parts.append(f"words AS ({sql})")
        parameters += values
    return f"{', '.join(parts)} SELECT position FROM place", parameters  # noqa: S608 (no value stands in it)


def _insert(model: type[Model], rows: Sequence[tuple[Model, dict[str, str]]]) -> tuple[str, list[Any]]:
    """An INSERT of model instances; some fields are given as SQL instead of as a value."""
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField)]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    lines, parameters = [], list[Any]()
    for row, expressions in rows:
        lines.append("(" + ", ".join(expressions.get(field.name, "%s") for field in fields) + ")")
        parameters += [
            field.get_db_prep_save(getattr(row, field.attname), connection)
            for field in fields
            if field.name not in expressions
        ]
    return f"INSERT INTO {model._meta.db_table} ({columns}) VALUES {', '.join(lines)}", parameters  # noqa: S608
