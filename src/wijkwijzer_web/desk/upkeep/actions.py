"""Every hour: reminders and counts. Every night: what is past its time is erased."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.desk import is_working_day, next_working_day
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.desk.bottlenecks.queries import Standing, at_work, standing
from wijkwijzer_web.desk.counting.actions import renew_counts
from wijkwijzer_web.desk.listening.actions import CONTACT, erase_words
from wijkwijzer_web.desk.mailing.actions import about_follower, about_teller, forget, waits
from wijkwijzer_web.desk.mailing.queries import address
from wijkwijzer_web.desk.models import Bottleneck, Contact, Desk, Follower, OwnerLink, Signal, TaskForce
from wijkwijzer_web.desk.queries import today

__all__ = ["expire_desks", "keep_up"]

CONTACT_DAYS, UNCONFIRMED_DAYS, OWNER_DAYS = 30, 30, 182
HOUR = 3600
REMIND_DAYS = 56  # that a mail went is known for 62 days; what was late longer ago is not said again


def catch_up() -> None:
    """Once an hour, whichever worker is first."""
    now = timezone.localtime()
    if cache.add(f"loket-bijhouden:{now:%Y-%m-%d-%H}", 1, HOUR):
        keep_up(actor=None)


@action
def keep_up(*, actor: User | None) -> dict[str, int]:
    """Put reminders in the box, and count; the worker does it every hour. Sending comes after, on its own."""
    day = today()
    _remind_listeners(day)
    _remind_owners(day)
    _agendas(day)
    changed = renew_counts(day)
    record(None, details={"counts": changed})
    return {"tellingen": changed}


def _remind_listeners(day: date) -> None:
    tomorrow = next_working_day(day + timedelta(days=1))
    for desk in Desk.objects.filter(opened=True).select_related("coordinator", "organisation"):
        owed = desk.signals.exclude(state__in=("klaar", "gewist")).filter(last_from_teller=True)
        link = address(reverse("desk:queue", args=[desk.slug]))
        here = desk.listeners.exclude(away_until__gte=day).filter(user__is_active=True)
        addresses = list(here.values_list("user__email", flat=True))
        for kind, rows in (
            ("wacht", owed.filter(state="ontvangen")),
            ("morgen", owed.filter(next_on=tomorrow)),
        ):
            if rows.exists() and is_working_day(day):
                for to in addresses:
                    waits(kind, f"{desk.pk}:{day}:{to}", to, desk.organisation, values={"link": link})
        late = owed.filter(next_on__lt=day).exists() and is_working_day(day)
        if late and desk.coordinator is not None:
            waits(
                "te-laat",
                f"{desk.pk}:{day}",
                desk.coordinator.email,
                desk.organisation,
                values={"link": link},
            )
        _week(desk, day, link)


def _week(desk: Desk, day: date, link: str) -> None:
    """The numbers of a week, for the coordinator only."""
    if desk.coordinator is None or day.weekday() != 0:
        return
    since = timezone.now() - timedelta(days=7)
    waiting = desk.signals.exclude(state__in=("klaar", "gewist"))
    numbers = {
        "new": str(desk.signals.filter(received_at__gte=since).count()),
        "answered": str(desk.signals.filter(answered_on__gte=day - timedelta(days=7)).count()),
        "late": str(waiting.filter(next_on__lt=day).count()),
        "waiting": str(waiting.count()),
    }
    waits(
        "week",
        f"{desk.pk}:{day}",
        desk.coordinator.email,
        desk.organisation,
        values={"link": link, **numbers},
    )


def _remind_owners(day: date) -> None:
    rows = at_work().filter(answered_on__isnull=True)
    for one in map(
        standing, rows.prefetch_related("extensions").select_related("task_force", "organisation")
    ):
        _remind_owner(one, day)


def _remind_owner(one: Standing, day: date) -> None:
    """The owner a week before and on the day; after a week the deputy, after two the chair."""
    row, due = one.bottleneck, one.clock.due
    said = {"due": written_day(due), "link": address(row.get_absolute_url())}
    past = (day - due).days
    if past == -7:
        waits("eigenaar-week", f"{row.pk}:{due}", row.owner_mail, row.organisation, values=said)
    elif past == 0:
        waits("eigenaar-dag", f"{row.pk}:{due}", row.owner_mail, row.organisation, values=said)
    if not one.late or past > REMIND_DAYS:
        return
    if past >= 7 and row.deputy_mail:
        waits("vervanger", f"{row.pk}:{due}", row.deputy_mail, row.organisation, values=said)
    chair = row.task_force.chair_mail if row.task_force else ""
    if past >= 14 and chair:
        waits("voorzitter", f"{row.pk}:{due}", chair, row.organisation, values={"link": said["link"]})
    for follower in row.followers.filter(confirmed=True):
        waits(
            "volger",
            f"{follower.pk}:{row.pk}:late:{due}",
            follower.email,
            row.organisation,
            about=[about_follower(follower.key)],
            values={"news": _("Het antwoord is te laat."), "link": said["link"]},
        )


def _agendas(day: date) -> None:
    soon = (
        TaskForce.objects.filter(meets_at__date=day + timedelta(days=2))
        .exclude(chair_mail="")
        .select_related("organisation")
    )
    for one in soon:
        link = address(reverse("desk:taskforce", args=[one.slug]))
        waits(
            "agenda",
            f"{one.pk}:{one.meets_at:%Y-%m-%d}",
            one.chair_mail,
            one.organisation,
            values={"link": link},
        )


@action
def expire_desks(*, actor: User | None) -> dict[str, int]:
    """Erase what is past its time: contact 30 days after *klaar*, words after the months of the desk."""
    day = today()
    contacts = _contacts(day)
    stories = sum(_stories(desk, day) for desk in Desk.objects.all())
    answered = Bottleneck.objects.filter(answered_on__lt=day - timedelta(days=OWNER_DAYS))
    OwnerLink.objects.filter(bottleneck__in=answered).delete()
    Follower.objects.filter(confirmed=False, asked_on__lt=day - timedelta(days=UNCONFIRMED_DAYS)).delete()
    record(None, details={"contacts": contacts, "stories": stories})
    return {
        "contacten van melders": contacts,
        "verhalen van melders": stories,
    }


def _contacts(day: date) -> int:
    old = Contact.objects.filter(signal__closed_on__lt=day - timedelta(days=CONTACT_DAYS)).select_related(
        "signal"
    )
    found = list(old)
    for contact in found:
        erasures.note(CONTACT, str(contact.signal.key))
        forget(about_teller(contact.signal.key))
        contact.delete()
    return len(found)


def _stories(desk: Desk, day: date) -> int:
    """Words go after the months of the desk; nothing goes while somebody waits for an answer."""
    limit = timezone.now() - timedelta(days=round(desk.keep_months * 30.44))
    quiet = Q(state=Signal.State.DONE) | Q(last_from_teller=False)
    old = desk.signals.filter(quiet, last_word_at__lt=limit).exclude(state=Signal.State.ERASED)
    keys = list(old.values_list("pk", "key"))
    for pk, key in keys:
        erasures.note("melder", str(key))
        erase_words(pk)
    return len(keys)
