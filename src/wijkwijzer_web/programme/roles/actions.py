"""Writing roles, years without records, and handing over."""

from __future__ import annotations

import datetime

from django.utils import timezone

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.follow import service as follow
from wijkwijzer_web.programme.models import AreaRole, Handover, Unrecorded

__all__ = [
    "forget_names",
    "hand_over",
    "keep_role",
    "keep_unrecorded",
    "withdraw_name",
    "withdraw_name_again",
]

NAME = "rol-naam"  # in the list of erasures


@action
def keep_role(*, actor: User, role: AreaRole) -> AreaRole:
    """Store a new or changed role."""
    require(actor, Permission.WRITE, role.organisation)
    role.full_clean()
    role.save()
    record(role)
    return role


@action
def withdraw_name(*, actor: User, role: AreaRole) -> None:
    """Take a name away at once; the role stays."""
    require(actor, Permission.WRITE, role.organisation)
    erasures.note(NAME, str(role.key))
    AreaRole.objects.filter(pk=role.pk).update(name="", name_until=None)
    record(role, details={"name": False})


def withdraw_name_again(key: str) -> bool:
    """After a restore: take a name away that was withdrawn since the backup."""
    return bool(AreaRole.objects.filter(key=key).exclude(name="").update(name="", name_until=None))


@action
def keep_unrecorded(*, actor: User, years: Unrecorded) -> Unrecorded:
    """Say of which years nothing was recorded."""
    require(actor, Permission.WRITE, years.organisation)
    years.full_clean()
    years.save()
    record(years)
    return years


@action
def hand_over(*, actor: User, handover: Handover, ends_role: bool, successor: str, link: str) -> Handover:
    """Keep what a successor has to know, end the role on that day, and mail the link to the successor.

    The link holds `KEY` where the number of the handover comes.
    """
    require(actor, Permission.WRITE, handover.organisation)
    handover.full_clean()
    handover.save()
    if ends_role and handover.role is not None:
        AreaRole.objects.filter(pk=handover.role.pk).update(ends_on=handover.on)
    record(handover, details={"ends_role": ends_role, "mailed": bool(successor)})
    if successor:
        address = link.replace("KEY", str(handover.pk))
        values = {"area": handover.area_name, "link": address}
        follow.later(
            f"overdracht:{handover.pk}",
            letter="overdracht",
            to=successor,
            values=values,
            organisation=handover.organisation,
        )
    return handover


def forget_names(*, actor: User | None = None) -> dict[str, int]:
    """Every night: a name whose yes ended, or whose role ended, goes; the role stays."""
    today: datetime.date = timezone.localdate()
    named = AreaRole.objects.exclude(name="")
    over = named.filter(name_until__lt=today) | named.filter(ends_on__lt=today)
    count = AreaRole.objects.filter(pk__in=list(over.values_list("pk", flat=True))).update(
        name="", name_until=None
    )
    return {"namen bij rollen": count}
