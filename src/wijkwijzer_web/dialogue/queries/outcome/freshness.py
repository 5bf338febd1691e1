"""Up to which place of the log the next public result may count, so that nobody can be read off of it.

Every public count comes from the stored result. Between two results at least ten people said something: their
difference is what ten people said. While a dialogue is open a result also stays ten people behind, so that
the last one, at closing or for a verslag, can count everybody. Who erased is no reason to count anew.
"""

from __future__ import annotations

from uuid import UUID

from wijkwijzer.disclosure import SMALLEST
from wijkwijzer_web.dialogue.models import Dialogue, Event, Findings, Message, Moderation, Participant

__all__ = ["ANSWERS", "last_decision", "last_position", "may_judge", "next_place", "whole_place"]

ANSWERS = (Event.Kind.VOTE, Event.Kind.RATING, Event.Kind.RANKING, Event.Kind.MESSAGE)


def last_position(dialogue: Dialogue) -> int:
    """The last place of the log that holds an event."""
    events = Event.objects.filter(dialogue=dialogue).order_by("-position")
    return events.values_list("position", flat=True).first() or 0


def last_decision(dialogue: Dialogue) -> int:
    """The number of the last decision of a moderator, 0 for none."""
    decisions = Moderation.objects.filter(message__dialogue=dialogue).order_by("-pk")
    return decisions.values_list("pk", flat=True).first() or 0


def next_place(dialogue: Dialogue, known: Findings | None) -> int | None:
    """Where the next result of an open dialogue ends; None when it is too early for one.

    Ten people answered after it, and ten up to it since the result that is public now.
    """
    answered, behind = _answered(dialogue, known), set[UUID]()
    while answered and len(behind) < SMALLEST:
        place, person = answered.pop()
        behind.add(person)
    if len(behind) < SMALLEST or len({person for _place, person in answered}) < SMALLEST:
        return None
    return place - 1


def whole_place(dialogue: Dialogue, known: Findings | None) -> int | None:
    """The end of the log, for a verslag or the last result; None when under ten others said something."""
    if known is None or len({person for _place, person in _answered(dialogue, known)}) >= SMALLEST:
        return last_position(dialogue)
    return None


def may_judge(known: Findings) -> bool:
    """Whether the same answers may be read anew, because of what moderators showed or hid since."""
    messages = Message.objects.filter(
        dialogue=known.dialogue_id, decisions__pk__gt=known.aggregates.get("moderation", 0)
    ).exclude(state=Message.State.ERASED)
    return messages.values("participant_key").distinct().count() >= SMALLEST


def _answered(dialogue: Dialogue, known: Findings | None) -> list[tuple[int, UUID]]:
    """Places and people of the answers since a result, without those of who erased."""
    events = Event.objects.filter(
        dialogue=dialogue, kind__in=ANSWERS, position__gt=known.position if known else 0
    )
    erased = Participant.objects.filter(dialogue=dialogue, erased=True).values("key")
    rows = events.exclude(participant_key__in=erased).order_by("position")
    return list(rows.values_list("position", "participant_key"))
