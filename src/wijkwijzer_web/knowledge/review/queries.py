"""What waits for an editor, and how long it has waited."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.core.rooms import Waiting
from wijkwijzer_web.knowledge.models import EmptySearch, KnowledgeRecord, Reaction, Revision, State

__all__ = [
    "Age",
    "changes",
    "due_rows",
    "empty_searches",
    "new_rows",
    "reactions",
    "reviewing_for",
    "waiting",
    "waiting_age",
    "working_days",
]

PROMISED = 5


def reviewing_for(user: User) -> Organisation | None:
    """The organisation for which this person reviews; None when for none."""
    every = Organisation.objects.filter(active=True).order_by("name")
    return next((one for one in every if allowed(user, Permission.REVIEW, one)), None)


def new_rows() -> QuerySet[KnowledgeRecord]:
    """Records that nobody looked at, the oldest first."""
    return (
        KnowledgeRecord.objects.filter(state=State.NEW).select_related("organisation").order_by("created_at")
    )


def changes() -> QuerySet[Revision]:
    """Changes that somebody proposes to what is public already."""
    waiting = Revision.objects.filter(status=Revision.Status.WAITING, record__public=True)
    return waiting.exclude(record__state=State.NEW, number=1).select_related("record").order_by("made_at")


def reactions() -> QuerySet[Reaction]:
    """Lines about records that nobody has read yet."""
    return Reaction.objects.filter(state=Reaction.State.WAITING).exclude(text="").order_by("made_at")


def due_rows(today: datetime.date) -> QuerySet[KnowledgeRecord]:
    """Records whose date to look again has passed."""
    return KnowledgeRecord.objects.filter(public=True, review_on__lte=today).order_by("review_on")


def empty_searches() -> QuerySet[EmptySearch]:
    """What was asked and not found this month and the last."""
    since = (timezone.localdate().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    return EmptySearch.objects.filter(month__gte=since).order_by("-times")


@dataclass(frozen=True, slots=True)
class Age:
    """How many records wait, and how many working days the oldest does."""

    number: int
    oldest: int
    promised: int = PROMISED


def waiting_age() -> Age:
    """The age of the queue; it is public."""
    rows = list(new_rows().values_list("created_at", flat=True))
    oldest = working_days(timezone.localdate(rows[0]), timezone.localdate()) if rows else 0
    return Age(len(rows), oldest)


def working_days(first: datetime.date, last: datetime.date) -> int:
    """Weekdays after the first day, up to and with the last.

    >>> working_days(datetime.date(2026, 11, 27), datetime.date(2026, 11, 30))
    1
    """
    days = (first + datetime.timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)


def waiting(actor: User) -> list[Waiting]:
    """For the work desk."""
    if reviewing_for(actor) is None:
        return []
    rows = list(new_rows().values_list("created_at", flat=True))
    if not rows:
        return []
    number = len(rows)
    text = ngettext("%(n)s stuk kennis wacht op een blik", "%(n)s stukken kennis wachten op een blik", number)
    due = _after(timezone.localdate(rows[0]), PROMISED)
    return [Waiting(text % {"n": number}, reverse("knowledge:queue"), due)]


def _after(day: datetime.date, working: int) -> datetime.date:
    while working:
        day += datetime.timedelta(days=1)
        working -= day.weekday() < 5
    return day
