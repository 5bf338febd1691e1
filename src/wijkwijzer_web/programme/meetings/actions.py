"""Writing meetings: plan, note tasks in the room, settle the notes, keep what became of it."""

from __future__ import annotations

import datetime
import secrets
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.programme import LOOK_BACK_MONTHS, SETTLE_DAYS, months_after
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.follow import service as follow
from wijkwijzer_web.programme.meetings.pages import mail_values, one_in_calendar
from wijkwijzer_web.programme.meetings.queries import link_of_invitation, link_of_sign_up
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
    "ask_news",
    "change_state",
    "decide_on_task",
    "keep_news",
    "note_task",
    "remove_part",
    "save_meeting",
    "sign_up",
    "withdraw",
    "withdraw_again",
]

LETTERS = "ABCDEFGHKLMNPRSTUVWXYZ"  # none that is read as another or as a digit
WITHDRAWN = "aanmelding"  # in the list of erasures
MOST_TASKS = 2_000
LATE_DAYS = 14
"""Days after its day on which a question still goes out, when a night was missed."""
MOST_AMENDMENTS = 500
MOST_SIGN_UPS = 1_000
# From each state, where the team may go by hand; inviting itself makes it invited.
WAYS: Mapping[str, tuple[str, ...]] = {
    Meeting.State.PLANNED: (Meeting.State.RUNNING, Meeting.State.CANCELLED),
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
    moved = False
    if meeting.pk:
        before = Meeting.objects.select_for_update().get(pk=meeting.pk)
        moved = any(getattr(before, name) != getattr(meeting, name) for name in _TOLD_TO_CALENDARS)
        meeting.sequence = before.sequence + moved
    else:
        meeting.code = _free_code()
        if meeting.programme is not None:
            last = meeting.programme.meetings.aggregate(last=Max("number"))["last"] or 0
            meeting.number = last + 1
    meeting.full_clean()
    meeting.save()
    if moved and meeting.state in (Meeting.State.PLANNED, Meeting.State.INVITED):
        tell_change(meeting, "verplaatst")
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
        if row.choosing:
            raise ValidationError(_("De zaal kiest nog. Sluit eerst het kiezen, dan wordt er geteld."))
        row.amend_until = today + datetime.timedelta(days=SETTLE_DAYS)
    if state == Meeting.State.CANCELLED:
        row.sequence += 1
    if state == Meeting.State.SETTLED:
        _check_settled(row, today)
        row.settled_on = today
    row.state = state
    row.save()
    if state == Meeting.State.CANCELLED:
        tell_change(row, "afgelast")
    if state == Meeting.State.DISCUSSED:
        ask_to_look(row)
    record(row, details={"state": state})


def _check_settled(meeting: Meeting, today: datetime.date) -> None:
    if meeting.amend_until is None or today < meeting.amend_until:
        day = meeting.amend_until or today + datetime.timedelta(days=SETTLE_DAYS)
        raise ValidationError(
            _("Wie er was, kijkt mee tot en met %s. Daarna kan dit vast.") % written_day(day)
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


def sign_up(meeting: Meeting, email: str, city: str, about: Sequence[str] = ()) -> SignUp:
    """Put somebody on the list and mail them their link, which is for their own mailbox only.

    `about` is what the mail hangs on besides the place on the list.
    """
    if meeting.sign_ups.exclude(email=email.lower()).count() >= MOST_SIGN_UPS:
        raise RoomFull
    with transaction.atomic():
        row, _made = SignUp.objects.update_or_create(
            meeting=meeting, email=email.lower(), defaults={"city": city}
        )
        follow.later(
            f"aanmelding:{uuid.uuid4()}",
            letter="aanmelding",
            to=row.email,
            values=mail_values(meeting) | {"link": link_of_sign_up(row)},
            organisation=meeting.organisation,
            about=[f"aanmelding:{row.key}", *about],
            calendar=one_in_calendar(meeting),
        )
    return row


def withdraw(row: SignUp) -> None:
    """Take somebody off the list; nothing of them stays, also when a backup is put back."""
    erasures.note(WITHDRAWN, str(row.key))
    follow.forget_mail(about=f"aanmelding:{row.key}")
    row.delete()


def withdraw_again(key: str) -> bool:
    """After a restore: take somebody off the list who withdrew since the backup."""
    follow.forget_mail(about=f"aanmelding:{key}")
    deleted, _each = SignUp.objects.filter(key=key).delete()
    return bool(deleted)


# ---- who hears what; each mail is in the box once, whatever is saved or run again
def tell_change(meeting: Meeting, letter: str) -> None:
    """Tell everyone who comes or may still come that a meeting moved or is called off, with the new date."""
    if meeting.is_example or meeting.day < timezone.localdate():
        return
    for key, about, email, link in _everyone(meeting):
        follow.later(
            f"{letter}:{key}:{meeting.sequence}",
            letter=letter,
            to=email,
            values=mail_values(meeting) | {"link": link},
            organisation=meeting.organisation,
            about=[about],
            calendar=one_in_calendar(meeting),
        )


def _everyone(meeting: Meeting) -> Iterator[tuple[str, str, str, str]]:
    """Key, what to forget it by, address and link: of who comes, and of who did not answer yet."""
    seen = set()
    for row in meeting.sign_ups.all():
        seen.add(row.email)
        yield str(row.key), f"aanmelding:{row.key}", row.email, link_of_sign_up(row)
    for asked in meeting.invitations.filter(answer="").exclude(email__in=seen):
        yield str(asked.key), f"uitnodiging:{asked.key}", asked.email, link_of_invitation(asked)


def ask_to_look(meeting: Meeting) -> None:
    """The notes are there: ask who came whether they are right, before they are settled."""
    for row in meeting.sign_ups.all():
        _ask("klopt-dit", "klopt-dit", row)


def ask_news(*, actor: User | None = None) -> dict[str, int]:
    """Every night: ask who came what became of the tasks, three and six months after the day."""
    today, count = timezone.localdate(), 0
    for months in LOOK_BACK_MONTHS:
        # Months differ in length: a wide net of days, and then the very day.
        net = (
            today - datetime.timedelta(days=31 * months + LATE_DAYS),
            today - datetime.timedelta(days=28 * months),
        )
        held = Meeting.objects.filter(state=Meeting.State.SETTLED, is_example=False, day__range=net)
        for meeting in held.select_related("organisation"):
            late = (today - months_after(meeting.day, months)).days
            if 0 <= late < LATE_DAYS and meeting.tasks.exclude(state=Task.State.LAPSED).exists():
                rows = meeting.sign_ups.all()
                count += sum(_ask("wat-werd-het", f"wat-werd-het-{months}", row) for row in rows)
    return {"gevraagd wat ervan werd": count}


def _ask(letter: str, why: str, row: SignUp) -> bool:
    meeting = row.meeting
    until = meeting.amend_until or meeting.day
    values = {"link": link_of_sign_up(row), "until": written_day(until)}
    return follow.later(
        f"{why}:{row.key}",
        letter=letter,
        to=row.email,
        values=mail_values(meeting) | values,
        organisation=meeting.organisation,
        about=[f"aanmelding:{row.key}"],
    )
