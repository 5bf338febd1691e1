"""Writing schakelaars: proposed to the person only, there after their own yes, gone at once or in time."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer_web.core.links import link_to
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.follow import service as follow
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.programme.models import Connector, Exchange, Refusal, Relay
from wijkwijzer_web.programme.people import queries

__all__ = [
    "ERASURE",
    "NEVER",
    "answer",
    "ask",
    "confirm",
    "erase_again",
    "forget_people",
    "pass_on",
    "propose",
    "propose_doers",
    "refuse",
    "refuse_again",
    "withdraw",
]

ERASURE, NEVER = "schakelaar", "schakelaar-nooit"
MOST_OPEN = 3
"""Proposals that one address may have open: nobody is mailed by everyone."""


def propose(*, area: str, area_name: str, email: str, knows: str, origin: str) -> bool:
    """Propose to somebody to stand here, and mail them the link; only they see it.

    Nothing happens for an address that wants none, that has three proposals open or that was asked for this
    wijk already. Whoever proposes hears the same in each case.
    """
    email = email.strip().lower()
    with transaction.atomic():
        queries.over().filter(email=email).delete()
        known = Connector.objects.filter(email=email)
        if (
            queries.refused(email)
            or known.filter(area=area).exists()
            or known.filter(since=None).count() >= MOST_OPEN
        ):
            return False
        row, made = Connector.objects.get_or_create(  # two people may name somebody at once
            area=area,
            email=email,
            defaults={
                "area_name": area_name,
                "origin": origin,
                "knows": knows,
                "proposed_on": timezone.localdate(),
            },
        )
        if not made:
            return False
        _mail_proposal(row)
    return True


def _about(row: Connector) -> str:
    return f"schakelaar:{row.key}"


def _mail_proposal(row: Connector) -> None:
    if row.origin == Connector.Origin.SELF:
        why = _("Je wilt gevraagd worden over %s. Zeg hier ja, dan sta je erop:") % row.area_name
    elif row.origin == Connector.Origin.DID:
        why = _("Je deelde hier iets over %s. Mogen anderen je er iets over vragen?") % row.area_name
    else:
        why = _("Iemand denkt dat jij iets weet van %s. Alleen jij ziet dit voorstel.") % row.area_name
    link = link_to("programme:connector-mine", queries.link_of(row))
    values = {"area": row.area_name, "why": why, "link": link}
    follow.later(
        f"schakelaar:{row.key}",
        letter="schakelaar-voorstel",
        to=row.email,
        values=values,
        about=[_about(row)],
    )


@action
def propose_doers(*, actor: User, organisation: Organisation, area: str, area_name: str) -> int:
    """Ask whoever left knowledge about this wijk, and may be asked; staff see a number and no address."""
    require(actor, Permission.WRITE, organisation)
    asked = 0
    for email, title in knowledge.askable(area):
        origin = Connector.Origin.DID
        asked += propose(area=area, area_name=area_name, email=email, knows=title[:200], origin=origin)
    record(organisation, details={"area": area, "asked": asked})
    return asked


def confirm(row: Connector, *, name: str, knows: str) -> None:
    """The person says yes, for half a year from today, in their own words."""
    Connector.objects.filter(pk=row.pk).update(
        name=name, knows=knows, since=timezone.localdate(), asked_again_on=None
    )


def withdraw(row: Connector) -> None:
    """Gone at once, and after a restore as well."""
    with transaction.atomic():
        erasures.note(ERASURE, str(row.key))
        follow.forget_mail(about=_about(row))
        Connector.objects.filter(pk=row.pk).delete()


def refuse(row: Connector) -> None:
    """Gone at once, and this address is never proposed to again."""
    with transaction.atomic():
        erasures.note(NEVER, str(row.key))
        _never(row)


def _never(row: Connector) -> None:
    Refusal.objects.get_or_create(fingerprint=queries.mark_of(row.email))
    for mine in Connector.objects.filter(email=row.email):
        follow.forget_mail(about=_about(mine))
        mine.delete()


def erase_again(key: str) -> bool:
    """After a restore: take away who withdrew since the backup."""
    follow.forget_mail(about=f"schakelaar:{key}")
    removed, _tables = Connector.objects.filter(key=key).delete()
    return bool(removed)


def refuse_again(key: str) -> bool:
    """After a restore: take away who refused since the backup, and remember that again."""
    row = Connector.objects.filter(key=key).first()
    if row is None:
        return False
    with transaction.atomic():
        _never(row)
    return True


# ---- questions that are passed on
def ask(to: Connector | Exchange, *, email: str, text: str, request: uuid.UUID) -> None:
    """Pass a question on, once for each form; its words are kept until they are mailed."""
    field = "connector" if isinstance(to, Connector) else "exchange"
    with transaction.atomic():
        row, made = Relay.objects.get_or_create(
            request=request, defaults={field: to, "email": email, "on": timezone.localdate()}
        )
        if made:
            pass_on(row, to, text)


def pass_on(row: Relay, to: Connector | Exchange, text: str) -> None:
    """Mail the question with a link to answer; neither side sees the address of the other."""
    link = link_to("programme:relay-answer", queries.relay_link(row))
    values = {"area": to.area_name, "text": text, "link": link}
    about = [_about(to) if isinstance(to, Connector) else f"oproep:{to.key}"]
    follow.later(f"vraag:{row.request}", letter="vraag-door", to=to.email, values=values, about=about)


def answer(row: Relay, text: str) -> None:
    """Mail the answer to whoever asked, and forget that address."""
    area = (row.connector or row.exchange).area_name  # type: ignore[union-attr]
    with transaction.atomic():
        values = {"area": area, "text": text}
        follow.later(f"antwoord:{row.request}", letter="antwoord-terug", to=row.email, values=values)
        Relay.objects.filter(pk=row.pk).update(email="", answered_on=timezone.localdate())


# ---- every night
def forget_people(*, actor: User | None = None) -> dict[str, int]:
    """Ask again who said yes five months ago; remove whose yes ended, old proposals and old questions."""
    today = timezone.localdate()
    gone = queries.over()
    counts = {"schakelaars": gone.count()}
    gone.delete()
    old = Relay.objects.filter(on__lte=today - datetime.timedelta(days=queries.RELAY_DAYS))
    counts["doorgestuurde vragen"] = old.count()
    old.delete()
    due = today - datetime.timedelta(days=queries.ASK_AGAIN_DAYS)
    for row in queries.living().filter(since__lte=due, asked_again_on=None):
        with transaction.atomic():
            _mail_again(row, today)
            Connector.objects.filter(pk=row.pk).update(asked_again_on=today)
    return counts


def _mail_again(row: Connector, today: datetime.date) -> None:
    link = link_to("programme:connector-mine", queries.link_of(row))
    follow.later(
        f"opnieuw:{row.key}:{today}",
        letter="schakelaar-opnieuw",
        to=row.email,
        values={"area": row.area_name, "link": link},
        about=[_about(row)],
    )
