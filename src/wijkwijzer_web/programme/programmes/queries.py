"""Reading programmes: public ones for everyone, drafts for who may write for their organisation."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.programme.models import AreaAnalysis, Participation, Programme

__all__ = [
    "Visitor",
    "analyses_in",
    "cares_for",
    "looks_after",
    "may_write",
    "organisations_for",
    "programme_for",
    "programme_seen",
    "programmes",
    "taking_part",
    "work_list",
]

Visitor = User | AnonymousUser


def may_write(user: Visitor, organisation: Organisation) -> bool:
    """Whether this person may change what the organisation runs."""
    return allowed(user, Permission.WRITE, organisation)


def cares_for(user: Visitor, area: str) -> bool:
    """Whether this person looks after what residents say about an area."""
    return area in areas.looked_after(user, Permission.REVIEW, [area])


def looks_after(user: Visitor, area: str) -> Organisation:
    """The organisation for which this person looks after what residents say about an area; else 404."""
    found = areas.looked_after(user, Permission.REVIEW, [area]).get(area)
    if found is None:
        raise Http404
    return found


def organisations_for(user: Visitor) -> list[Organisation]:
    """The organisations for which this person may start something."""
    return [one for one in Organisation.objects.at_work() if may_write(user, one)]


def programmes() -> QuerySet[Programme]:
    """The public programmes, the newest first."""
    return Programme.objects.filter(public=True).select_related("organisation")


def programme_seen(user: Visitor, slug: str) -> Programme:
    """A programme that this visitor may see: public, or of an organisation they write for; else 404."""
    found = get_object_or_404(Programme.objects.select_related("organisation"), slug=slug)
    if not found.public and not may_write(user, found.organisation):
        raise Http404
    return found


def programme_for(user: Visitor, slug: str) -> Programme:
    """A programme that this person may change; for others it does not exist."""
    found = get_object_or_404(Programme.objects.select_related("organisation"), slug=slug)
    if not may_write(user, found.organisation):
        raise Http404
    return found


def work_list(user: Visitor) -> list[Programme]:
    """The programmes that this person works on."""
    every = Programme.objects.select_related("organisation").prefetch_related("meetings")
    return [one for one in every if may_write(user, one.organisation)]


def taking_part(programme: Programme) -> QuerySet[Participation]:
    """The cities that take part or stopped; a proposal that nobody looked at is not public."""
    return programme.participations.exclude(state=Participation.State.PROPOSED)


def analyses_in(programme: Programme) -> list[AreaAnalysis]:
    """One public analysis of each wijk in a programme: what is settled before what the wijk still reads."""
    order = (AreaAnalysis.State.SETTLED, AreaAnalysis.State.WITH_AREA, AreaAnalysis.State.REPLACED)
    rows = programme.analyses.filter(state__in=order).order_by("area_name", "-made_on", "-pk")
    found: dict[str, AreaAnalysis] = {}
    for row in sorted(rows, key=lambda row: order.index(AreaAnalysis.State(row.state))):
        found.setdefault(row.area, row)
    return sorted(found.values(), key=lambda row: row.area_name)
