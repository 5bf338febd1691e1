"""Writing what is asked and offered: there after the mail, gone at once, hidden by staff, or at its end."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from wijkwijzer_web.core.links import link_to
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.follow import service as follow
from wijkwijzer_web.programme.asked_offered import queries
from wijkwijzer_web.programme.models import Exchange

__all__ = ["ERASURE", "erase_again", "forget_exchanges", "hide_exchange", "place", "put_up", "take_down"]

ERASURE = "gevraagd-aangeboden"
HIDDEN = "gevraagd-aangeboden-verborgen"


def place(
    *,
    area: str,
    area_name: str,
    kind: str,
    what: str,
    months: int,
    who: str,
    email: str,
    until: datetime.date,
    request: uuid.UUID,
) -> Exchange:
    """Keep what is asked or offered until the mail is answered; the same form sent twice is one."""
    with transaction.atomic():
        row, made = Exchange.objects.get_or_create(
            request=request,
            defaults={
                "area": area,
                "area_name": area_name,
                "kind": kind,
                "what": what,
                "months": months,
                "who": who,
                "email": email.lower(),
                "until": until,
                "on": timezone.localdate(),
            },
        )
        if made:
            link = link_to("programme:exchange-mine", queries.link_of(row))
            values = {"area": area_name, "link": link}
            follow.later(
                f"oproep:{row.key}", letter="oproep", to=row.email, values=values, about=[_about(row)]
            )
    return row


def _about(row: Exchange) -> str:
    return f"oproep:{row.key}"


def put_up(row: Exchange) -> None:
    """Whoever wrote it confirms with the link; what staff hid stays hidden."""
    Exchange.objects.filter(pk=row.pk, state=Exchange.State.WAITING).update(state=Exchange.State.SHOWN)


def take_down(row: Exchange) -> None:
    """Gone at once, and after a restore as well."""
    with transaction.atomic():
        erasures.note(ERASURE, str(row.key))
        follow.forget_mail(about=_about(row))
        Exchange.objects.filter(pk=row.pk).delete()


@action
def hide_exchange(*, actor: User, organisation: Organisation, row: Exchange) -> None:
    """Staff hide what does not belong here; its writer still sees it with the link."""
    require(actor, Permission.REVIEW, organisation)
    erasures.note(HIDDEN, str(row.key))
    Exchange.objects.filter(pk=row.pk).update(state=Exchange.State.HIDDEN)
    record(row, organisation=organisation, details={"state": "verborgen"})


def erase_again(key: str) -> bool:
    """After a restore: take away what was taken down since the backup."""
    follow.forget_mail(about=f"oproep:{key}")
    removed, _tables = Exchange.objects.filter(key=key).delete()
    return bool(removed)


def hide_again(key: str) -> bool:
    """After a restore: hide what staff hid since the backup."""
    found = Exchange.objects.filter(key=key).exclude(state=Exchange.State.HIDDEN)
    return bool(found.update(state=Exchange.State.HIDDEN))


def forget_exchanges(*, actor: User | None = None) -> dict[str, int]:
    """Every night: what is past its day, and what nobody confirmed."""
    gone = queries.over()
    count = gone.count()
    gone.delete()
    return {"gevraagd en aangeboden": count}
