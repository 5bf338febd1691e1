"""What came in on paper or at a table: each ballot is a participant of its own, marked in every result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.actions.log import Entry, append
from wijkwijzer_web.dialogue.models import BackgroundAnswer, Dialogue, Participant

__all__ = ["Ballot", "enter_ballots"]


@dataclass(frozen=True, slots=True)
class Ballot:
    """The answers of one person (paper), or of one table."""

    entries: tuple[Entry, ...]
    background: tuple[tuple[int, str], ...] = ()


@action
def enter_ballots(*, actor: User, dialogue: Dialogue, source: str, ballots: Sequence[Ballot]) -> int:
    """Add ballots to the log in one step; all or none. Return how many."""
    require(actor, Permission.WRITE, dialogue.organisation)
    today = timezone.localdate()
    people = Participant.objects.bulk_create(
        Participant(dialogue=dialogue, source=source, joined_on=today) for _ in ballots
    )
    BackgroundAnswer.objects.bulk_create(
        BackgroundAnswer(participant=person, question_id=question, option=option)
        for person, ballot in zip(people, ballots, strict=True)
        for question, option in ballot.background
    )
    for person, ballot in zip(people, ballots, strict=True):
        append(dialogue, person.key, ballot.entries)
    record(dialogue, details={"source": source, "ballots": len(ballots)})
    return len(ballots)
