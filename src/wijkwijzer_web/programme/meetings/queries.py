"""Reading meetings: the agenda, one day, the room by its code, and what waits for the team."""

from __future__ import annotations

import datetime
import uuid

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from wijkwijzer.programme import LOOK_BACK_MONTHS, months_after
from wijkwijzer_web.core.codes import token_fingerprint
from wijkwijzer_web.core.models import User
from wijkwijzer_web.programme.models import Meeting, Programme, SignUp, Task, TaskNews
from wijkwijzer_web.programme.programmes.queries import may_write

__all__ = [
    "agenda",
    "asked_on",
    "meeting_by_uid",
    "meeting_for",
    "meeting_of",
    "room",
    "sign_up_of",
    "tasks_of",
    "work_list",
]

Visitor = User | AnonymousUser
_WITH = ("programme", "organisation")


def agenda(programme: Programme | None = None) -> QuerySet[Meeting]:
    """The public meetings: of public programmes, and those open to all; coming ones first."""
    found = Meeting.objects.select_related(*_WITH)
    if programme is not None:
        return found.filter(programme=programme)
    return found.filter(programme__public=True) | found.filter(open_to_all=True)


def meeting_by_uid(user: Visitor, uid: uuid.UUID) -> Meeting:
    """A meeting that this visitor may see."""
    return _seen(user, get_object_or_404(Meeting.objects.select_related(*_WITH), uid=uid))


def meeting_of(user: Visitor, slug: str, number: int) -> Meeting:
    """The meeting of a programme with this number, when this visitor may see it."""
    found = Meeting.objects.select_related(*_WITH).filter(programme__slug=slug, number=number)
    return _seen(user, get_object_or_404(found))


def _seen(user: Visitor, meeting: Meeting) -> Meeting:
    public = meeting.open_to_all or (meeting.programme is not None and meeting.programme.public)
    if not public and not may_write(user, meeting.organisation):
        raise Http404
    return meeting


def meeting_for(user: Visitor, uid: uuid.UUID) -> Meeting:
    """A meeting that this person may change; for others it does not exist."""
    found = get_object_or_404(Meeting.objects.select_related(*_WITH), uid=uid)
    if not may_write(user, found.organisation):
        raise Http404
    return found


def work_list(user: Visitor) -> list[Meeting]:
    """The meetings outside a programme that this person works on."""
    every = Meeting.objects.filter(programme=None).select_related("organisation")
    return [one for one in every if may_write(user, one.organisation)]


def room(code: str) -> Meeting | None:
    """The meeting whose room has this code, in any writing; None when there is none today."""
    tidy = "".join(code.split()).upper()[:8]
    if not tidy.isascii():
        return None
    return Meeting.objects.select_related(*_WITH).filter(code=tidy, state=Meeting.State.RUNNING).first()


def tasks_of(meeting: Meeting, table: int | None = None) -> QuerySet[Task]:
    """The tasks of a meeting, or of one table, with what became of them."""
    news = Prefetch("news", queryset=TaskNews.objects.order_by("on", "id"))
    found = meeting.tasks.prefetch_related(news)
    return found if table is None else found.filter(table=table)


def asked_on(meeting: Meeting) -> list[datetime.date]:
    """The days on which was asked what became of the tasks, up to today."""
    if meeting.settled_on is None:
        return []
    days = [months_after(meeting.day, months) for months in LOOK_BACK_MONTHS]
    return [day for day in days if day <= timezone.localdate()]


def sign_up_of(token: str) -> SignUp | None:
    """The sign-up that a personal link belongs to."""
    mark = token_fingerprint(token)
    return SignUp.objects.select_related("meeting__programme").filter(fingerprint=mark).first()
