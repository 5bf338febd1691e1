"""Who is in a dialogue, what they answered, and whether somebody did: people who erased are not counted."""

from __future__ import annotations

from django.db.models import QuerySet

from wijkwijzer_web.dialogue.models import Dialogue, Event, Participant

__all__ = ["answers", "people_here", "said_something"]


def people_here(dialogue: Dialogue) -> QuerySet[Participant]:
    """Everybody who began and did not erase."""
    return Participant.objects.filter(dialogue=dialogue, erased=False)


def answers(dialogue: Dialogue) -> QuerySet[Event]:
    """What they answered; to skip is no answer."""
    real = (Event.Kind.VOTE, Event.Kind.RATING, Event.Kind.RANKING, Event.Kind.MESSAGE)
    by_somebody_here = Event.objects.filter(participant_key__in=people_here(dialogue).values("key"))
    return by_somebody_here.filter(dialogue=dialogue, kind__in=real)


def said_something(participant: Participant) -> bool:
    """Whether this participant answered anything."""
    return answers(participant.dialogue).filter(participant_key=participant.key).exists()
