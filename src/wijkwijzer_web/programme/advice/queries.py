"""Reading advice: everyone's list, what the addressee said, and the months in which nothing was said."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from wijkwijzer.programme import asks_until, months_between
from wijkwijzer_web.core.joined import asked_joined
from wijkwijzer_web.core.links import key_in, sealed
from wijkwijzer_web.core.models import User
from wijkwijzer_web.programme.models import Advice, AdviceStep
from wijkwijzer_web.programme.programmes.queries import may_write

__all__ = [
    "Span",
    "advice",
    "advice_for",
    "advice_of_link",
    "advice_seen",
    "link_of",
    "silent_months",
    "spans",
    "to_ask",
    "work_list",
]

Visitor = User | AnonymousUser
SALT = "advies"


def advice(*, area: str = "", programme: str = "") -> QuerySet[Advice]:
    """The public advice: what stands by itself, and what is of a public programme."""
    found = Advice.objects.filter(Q(programme=None) | Q(programme__public=True))
    if area:
        found = found.filter(area=area)
    if programme:
        found = found.filter(programme__slug=programme)
    return found.select_related("organisation", "programme").prefetch_related("steps", "asks")


def advice_on(area: str) -> list[Advice]:
    """This of an area, with its steps and questions, in one question to the database."""
    return asked_joined(Advice, _of_area, (area,), "steps", "asks")


def _of_area(area: str) -> QuerySet[Advice]:
    return advice(area=area)


def advice_seen(user: Visitor, key: int) -> Advice:
    """One advice that this visitor may see."""
    found = get_object_or_404(Advice.objects.select_related("organisation", "programme"), pk=key)
    public = found.programme is None or found.programme.public
    if not public and not may_write(user, found.organisation):
        raise Http404
    return found


def advice_for(user: Visitor, key: int) -> Advice:
    """One advice that this person may pass answers on for."""
    found = get_object_or_404(Advice.objects.select_related("organisation"), pk=key)
    if not may_write(user, found.organisation):
        raise Http404
    return found


def link_of(row: Advice) -> str:
    """The secret part of the addressee's link: it opens this one advice and nothing else."""
    return sealed(SALT, row.pk)


def advice_of_link(token: str) -> Advice:
    """The advice that a link opens."""
    rows = Advice.objects.select_related("organisation", "programme")
    return get_object_or_404(rows, pk=int(key_in(SALT, token)))


def work_list(user: Visitor) -> list[Advice]:
    """The advice that this person's organisations gave."""
    every = Advice.objects.select_related("organisation").prefetch_related("steps", "asks")
    return [one for one in every if may_write(user, one.organisation)]


def _last(row: Advice) -> AdviceStep | None:
    return next(reversed(list(row.steps.all())), None)


def silent_months(row: Advice, today: datetime.date | None = None) -> int:
    """Whole months since the addressee last said anything; 0 when the advice is done with."""
    if row.state in Advice.CLOSED:
        return 0
    last = _last(row)
    return months_between(last.on if last else row.issued_on, today or timezone.localdate())


def to_ask(today: datetime.date) -> list[tuple[Advice, datetime.date]]:
    """Open advice about which must be asked today, with the day on which it was to be asked."""
    found = []
    every = Advice.objects.exclude(state__in=Advice.CLOSED).prefetch_related("asks")
    for row in every.select_related("organisation", "programme"):
        due = asks_until(row.issued_on, today)
        asked = [ask.on for ask in row.asks.all()]
        if due and not any(day >= due[-1] for day in asked):
            found.append((row, due[-1]))
    return found


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the bar from the advice to now, in thousandths of its length."""

    state: str
    start: int
    length: int


def spans(row: Advice, today: datetime.date | None = None) -> list[Span]:
    """The bar of an advice: no answer, taken, under way, not taken, stopped, in the order of the days."""
    now = today or timezone.localdate()
    whole = max(1, (now - row.issued_on).days)
    points = [(row.issued_on, str(Advice.State.ISSUED)), *((step.on, step.state) for step in row.steps.all())]
    ends = [day for day, _state in points[1:]] + [now]
    found = []
    for (start, state), end in zip(points, ends, strict=True):
        begin = max(0, min(1000, round(1000 * (start - row.issued_on).days / whole)))
        last = max(0, min(1000, round(1000 * (end - row.issued_on).days / whole)))
        if last > begin:
            found.append(Span(state, begin, last - begin))
    return found
