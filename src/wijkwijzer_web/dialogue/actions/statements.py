"""Statements that participants add; they wait for a moderator before anyone sees them."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from wijkwijzer_web.dialogue.actions.log import next_positions, refuse_erased_writer
from wijkwijzer_web.dialogue.models import Dialogue, Event, Statement, this_minute

__all__ = ["add_statement"]


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
