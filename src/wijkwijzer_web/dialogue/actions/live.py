"""What the facilitator does while people are in the room."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.models import Dialogue, Round

__all__ = ["extend_round", "next_round", "stop_round"]

LONGEST_EXTENSION = 60


@action
def next_round(*, actor: User, dialogue: Dialogue, expected: int | None) -> Round | None:
    """End the round that runs and start the next; a second click on the same button does nothing more."""
    require(actor, Permission.WRITE, dialogue.organisation)
    rounds = list(Round.objects.select_for_update().filter(dialogue=dialogue).order_by("order", "id"))
    current = next((r for r in rounds if r.state == Round.State.RUNNING), None)
    following = next((r for r in rounds if r.state == Round.State.WAITING), None)
    if (current.pk if current else None) == expected:
        if current:
            _end(current)
        if following:
            following.state, following.started_at = Round.State.RUNNING, timezone.now()
            following.ends_at = timezone.now() + timedelta(minutes=following.minutes)
            following.save()
        current = following
    record(dialogue, details={"round": current.pk if current else None})
    return current


@action
def extend_round(*, actor: User, dialogue: Dialogue, minutes: int) -> None:
    """Give the round that runs more minutes."""
    require(actor, Permission.WRITE, dialogue.organisation)
    minutes = max(1, min(minutes, LONGEST_EXTENSION))
    current = Round.objects.select_for_update().filter(dialogue=dialogue, state=Round.State.RUNNING).first()
    if current is not None:
        current.ends_at = max(current.ends_at or timezone.now(), timezone.now()) + timedelta(minutes=minutes)
        current.save(update_fields=["ends_at"])
    record(dialogue, details={"minutes": minutes})


@action
def stop_round(*, actor: User, dialogue: Dialogue) -> None:
    """End the round that runs without starting another: people wait."""
    require(actor, Permission.WRITE, dialogue.organisation)
    current = Round.objects.select_for_update().filter(dialogue=dialogue, state=Round.State.RUNNING).first()
    if current is not None:
        _end(current)
    record(dialogue, details={"round": current.pk if current else None})


def _end(current: Round) -> None:
    current.state, current.ends_at = Round.State.DONE, timezone.now()
    current.save(update_fields=["state", "ends_at"])
