"""Reading krachten: what was looked at, what waits, and what a code opens."""

from __future__ import annotations

from django.db.models import QuerySet

from wijkwijzer_web.core.codes import fingerprints
from wijkwijzer_web.programme.models import Strength

__all__ = ["SPACE", "of_code", "shown_of", "waiting"]

SPACE = "kracht"


def shown_of(area: str) -> QuerySet[Strength]:
    """The krachten of an area that everyone reads."""
    return Strength.objects.filter(area=area, state=Strength.State.SHOWN)


def waiting() -> QuerySet[Strength]:
    """What waits for a look, the oldest first."""
    return Strength.objects.filter(state=Strength.State.WAITING).order_by("on", "id")


def of_code(typed: str) -> Strength | None:
    """The kracht that a code opens."""
    marks = fingerprints(typed, SPACE)
    return Strength.objects.filter(fingerprint__in=marks).exclude(state=Strength.State.ERASED).first()
