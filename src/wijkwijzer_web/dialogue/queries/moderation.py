"""What a moderator sees beside a message, and what everyone sees of moderation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from wijkwijzer_web.dialogue.models import Dialogue, Event, Message, Question

__all__ = ["IN_CONSOLE", "Row", "first_waiting", "open_questions", "with_suggestion"]

IN_CONSOLE = 4  # as many as fit beside the script; the rest waits on the page of the queue


@dataclass(frozen=True, slots=True)
class Row:
    """A message in the queue with what we would say without names, and how often it was reported."""

    message: Message
    suggestion: str
    found: tuple[str, ...]
    reports: int


def with_suggestion(message: Message) -> Row:
    """Look for names and addresses, and offer the same words without them."""
    from wijkwijzer.text.redaction.redact import find_personal_data, redact

    found = find_personal_data(message.text)
    reports = Event.objects.filter(
        dialogue_id=message.dialogue_id, kind=Event.Kind.REPORT, refers_to=message.number
    ).count()
    return Row(
        message,
        redact(message.text) if found else message.text,
        tuple(find.text for find in found),
        reports,
    )


def first_waiting(dialogue: Dialogue) -> list[Row]:
    """The messages that wait longest, for the console."""
    waiting = Message.objects.filter(dialogue=dialogue, state=Message.State.WAITING)
    rows = waiting.select_related("question").order_by("event__position")[:IN_CONSOLE]
    return [with_suggestion(message) for message in rows]


def open_questions(dialogue: Dialogue) -> QuerySet[Question]:
    """The questions under which people write, for the filter."""
    return Question.objects.filter(topic__dialogue=dialogue)
