"""What a teller reads: the conversation, what was agreed, and which rule changed because of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet

from wijkwijzer.desk import dutch_day, working_days_between
from wijkwijzer.disclosure import SMALLEST
from wijkwijzer_web.core.work.prepared import asked
from wijkwijzer_web.desk.models import Agreement, Bottleneck, Decision, Desk, Signal, Words
from wijkwijzer_web.desk.queries import today

__all__ = ["Measured", "Story", "changed_because", "measured_days", "open_desks", "story"]

LAST = 40


@dataclass(frozen=True, slots=True)
class Measured:
    """Working days until a human answered, over the last signals; None where there are too few."""

    number: int
    median: float
    ninety: int
    in_time: int


@dataclass(frozen=True, slots=True)
class Story:
    """A conversation as its teller sees it."""

    signal: Signal
    words: Sequence[Words]
    agreements: Sequence[Agreement]
    decision: Decision | None
    bottleneck: Bottleneck | None


def story(signal: Signal) -> Story:
    """All that the teller of a signal may read: everything that is about it."""
    words = signal.words.select_related("event").order_by("event_id")
    shown = signal.bottleneck if _public(signal.bottleneck) else None
    return Story(
        signal, list(words), list(signal.agreements.all()), changed_because(signal) if shown else None, shown
    )


def _public(bottleneck: Bottleneck | None) -> bool:
    if bottleneck is None or bottleneck.published_on is None:
        return False
    return bottleneck.private_until is None or bottleneck.private_until < today()


def changed_because(signal: Signal) -> Decision | None:
    """The rule that changed because of this signal, once it was decided."""
    if signal.bottleneck_id is None:
        return None
    return Decision.objects.filter(bottleneck_id=signal.bottleneck_id).first()


def open_desks(area: str = "") -> list[tuple[Desk, bool]]:
    """Every desk that ever opened (in a wijk), and whether somebody listens there now; in one question."""
    return [(desk, desk.organisation.active and bool(desk.there)) for desk in asked(_opened, area, today())]


def _opened(area: str, day: date) -> QuerySet[Any]:
    here = Q(listeners__away_until=None) | Q(listeners__away_until__lt=day)
    there = Count("listeners", filter=here & Q(listeners__user__is_active=True))
    found = Desk.objects.filter(opened=True, organisation__trial_of=None)
    found = found.select_related("organisation").annotate(there=there)
    return found.filter(areas__has_key=area) if area else found


def measured_days(desk: Desk) -> Measured | None:
    """How long people waited for a human, over the last forty that should have had an answer.

    Who still waits past the promise counts with the days until now: silence is no good news.
    """
    rows = desk.signals.order_by("-number").values_list("received_at", "answered_on", "state")
    day, days = today(), list[int]()
    for received_at, answered_on, state in rows[: LAST * 3]:
        received = dutch_day(received_at)
        waited = working_days_between(received, answered_on or day)
        if answered_on is None and (state == Signal.State.ERASED or waited <= desk.promise_days):
            continue
        days.append(waited)
    days = sorted(days[:LAST])
    if len(days) < SMALLEST:
        return None
    in_time = sum(one <= desk.promise_days for one in days)
    return Measured(len(days), float(median(days)), days[min(len(days) - 1, int(0.9 * len(days)))], in_time)
