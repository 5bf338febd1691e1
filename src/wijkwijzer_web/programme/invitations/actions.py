"""Inviting in rounds, answering by link, and the mails that follow the clock of a meeting."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.follow import service as follow
from wijkwijzer_web.programme.invitations import queries
from wijkwijzer_web.programme.meetings.actions import sign_up, withdraw
from wijkwijzer_web.programme.meetings.pages import mail_values, one_in_calendar
from wijkwijzer_web.programme.meetings.queries import link_of_invitation
from wijkwijzer_web.programme.models import Guest, Invitation, Meeting, Participation, Presentation

__all__ = [
    "ERASURE",
    "answer",
    "ask_presenters",
    "drop_guest",
    "erase_again",
    "invite_addresses",
    "invite_round",
    "keep_answers",
    "mail_questions",
    "name_guest",
    "never_again",
]

ERASURE = "genodigde"
MOST_GUESTS, MOST_ADDRESSES = 30, 100
FIRST_ASK, LAST_ASK = 14, 3  # days before the meeting on which presenters are asked
_OPEN = (Meeting.State.PLANNED, Meeting.State.INVITED)


# ---- whom a city may send
def name_guest(city: Participation, email: str, what: str) -> Guest:
    """Keep whom a city may send; the same address again says anew what that person does."""
    with transaction.atomic():
        Participation.objects.select_for_update().get(pk=city.pk)
        if city.guests.exclude(email=email.lower()).count() >= MOST_GUESTS:
            raise ValidationError(_("Dertig mensen per stad is genoeg."))
        values = {"what": what}
        return Guest.objects.update_or_create(participation=city, email=email.lower(), defaults=values)[0]


def drop_guest(guest: Guest) -> None:
    """Take somebody off the list of a city, with every invitation and mail; also after a restore."""
    with transaction.atomic():
        erasures.note(ERASURE, str(guest.key))
        erase_again(str(guest.key))


def erase_again(key: str) -> bool:
    """After a restore: take out whoever was taken off the list since the backup."""
    guest = Guest.objects.filter(key=key).first()
    if guest is None:
        return False
    for row in guest.invitations.all():
        follow.forget_mail(about=_about(row))
        row.delete()
    guest.delete()
    return True


# ---- inviting
@action
def invite_round(*, actor: User, meeting: Meeting, seats: int) -> int:
    """Ask the next of every city for the seats that are free; return how many people that are."""
    require(actor, Permission.WRITE, meeting.organisation)
    row = _may_invite(meeting)
    try:
        asked = [(guest, city.city) for city in queries.rounds(row, seats) for guest in city.following]
    except InputError as error:
        raise ValidationError(error.sentence) from error
    if not asked:
        raise ValidationError(_("Er is niemand meer om te vragen. Laat de steden meer mensen noemen."))
    number = _next_round(row)
    for guest, city in asked:
        made = Invitation.objects.create(
            meeting=row, guest=guest, email=guest.email, city=city.city, round=number
        )
        _mail_invitation(made)
    _invited(row, len(asked), number)
    return len(asked)


@action
def invite_addresses(*, actor: User, meeting: Meeting, emails: Sequence[str]) -> int:
    """Ask these addresses; who was asked already is not asked twice."""
    require(actor, Permission.WRITE, meeting.organisation)
    row = _may_invite(meeting)
    known = set(row.invitations.values_list("email", flat=True))
    fresh = [email for email in dict.fromkeys(each.lower() for each in emails) if email not in known]
    if len(fresh) + len(known) > 10 * MOST_ADDRESSES:
        raise ValidationError(_("Dat zijn te veel mensen voor één bijeenkomst."))
    if not fresh:
        raise ValidationError(_("Deze mensen zijn al uitgenodigd."))
    number = _next_round(row)
    for email in fresh:
        _mail_invitation(Invitation.objects.create(meeting=row, email=email, round=number))
    _invited(row, len(fresh), number)
    return len(fresh)


def _may_invite(meeting: Meeting) -> Meeting:
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.state not in _OPEN or row.day < timezone.localdate():
        raise ValidationError(_("Voor deze bijeenkomst nodig je niemand meer uit."))
    return row


def _next_round(meeting: Meeting) -> int:
    return max(meeting.invitations.values_list("round", flat=True), default=0) + 1


def _invited(meeting: Meeting, count: int, number: int) -> None:
    meeting.state = Meeting.State.INVITED
    meeting.save(update_fields=["state", "changed_at"])
    record(meeting, details={"invited": count, "round": number})


def _about(row: Invitation) -> str:
    return f"uitnodiging:{row.key}"


def _mail_invitation(row: Invitation) -> None:
    meeting = row.meeting
    follow.later(
        f"uitnodiging:{row.key}",
        letter="uitnodiging",
        to=row.email,
        values=mail_values(meeting) | {"link": link_of_invitation(row)},
        organisation=meeting.organisation,
        about=[_about(row)],
        calendar=one_in_calendar(meeting),
    )


# ---- answering
def answer(row: Invitation, value: str) -> None:
    """Keep what somebody says; who comes is on the list and gets the link of the day, who does not is off."""
    with transaction.atomic():
        row.answer, row.answered_on = value, timezone.localdate()
        row.save(update_fields=["answer", "answered_on"])
        meeting = row.meeting
        if value == Invitation.Answer.NO:
            _off_the_list(row)
        else:
            sign_up(meeting, row.email, row.city, about=[_about(row)])


def _off_the_list(row: Invitation) -> None:
    """Take somebody off the list, with the mail about it that still waits."""
    for signed in row.meeting.sign_ups.filter(email=row.email):
        withdraw(signed)


def never_again(row: Invitation) -> None:
    """Somebody wants no invitations any more: address and invitations go at once."""
    with transaction.atomic():
        _off_the_list(row)
        if row.guest is not None:
            drop_guest(row.guest)
        else:
            follow.forget_mail(about=_about(row))
            row.delete()


# ---- presenters
@action
def mail_questions(*, actor: User, presentation: Presentation) -> None:
    """Mail the eight questions to whoever presents, now; at most once a day."""
    require(actor, Permission.WRITE, presentation.meeting.organisation)
    if not presentation.email:
        raise ValidationError(_("Vul eerst het e-mailadres van deze presentator in."))
    if not _mail_presenter(presentation, f"{timezone.localdate():%Y%m%d}"):
        raise ValidationError(_("Deze presentator kreeg de vragen vandaag al."))
    record(presentation.meeting, details={"asked": presentation.pk})


def keep_answers(presentation: Presentation) -> None:
    """Keep what the presenter answered with the link."""
    presentation.full_clean()
    presentation.save(update_fields=["what", "answers"])


def _mail_presenter(row: Presentation, when: str) -> bool:
    questions = "\n".join(f"- {label}" for _key, label in Presentation.QUESTIONS)
    values = {"what": row.what, "questions": questions, "link": queries.address_of_presenter(row)}
    return follow.later(
        f"acht-vragen:{row.key}:{when}",
        letter="acht-vragen",
        to=row.email,
        values=mail_values(row.meeting) | values,
        organisation=row.meeting.organisation,
        about=[f"presentatie:{row.key}"],
        calendar=one_in_calendar(row.meeting),
    )


def ask_presenters(*, actor: User | None = None) -> dict[str, int]:
    """Every night: the eight questions to who presents within fourteen days, and again three days before."""
    today, count = timezone.localdate(), 0
    soon = Presentation.objects.exclude(email="").filter(
        meeting__state__in=_OPEN,
        meeting__day__gt=today,
        meeting__day__lte=today + datetime.timedelta(days=FIRST_ASK),
    )
    for row in soon.select_related("meeting__organisation"):
        left = (row.meeting.day - today).days
        if left > LAST_ASK:
            count += _mail_presenter(row, f"{FIRST_ASK}")
        elif len(row.answers) < len(Presentation.QUESTIONS):
            count += _mail_presenter(row, f"{LAST_ASK}")
    return {"presentatoren gevraagd": count}
