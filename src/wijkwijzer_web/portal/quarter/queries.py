"""The five moments of a first quarter, from the day on which the card was filled in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.desk import is_working_day
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.calendar import CalendarDate
from wijkwijzer_web.core.card.queries import card_of, works_for
from wijkwijzer_web.core.models import Card, Organisation, User
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.core.rooms import Waiting

__all__ = ["Moment", "as_dates", "moments", "period", "waiting"]

WEEKS = 13
SHOWN = datetime.timedelta(days=21)
GONE = datetime.timedelta(days=7)
MOST_MOVES = 30
BEGINS = datetime.time(9, 30)


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: its week, its day, what to do then, and where."""

    week: int
    day: datetime.date
    title: str
    text: str
    url: str


def moments(organisation: Organisation) -> list[Moment]:
    """Week 1, 3, 6, 10 and 13, each on a day on which somebody works; none before the card is filled in."""
    card = card_of(organisation)
    if card.started_on is None:
        return []
    slug = [organisation.slug]
    return [
        Moment(week, _free(card, card.started_on + datetime.timedelta(weeks=week - 1)), title, text, url)
        for week, title, text, url in (
            (
                1,
                _("Wijkpagina en luisterloket"),
                _("Mail een wijkpagina, en hang de poster van het loket op."),
                reverse("portal:share-area", args=slug),
            ),
            (
                3,
                _("Laat de eerste antwoorden zien"),
                _("Vul het blad “Dit hoorden we, dit doen we” in, en hang het bij de poster."),
                reverse("portal:paper", args=[*slug, "terugmelding"]),
            ),
            (
                6,
                _("Houd een dialoog"),
                _("In een zaal of drie weken open. Het draaiboek ligt klaar."),
                reverse("dialogue:new"),
            ),
            (
                10,
                _("Breng het verslag uit, met beloften"),
                _("Elke belofte met wie haar doet, en voor wanneer."),
                reverse("dialogue:work-list"),
            ),
            (
                WEEKS,
                _("Wat is ervan geworden? Voor de raad"),
                _("Eén bladzijde, gemaakt van wat er echt gebeurde."),
                reverse("portal:paper", args=[*slug, "wat-is-ervan-geworden"]),
            ),
        )
    ]


def _free(card: Card, day: datetime.date) -> datetime.date:
    """The first day from here on which the organisation works."""
    for _move in range(MOST_MOVES):
        if is_working_day(day) and not card.is_closed(day):
            break
        day += datetime.timedelta(days=1)
    return day


def period(organisation: Organisation) -> tuple[datetime.date, datetime.date] | None:
    """From the first day up to the end of week 13, or up to today; None before there is a first day."""
    begun = card_of(organisation).started_on
    if begun is None:
        return None
    end = begun + datetime.timedelta(weeks=WEEKS)
    return begun, min(end, timezone.localdate())


def waiting(actor: User) -> list[Waiting]:
    """The moments that are near, for who writes."""
    today, found = timezone.localdate(), []
    for organisation in works_for(actor):
        if allowed(actor, Permission.WRITE, organisation):
            near = [one for one in moments(organisation) if today - GONE <= one.day <= today + SHOWN]
            near = [one for one in near if one.week > 1 or not _begun(organisation, actor)]
            found += [
                Waiting(_("Week %(n)s: %(what)s") % {"n": one.week, "what": one.title}, one.url, one.day)
                for one in near
            ]
    return found


def _begun(organisation: Organisation, actor: User) -> bool:
    """Whether what the first week is for is done: a wijk page was mailed, and people can be heard."""
    done = {step.key for step in rooms.starts(organisation, actor) if step.done}
    return {"wijkpagina", "luisteren"} <= done


def as_dates(organisation: Organisation) -> list[CalendarDate]:
    """The moments for one's own agenda."""
    host = settings.SITE_URL.partition("://")[2].rstrip("/")
    site = settings.SITE_URL.rstrip("/")
    changed = timezone.now()
    dates = []
    for one in moments(organisation):
        starts = timezone.make_aware(datetime.datetime.combine(one.day, BEGINS))
        dates.append(
            CalendarDate(
                uid=f"kwartaal-{organisation.pk}-{one.week}@{host}",
                title=one.title,
                starts=starts,
                ends=starts + datetime.timedelta(hours=1),
                changed=changed,
                url=f"{site}{one.url}",
                text=one.text,
            )
        )
    return dates
