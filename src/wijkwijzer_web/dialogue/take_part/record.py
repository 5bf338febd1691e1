"""What participants write: join, and add to the log. An event is its own audit, and holds no address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from wijkwijzer_web.core.codes import new_token, token_fingerprint
from wijkwijzer_web.dialogue.actions.log import (
    Entry,
    RefusedError,
    append_at_once,
    next_positions,
    refuse_erased_writer,
)
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    Dialogue,
    Event,
    Participant,
    Statement,
    this_minute,
)

__all__ = ["Entry", "Receipt", "RefusedError", "add_statement", "join", "record", "refuse_floods"]

# One person with one thumb does not reach this; a script does. Per token: a whole room shares an address.
ACTS_PER_MINUTE = 240
DRAWS = 6  # of a free number for a message


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
            token_hash=token_fingerprint(token),
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
    dialogue: Dialogue,
    participant_key: UUID,
    entries: Sequence[Entry],
    *,
    request: UUID,
    late: bool = False,
    recent: int | None = None,
) -> Receipt:
    """Add entries to the log as one step, under the dialogue's lock; a retry gets the first answer.

    `recent` is how much this participant did in the current minute, when the caller has read that already.
    """
    refuse_floods(participant_key, recent)
    for attempt in range(DRAWS):
        try:
            first = append_at_once(dialogue, participant_key, entries, request=request, late=late)
        except IntegrityError:
            earlier = Event.objects.filter(dialogue=dialogue, request=request).first()
            if earlier is None and attempt + 1 < DRAWS:
                continue  # the number that was drawn for a message was taken
            if earlier is None:
                raise
            if earlier.participant_key != participant_key:
                raise RefusedError("Dit formulier hoort bij iemand anders.", 409) from None
            return Receipt(earlier.position, replayed=True)
        return Receipt(first, replayed=False)
    raise AssertionError("a loop that always returns or raises")


def refuse_floods(participant_key: UUID, recent: int | None = None) -> None:
    """Stop a script that answers faster than a thumb can."""
    if recent is None:
        mine = Event.objects.filter(participant_key=participant_key, at__gte=this_minute())
        recent = mine.exclude(kind=Event.Kind.SHOWN).count()
    if recent >= ACTS_PER_MINUTE:
        raise RefusedError("Dat ging erg snel. Wacht een minuut en probeer het opnieuw.", 429)


def add_statement(
    dialogue: Dialogue, participant_key: UUID, question: int, text: str, *, request: UUID
) -> Statement:
    """Add a participant's statement under the dialogue's lock; a retry, or the same words, adds nothing."""
    with transaction.atomic():
        position = next_positions(dialogue.pk, 1)
        refuse_erased_writer(participant_key)
        earlier = Event.objects.filter(dialogue=dialogue, request=request).select_related("statement").first()
        if earlier is not None and earlier.statement is not None:
            return earlier.statement
        same = Statement.objects.filter(question_id=question, text__iexact=text).first()
        if same is not None:
            return same
        last = Statement.objects.filter(question_id=question).aggregate(last=Max("number"))["last"] or 0
        statement = Statement.objects.create(
            question_id=question,
            number=last + 1,
            text=text,
            writer=participant_key,
            state=Statement.State.WAITING if dialogue.moderate_first else Statement.State.VISIBLE,
        )
        Event.objects.create(
            dialogue=dialogue,
            position=position,
            participant_key=participant_key,
            kind=Event.Kind.STATEMENT,
            question_id=question,
            statement=statement,
            request=request,
            at=this_minute(),
        )
    return statement
