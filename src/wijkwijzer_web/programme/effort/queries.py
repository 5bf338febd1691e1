"""Reading the long effort of a wijk: inzetten, roles, and the years of which nothing was recorded."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from wijkwijzer.programme import Post, Run
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.rooms import Area
from wijkwijzer_web.core.work.prepared import asked
from wijkwijzer_web.programme.chain.queries import opgaven_on
from wijkwijzer_web.programme.models import AreaRole, Effort, Opgave, Unrecorded

__all__ = [
    "efforts_of",
    "efforts_on",
    "opgaven_in",
    "place_at",
    "posts",
    "roles_of",
    "runs",
    "spans",
    "unrecorded_of",
]


def place_at(level: str, address: str) -> areas.Place:
    """The area at an address (`wk990311-de-spoordijk`); 404 when there is none."""
    found = areas.place(address.partition("-")[0].upper())
    if found is None or found.level != level:
        raise Http404
    return found


def efforts_of(area: str) -> list[Effort]:
    """The inzetten of an area, in order of beginning."""
    return list(Effort.objects.filter(opgave__area=area).select_related("opgave").order_by("begins_on", "pk"))


def efforts_on(area: Area) -> list[Effort]:
    """The same for the page of an area, out of what its panels asked together."""
    found = [effort for opgave in opgaven_on(area) for effort in opgave.efforts.all()]
    return sorted(found, key=lambda effort: (effort.begins_on, effort.pk))


def opgaven_in(area: str) -> QuerySet[Opgave]:
    """The opgaven of an area, the oldest first."""
    return Opgave.objects.filter(area=area).order_by("since", "pk")


def roles_of(area: str) -> list[AreaRole]:
    """Who had which role, one after another."""
    return list(AreaRole.objects.filter(area=area).select_related("organisation"))


def unrecorded_of(area: str) -> list[Unrecorded]:
    """The years of which nothing was recorded."""
    return asked(_unrecorded_of, area)


def _unrecorded_of(area: str) -> QuerySet[Unrecorded]:
    return Unrecorded.objects.filter(area=area).select_related("organisation")


def spans(rows: Sequence[Unrecorded]) -> list[tuple[datetime.date, datetime.date]]:
    """Those years as the library takes them; what lies ahead is not unrecorded yet."""
    today = timezone.localdate()
    return [(row.begins_on, min(row.ends_on, today)) for row in rows if row.begins_on <= today]


def runs(rows: Sequence[Effort]) -> list[Run]:
    """Inzetten as the library takes them."""
    return [
        Run(row.carrier, row.what, row.begins_on, row.ends_on, row.person_role, row.money_until)
        for row in rows
    ]


def posts(rows: Sequence[AreaRole]) -> list[Post]:
    """Roles as the library takes them."""
    return [Post(row.title, row.holder, row.begins_on, row.ends_on) for row in rows]
