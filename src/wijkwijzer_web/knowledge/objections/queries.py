"""Reading what was said about an area: what everyone may read, what waits, and one by its six words."""

from __future__ import annotations

from django.db.models import QuerySet

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.codes import fingerprints
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.core.work.prepared import asked
from wijkwijzer_web.knowledge.models import Reaction

__all__ = [
    "AREA",
    "SPACE",
    "answering_for",
    "by_code",
    "newest_on",
    "open_answers",
    "shown_on",
    "waiting_objections",
]

ON_AREA = 3

AREA, SPACE = "gebied", "klopt-dit"


def newest_on(area: str) -> list[Reaction]:
    """The newest few of these, for the page of the area."""
    return asked(_newest_on, area)


def _newest_on(area: str) -> QuerySet[Reaction]:
    return shown_on(area)[:ON_AREA]


def shown_on(area: str) -> QuerySet[Reaction]:
    """What everyone may read about an area, the newest first."""
    found = Reaction.objects.filter(kind=AREA, key=area, state=Reaction.State.SHOWN)
    return found.select_related("organisation").order_by("-made_at", "-pk")


def answering_for(user: User, area: str) -> Organisation | None:
    """The organisation for which this person answers what is said about an area; None when for none."""
    return areas.looked_after(user, Permission.REVIEW, [area]).get(area)


def _for(user: User, state: str) -> QuerySet[Reaction]:
    """What was said about areas that this person looks after."""
    rows = Reaction.objects.filter(kind=AREA, state=state).exclude(text="")
    places = rows.order_by().values_list("key", flat=True).distinct()
    return rows.filter(key__in=areas.looked_after(user, Permission.REVIEW, places))


def waiting_objections(user: User) -> QuerySet[Reaction]:
    """What nobody looked at yet, the oldest first."""
    return _for(user, Reaction.State.WAITING).order_by("made_at")


def open_answers(user: User) -> QuerySet[Reaction]:
    """What is shown and has no answer, or is still being looked into; the oldest first."""
    shown = _for(user, Reaction.State.SHOWN)
    return shown.filter(verdict__in=("", Reaction.Verdict.LOOKED_INTO)).order_by("made_at")


def by_code(typed: str) -> Reaction | None:
    """The reaction of six words, typed with a slip or without."""
    prints = fingerprints(typed, SPACE)
    return Reaction.objects.filter(kind=AREA, code_hash__in=prints).first() if prints else None
