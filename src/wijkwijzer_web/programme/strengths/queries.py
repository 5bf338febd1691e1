"""Reading krachten: what was looked at, what waits, and what a code opens."""

from __future__ import annotations

from django.db.models import QuerySet

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.codes import fingerprints
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.programme.models import Strength

__all__ = ["SPACE", "of_code", "shown_of", "waiting", "waiting_for"]

SPACE = "kracht"


def shown_of(area: str) -> QuerySet[Strength]:
    """The krachten of an area that everyone reads."""
    return Strength.objects.filter(area=area, state=Strength.State.SHOWN)


def waiting() -> QuerySet[Strength]:
    """What waits for a look, the oldest first."""
    return Strength.objects.filter(state=Strength.State.WAITING).order_by("on", "id")


def waiting_for(user: User) -> QuerySet[Strength]:
    """Of what waits, what this person may look at: of the wijken that their organisation looks after."""
    places = waiting().order_by().values_list("area", flat=True).distinct()
    return waiting().filter(area__in=areas.looked_after(user, Permission.REVIEW, places))


def of_code(typed: str) -> Strength | None:
    """The kracht that a code opens."""
    marks = fingerprints(typed, SPACE)
    return Strength.objects.filter(fingerprint__in=marks).exclude(state=Strength.State.ERASED).first()
