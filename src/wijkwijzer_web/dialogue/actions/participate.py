"""What participants write: join, and add to the log. An event is its own audit, and holds no address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from wijkwijzer_web.dialogue.models import BackgroundAnswer, Counter, Dialogue, Event, Message, Participant
from wijkwijzer_web.dialogue.models.secrets import fingerprint, new_token

__all__ = ["Entry", "Receipt", "RefusedError", "append", "join", "next_positions", "record"]

# One person with one thumb does not reach this; a script does. Per token: a whole room shares an address.
EVENTS_PER_MINUTE = 120


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


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where the first entry stands in the log; `replayed` when this form had been received before."""

    position: int
    replayed: bool


def join(
    dialogue: Dialogue,
    *,
    background: dict[int, str] | None = None,
    on_behalf: bool = False,
) -> tuple[Participant, str]:
    """Let somebody in: return the participant and the token of the personal link, which is not kept."""
    token = new_token()
    with transaction.atomic():
        participant = Participant.objects.create(
            dialogue=dialogue,
            token_hash=fingerprint(token),
            source=Participant.Source.ONLINE,
            on_behalf=on_behalf,
            joined_on=timezone.localdate(),
        )
        BackgroundAnswer.objects.bulk_create(
            BackgroundAnswer(participant=participant, question_id=question, option=option)
            for question, option in (background or {}).items()
        )
    return participant, token


def record(
    dialogue: Dialogue, participant_key: UUID, entries: Sequence[Entry], *, request: UUID, late: bool = False
) -> Receipt:
    """Add entries to the log as one step, under the dialogue's lock; a retry gets the first answer.

    The lock is the counter's row: whoever raises it holds it until the commit, so that everything up to a
    position is final once that position can be read.
    """
    _refuse_floods(participant_key)
    try:
        with transaction.atomic():
            first = append(dialogue, participant_key, entries, request=request, late=late)
    except IntegrityError:
        earlier = Event.objects.filter(dialogue=dialogue, request=request).first()
        if earlier is None:
            raise
        if earlier.participant_key != participant_key:
            raise RefusedError("Dit formulier hoort bij iemand anders.", 409) from None
        return Receipt(earlier.position, replayed=True)
    return Receipt(first, replayed=False)


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
    events = Event.objects.bulk_create(
        Event(
            dialogue=dialogue,
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
            at=_this_minute(),
        )
        for offset, entry in enumerate(entries)
    )
    _keep_words(dialogue, events, entries)
    return first


def next_positions(dialogue: int, count: int) -> int:
    """Take places in the log; the first one is returned, and the log is locked until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Counter._meta.db_table} SET position = position + %s"  # noqa: S608 (our own table's name)
            " WHERE dialogue_id = %s RETURNING position",
            [count, dialogue],
        )
        row = cursor.fetchone()
    if row is None:
        raise RefusedError("Deze dialoog bestaat niet.", 404)
    return int(row[0]) - count + 1


def _keep_words(dialogue: Dialogue, events: Sequence[Event], entries: Sequence[Entry]) -> None:
    state = Message.State.WAITING if dialogue.moderate_first else Message.State.VISIBLE
    Message.objects.bulk_create(
        Message(
            event=event,
            dialogue=dialogue,
            number=event.position,
            question_id=entry.question or 0,
            statement_id=entry.statement,
            participant_key=event.participant_key,
            text=entry.text,
            shown_text=entry.text,
            language=entry.language,
            consent=entry.consent,
            state=state,
        )
        for event, entry in zip(events, entries, strict=True)
        if entry.text
    )


def _refuse_floods(participant_key: UUID) -> None:
    recent = Event.objects.filter(participant_key=participant_key, at__gte=_this_minute()).count()
    if recent >= EVENTS_PER_MINUTE:
        raise RefusedError("Dat ging erg snel. Wacht een minuut en probeer het opnieuw.", 429)


def _this_minute() -> datetime:
    """The time that is kept: to the minute, so that it says little about who was where."""
    return timezone.now().replace(second=0, microsecond=0)
