"""Writing meetings: plan, note tasks in the room, settle the notes, keep what became of it."""

from __future__ import annotations

import datetime
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.programme import SETTLE_DAYS
from wijkwijzer_web.core.codes import new_token, token_fingerprint
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.models import (
    Amendment,
    Meeting,
    Part,
    Presentation,
    SignUp,
    Task,
    TaskNews,
)

__all__ = [
    "RoomFull",
    "add_part",
    "add_presentation",
    "amend",
    "answer_amendment",
    "change_state",
    "decide_on_task",
    "keep_news",
    "note_task",
    "remove_part",
    "save_meeting",
    "sign_up",
    "withdraw",
]

LETTERS = "ABCDEFGHKLMNPRSTUVWXYZ"  # none that is read as another or as a digit
MOST_TASKS = 2_000
MOST_AMENDMENTS = 500
MOST_SIGN_UPS = 1_000
# From each state, where the team may go by hand.
WAYS: Mapping[str, tuple[str, ...]] = {
    Meeting.State.PLANNED: (Meeting.State.INVITED, Meeting.State.RUNNING, Meeting.State.CANCELLED),
    Meeting.State.INVITED: (Meeting.State.RUNNING, Meeting.State.CANCELLED),
    Meeting.State.RUNNING: (Meeting.State.DISCUSSED,),
    Meeting.State.DISCUSSED: (Meeting.State.RUNNING, Meeting.State.SETTLED),
    Meeting.State.SETTLED: (),
    Meeting.State.CANCELLED: (),
}
_TOLD_TO_CALENDARS = ("theme", "day", "begins", "ends", "place", "online_url")


class RoomFull(Exception):  # noqa: N818 - what the visitor meets
    """There is no room for more; nothing was kept."""


@action
def save_meeting(*, actor: User, meeting: Meeting) -> Meeting:
    """Store a new or changed meeting; what calendars show raises its sequence."""
    require(actor, Permission.WRITE, meeting.organisation)
    if meeting.pk:
        before = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if any(getattr(before, name) != getattr(meeting, name) for name in _TOLD_TO_CALENDARS):
            meeting.sequence = before.sequence + 1
    else:
        meeting.code = _free_code()
        if meeting.programme is not None:
            last = meeting.programme.meetings.aggregate(last=Max("number"))["last"] or 0
            meeting.number = last + 1
    meeting.full_clean()
    meeting.save()
    record(meeting)
    return meeting


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(4))
        if not Meeting.objects.filter(code=code).exists():
            return code


@action
def change_state(*, actor: User, meeting: Meeting, state: str) -> None:
    """Move a meeting on. Notes are settled only when everybody had two weeks and nothing waits."""
    require(actor, Permission.WRITE, meeting.organisation)
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if state not in WAYS[row.state]:
        raise ValidationError(_("Dat kan nu niet: deze bijeenkomst is %s.") % row.get_state_display())
    today = timezone.localdate()
    if state == Meeting.State.DISCUSSED:
        row.amend_until = today + datetime.timedelta(days=SETTLE_DAYS)
    if state == Meeting.State.CANCELLED:
        row.sequence += 1
    if state == Meeting.State.SETTLED:
        _check_settled(row, today)
        row.settled_on = today
    row.state = state
    row.save()
    record(row, details={"state": state})


def _check_settled(meeting: Meeting, today: datetime.date) -> None:
    if meeting.amend_until is None or today < meeting.amend_until:
        day = meeting.amend_until or today + datetime.timedelta(days=SETTLE_DAYS)
        raise ValidationError(
            _("Wie er was, kijkt mee tot en met %s. Daarna kan dit vast.") % f"{day:%d-%m-%Y}"
        )
    if meeting.amendments.filter(state=Amendment.State.WAITING).exists():
        raise ValidationError(_("Er is nog een opmerking zonder antwoord."))
    if meeting.tasks.filter(state=Task.State.NOTED).exists():
        raise ValidationError(_("Er zijn nog taken die niemand bevestigde of liet vervallen."))


@action
def add_part(*, actor: User, meeting: Meeting, part: Part) -> Part:
    """Add a part to the day, at the end."""
    require(actor, Permission.WRITE, meeting.organisation)
    part.meeting = meeting
    part.order = (meeting.parts.aggregate(last=Max("order"))["last"] or 0) + 1
    part.full_clean()
    part.save()
    record(meeting, details={"part": part.pk})
    return part


@action
def remove_part(*, actor: User, meeting: Meeting, part: Part) -> None:
    """Take a part off the day."""
    require(actor, Permission.WRITE, meeting.organisation)
    record(meeting, details={"removed": part.pk})
    part.delete()


@action
def add_presentation(*, actor: User, meeting: Meeting, presentation: Presentation) -> Presentation:
    """Keep what a wijk showed; an unanswered question stays open."""
    require(actor, Permission.WRITE, meeting.organisation)
    presentation.meeting = meeting
    presentation.full_clean()
    presentation.save()
    record(meeting, details={"presentation": presentation.pk})
    return presentation


@dataclass(frozen=True, slots=True)
class Noted:
    """A task that was kept; `again` when it had been sent before."""

    task: Task
    again: bool


def note_task(meeting: Meeting, request: uuid.UUID, values: Mapping[str, Any]) -> Noted:
    """Keep a task from the room. The same request is kept once, whatever the phone tries again."""
    known = meeting.tasks.filter(request=request).first()
    if known is not None:
        return Noted(known, again=True)
    if meeting.tasks.count() >= MOST_TASKS:
        raise RoomFull
    minute = timezone.now().replace(second=0, microsecond=0)
    task = Task(meeting=meeting, request=request, noted_at=minute, **values)
    task.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            task.save()
    except IntegrityError:  # the same phone, twice at once
        return Noted(meeting.tasks.get(request=request), again=True)
    return Noted(task, again=False)


@action
def decide_on_task(*, actor: User, task: Task, values: Mapping[str, Any]) -> Task:
    """Confirm a task, say what it became, or let it lapse with a reason."""
    require(actor, Permission.WRITE, task.meeting.organisation)
    for name in ("state", "because", "who", "due", "leads_to"):
        if name in values:
            setattr(task, name, values[name])
    task.full_clean()
    task.save()
    record(task.meeting, details={"task": task.pk, "state": task.state})
    return task


@action
def answer_amendment(*, actor: User, amendment: Amendment, state: str, answer: str) -> None:
    """Say what was done with a remark about the notes."""
    require(actor, Permission.WRITE, amendment.meeting.organisation)
    amendment.state, amendment.answer = state, answer
    amendment.full_clean()
    amendment.save(update_fields=["state", "answer"])
    record(amendment.meeting, details={"amendment": amendment.pk, "state": state})


def amend(meeting: Meeting, request: uuid.UUID, text: str, task: Task | None) -> Amendment:
    """Keep what somebody who was there says about the notes."""
    known = meeting.amendments.filter(request=request).first()
    if known is not None:
        return known
    if meeting.amendments.count() >= MOST_AMENDMENTS:
        raise RoomFull
    row = Amendment(meeting=meeting, task=task, text=text, request=request, on=timezone.localdate())
    row.full_clean(validate_unique=False)
    row.save()
    return row


def keep_news(task: Task, answer: str, text: str) -> TaskNews:
    """Keep what became of a task, told by somebody who was there."""
    news = TaskNews(task=task, answer=answer, text=text, on=timezone.localdate())
    news.full_clean()
    news.save()
    return news


def sign_up(meeting: Meeting, email: str, city: str) -> str:
    """Put somebody on the list; return the token of their link. The same address again gets a new link."""
    if meeting.sign_ups.count() >= MOST_SIGN_UPS:
        raise RoomFull
    token = new_token()
    values = {"city": city, "fingerprint": token_fingerprint(token)}
    SignUp.objects.update_or_create(meeting=meeting, email=email.lower(), defaults=values)
    return token


def withdraw(row: SignUp) -> None:
    """Take somebody off the list; nothing of them stays."""
    row.delete()
