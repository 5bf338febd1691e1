"""The start list as it stands now, and what waits in groups by date."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.calendar import written_day
from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.models import Card, Organisation, User
from wijkwijzer_web.core.people.queries import people_who_work
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.core.rooms import Step, Waiting
from wijkwijzer_web.portal.start.others import how_others_did

__all__ = ["Group", "StartList", "groups", "lead", "start_list", "starts"]

MANAGES = Permission.MANAGE_MEMBERS.value
SOON = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class StartList:
    """The steps, how many are done, the first that is not, and how another did that one."""

    steps: list[Step]
    done: int
    now: Step | None
    minutes: int
    like: str = ""

    @property
    def share(self) -> float:
        """Hundredths of the bar."""
        return 100 * self.done / len(self.steps) if self.steps else 0


def start_list(organisation: Organisation, actor: User) -> StartList:
    """The steps of an organisation, seen in what is really there."""
    may = {
        needs: allowed(actor, Permission(needs), organisation) for needs in (Permission.WRITE.value, MANAGES)
    }
    steps = [step if may[step.needs] else replace(step, url="") for step in rooms.starts(organisation, actor)]
    to_do = [step for step in steps if not step.done]
    mine = [step for step in to_do if step.url]
    now = next(iter(mine or to_do), None)
    minutes = sum(step.minutes for step in to_do)
    return StartList(steps, len(steps) - len(to_do), now, minutes, how_others_did(now.key) if now else "")


def starts(organisation: Organisation, actor: User) -> list[Step]:
    """The steps of the portal itself: the card, privacy, people, a wijk page, and the example."""
    card = card_of(organisation)
    slug = [organisation.slug]
    steps = [
        Step(
            "kaart",
            _("Vul de kaart van je organisatie in"),
            5,
            _("de beheerder"),
            reverse("portal:card", args=slug),
            bool(card.pk and card.email and card.hours),
            10,
            needs=MANAGES,
        ),
        Step(
            "privacy",
            _("Zeg wie over privacy gaat"),
            5,
            _("de beheerder, met de functionaris gegevensbescherming"),
            reverse("portal:paper", args=[*slug, "privacy"]),
            bool(card.privacy_contact and "privacy" in card.ticks),
            20,
            card.privacy_contact,
        ),
        _people(organisation),
        _area(card),
    ]
    left = rooms.example_left(organisation)
    if left:
        note = ngettext("er staat %(n)s voorbeeld", "er staan %(n)s voorbeelden", left) % {"n": left}
    else:
        note = _("er staan geen voorbeelden")
    url = reverse("portal:example", args=slug)
    title = _("Haal de voorbeelden weg")
    steps.append(Step("voorbeelden", title, 2, _("de beheerder"), url, not left, 80, note, MANAGES))
    return steps


def _people(organisation: Organisation) -> Step:
    number = people_who_work(organisation)
    note = ngettext("%(n)s mens doet mee", "%(n)s mensen doen mee", number) % {"n": number}
    url = reverse("core:organisation", args=[organisation.slug])
    title = _("Kies wie wat mag, minstens twee")
    return Step("mensen", title, 5, _("de beheerder"), url, number >= 2, 30, note, MANAGES)


def _area(card: Card) -> Step:
    url = reverse("portal:share-area", args=[card.organisation.slug])
    note = ""
    if "wijkpagina" in card.ticks:
        done_on = datetime.date.fromisoformat(card.ticks["wijkpagina"])
        note = _("op %(day)s") % {"day": written_day(done_on)}
    title = _("Lees een wijkpagina na en mail haar")
    return Step("wijkpagina", title, 10, _("jij of een collega"), url, "wijkpagina" in card.ticks, 40, note)


@dataclass(frozen=True, slots=True)
class Group:
    """What waits until the same moment: a heading, whether it is late, and the lines."""

    title: str
    lines: list[Waiting]
    late: bool = False


def groups(waiting: Sequence[Waiting], today: datetime.date | None = None) -> list[Group]:
    """By date: too late, today, this week, later, and what has no date; empty groups are left out."""
    today = today or timezone.localdate()
    late = [one for one in waiting if one.due and one.due < today]
    now = [one for one in waiting if one.due == today]
    soon = [one for one in waiting if one.due and today < one.due <= today + SOON]
    later = [one for one in waiting if one.due and one.due > today + SOON]
    never = [one for one in waiting if one.due is None]
    made = [
        Group(_("Te laat"), late, late=True),
        Group(_("Vandaag"), now),
        Group(_("Deze week"), soon),
        Group(_("Later"), later),
        Group(_("Zonder datum"), never),
    ]
    return [group for group in made if group.lines]


def lead(waiting: Sequence[Waiting], today: datetime.date | None = None) -> str:
    """One sentence above the list: what is late, and what is for today."""
    today = today or timezone.localdate()
    late = sum(one.due is not None and one.due < today for one in waiting)
    now = sum(one.due == today for one in waiting)
    if not waiting:
        return _("Er wacht nu niets op je.")
    said = []
    if late:
        said.append(ngettext("%(n)s ding is te laat.", "%(n)s dingen zijn te laat.", late) % {"n": late})
    if now:
        said.append(
            ngettext("%(n)s ding is voor vandaag.", "%(n)s dingen zijn voor vandaag.", now) % {"n": now}
        )
    return " ".join(said) or _("Niets is te laat, en niets hoeft vandaag.")
