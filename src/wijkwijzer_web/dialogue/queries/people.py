"""How many people answered, and whether somebody did."""

from __future__ import annotations

from django.db.models import QuerySet

from wijkwijzer_web.dialogue.models import Dialogue, Event, Participant

__all__ = ["participants_count", "said_something"]


def _answers(dialogue: Dialogue) -> QuerySet[Event]:
    real = (Event.Kind.VOTE, Event.Kind.RATING, Event.Kind.RANKING, Event.Kind.MESSAGE)
    return Event.objects.filter(dialogue=dialogue, kind__in=real)


def participants_count(dialogue: Dialogue) -> int:
    """How many people answered something."""
    return _answers(dialogue).values("participant_key").distinct().count()


def said_something(participant: Participant) -> bool:
    """Whether this participant answered anything; to skip is no answer."""
    return _answers(participant.dialogue).filter(participant_key=participant.key).exists()
