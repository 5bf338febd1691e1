"""What one participant answered, row by row, in the order in which it was given: for a page they can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wijkwijzer_web.dialogue.models import Event, Message, Participant

__all__ = ["Answered", "answered"]

# What a program of ours noted beside the answers: it says nothing that somebody wants to read back.
_OURS = (Event.Kind.SHOWN, Event.Kind.ERASED)


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: what was asked, what was said, and what became of the words.

    `kind` and `value` are those of the event; `ranking` the choices in the order that was given.
    """

    at: datetime
    kind: str
    asked: str
    value: int | None
    ranking: tuple[str, ...]
    message: Message | None


def answered(participant: Participant) -> list[Answered]:
    """Everything that this participant did."""
    words = Message.objects.filter(participant_key=participant.key).exclude(state=Message.State.ERASED)
    by_event = {message.event_id: message for message in words.select_related("theme__theme")}
    events = Event.objects.filter(participant_key=participant.key).exclude(kind__in=_OURS)
    return [
        Answered(
            event.at,
            event.kind,
            str(event.statement or event.question or ""),
            event.value,
            tuple(event.ranking or ()),
            by_event.get(event.pk),
        )
        for event in events.select_related("question", "statement").order_by("position")
    ]
