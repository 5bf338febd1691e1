"""Reading meetings: the agenda, one day, the room by its code, and what waits for the team."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from wijkwijzer.disclosure import SMALLEST
from wijkwijzer.programme import LOOK_BACK_MONTHS, months_after
from wijkwijzer_web.core.links import key_in, link_to, sealed
from wijkwijzer_web.core.models import User
from wijkwijzer_web.programme.models import Invitation, Meeting, Programme, SignUp, Task, TaskNews
from wijkwijzer_web.programme.programmes.queries import may_write

__all__ = [
    "INVITED",
    "RoomOrder",
    "agenda",
    "asked_on",
    "link_of_invitation",
    "link_of_sign_up",
    "meeting_by_uid",
    "meeting_for",
    "meeting_of",
    "order_of",
    "place_of",
    "room",
    "sign_up_of",
    "tasks_of",
    "work_list",
]

Visitor = User | AnonymousUser
SALT, INVITED = "aanmelding", "uitnodiging"
_WITH = ("programme", "organisation")


def agenda(programme: Programme | None = None) -> QuerySet[Meeting]:
    """The public meetings: of public programmes, and those open to all; coming ones first."""
    found = Meeting.objects.filter(organisation__trial_of=None).select_related(*_WITH)
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
    if not (tidy.isascii() and tidy.isalpha()):
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


def link_of_sign_up(row: SignUp) -> str:
    """The whole address with which somebody who comes withdraws, looks along and says what became of it."""
    return link_to("programme:mine", sealed(SALT, row.key))


def link_of_invitation(row: Invitation) -> str:
    """The whole address with which somebody answers an invitation."""
    return link_to("programme:invited", sealed(INVITED, row.key))


def sign_up_of(token: str) -> SignUp:
    """The sign-up that a personal link belongs to; 404 when it is not there any more."""
    rows = SignUp.objects.select_related("meeting__programme", "meeting__organisation")
    return get_object_or_404(rows, key=key_in(SALT, token))


@dataclass(frozen=True, slots=True)
class RoomOrder:
    """What the room put first. `enough` is false under ten people: then no order is shown."""

    choosers: int
    enough: bool
    tasks: list[Task]
    not_chosen: int

    @property
    def leaders(self) -> int:
        """How many tasks may stand first."""
        return sum(task.place_low == 1 for task in self.tasks)


def order_of(meeting: Meeting, tasks: Iterable[Task]) -> RoomOrder | None:
    """The order of the room as everyone may read it; None when the room did not choose."""
    if not meeting.choosers or meeting.choosing:
        return None
    seen = [task for task in tasks if task.on_ballot]
    placed = sorted((task for task in seen if task.place), key=lambda task: task.place or 0)
    enough = meeting.choosers >= SMALLEST
    return RoomOrder(meeting.choosers, enough, placed if enough else [], len(seen) - len(placed))


def place_of(task: Task) -> tuple[int, int, int] | None:
    """Where the room put a task, and the places between which that lies; None when that is not shown."""
    if not task.place or task.meeting.choosers < SMALLEST:
        return None
    return task.place, task.place_low or task.place, task.place_high or task.place
