"""What a moderator sees beside a message, and what everyone sees of moderation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from wijkwijzer_web.dialogue.models import Dialogue, Event, Message, Moderation, Question

__all__ = ["PublicLog", "Row", "open_questions", "public_log", "with_suggestion"]


@dataclass(frozen=True, slots=True)
class Row:
    """A message in the queue with what we would say without names, and how often it was reported."""

    message: Message
    suggestion: str
    found: tuple[str, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class PublicLog:
    """Counts for everyone: written, readable, hidden per reason, waiting, objections."""

    written: int
    visible: int
    waiting: int
    hidden: int
    objections: int
    by_reason: tuple[tuple[str, int], ...]


def with_suggestion(message: Message) -> Row:
    """Look for names and addresses, and offer the same words without them."""
    from wijkwijzer.text.redact import find_personal_data, redact

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


def open_questions(dialogue: Dialogue) -> QuerySet[Question]:
    """The questions under which people write, for the filter."""
    return Question.objects.filter(topic__dialogue=dialogue)


def public_log(dialogue: Dialogue) -> PublicLog:
    """Count; a reason with no hidden messages is not in the list."""
    states = Counter(
        Message.objects.filter(dialogue=dialogue)
        .exclude(state=Message.State.ERASED)
        .values_list("state", flat=True)
    )
    reasons: Counter[str] = Counter()
    for message in Message.objects.filter(dialogue=dialogue, state=Message.State.HIDDEN).prefetch_related(
        "decisions"
    ):
        last = next(iter(message.decisions.all()), None)
        if last is not None:
            reasons[str(Moderation.Reason(last.reason).label) if last.reason else "–"] += 1
    objections = Moderation.objects.filter(message__dialogue=dialogue, objected=True).count()
    return PublicLog(
        written=sum(states.values()),
        visible=states[Message.State.VISIBLE],
        waiting=states[Message.State.WAITING],
        hidden=states[Message.State.HIDDEN],
        objections=objections,
        by_reason=tuple(reasons.most_common()),
    )
