"""Reading what a successor asks: what ran, who knew of it, and what was promised."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.rooms import Linked, Ref, Strand
from wijkwijzer_web.programme.effort.queries import efforts_of, opgaven_in, roles_of
from wijkwijzer_web.programme.models import Advice, AreaRole, Effort, Handover, Opgave, Unrecorded
from wijkwijzer_web.programme.programmes.queries import Visitor, may_write

__all__ = [
    "Inherited",
    "handovers_of",
    "inherited",
    "role_for",
    "strand",
    "unrecorded_for",
]


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a successor finds: work that runs or ran, open opgaven, roles, and advice taken over."""

    running: list[Effort]
    ended: list[Effort]
    opgaven: list[Opgave]
    roles: list[AreaRole]
    promised: list[Advice]
    handovers: list[Handover]


def handovers_of(area: str) -> list[Handover]:
    """The handovers of an area, the newest first."""
    return list(Handover.objects.filter(area=area).select_related("role", "organisation"))


def inherited(area: str) -> Inherited:
    """Everything a successor inherits in an area, as it is recorded today."""
    today: datetime.date = timezone.localdate()
    efforts = efforts_of(area)
    seen = Q(programme=None) | Q(programme__public=True)
    taken = (Advice.State.TAKEN, Advice.State.CHANGED, Advice.State.BUSY)
    return Inherited(
        [row for row in efforts if row.ends_on is None or row.ends_on >= today],
        [row for row in efforts if row.ends_on is not None and row.ends_on < today],
        list(opgaven_in(area).filter(ended_on=None)),
        roles_of(area),
        list(Advice.objects.filter(seen, area=area, state__in=taken).order_by("issued_on")),
        handovers_of(area),
    )


def role_for(user: Visitor, key: int) -> AreaRole:
    """A role that this person may change."""
    found = get_object_or_404(AreaRole.objects.select_related("organisation"), pk=key)
    if not may_write(user, found.organisation):
        raise Http404
    return found


def unrecorded_for(user: Visitor, key: int) -> Unrecorded:
    """Years that this person may change."""
    found = get_object_or_404(Unrecorded.objects.select_related("organisation"), pk=key)
    if not may_write(user, found.organisation):
        raise Http404
    return found


# ---- the links of the chain
def strand(asked: Sequence[str], refs: Sequence[Ref], actor: Visitor) -> Strand:
    """The handovers and roles that references name; never a name of a person."""
    handovers = _numbers([ref.key for ref in refs if ref.kind == "overdracht"])
    roles = _numbers([ref.key for ref in refs if ref.kind == "rol"])
    things = [_handover(row) for row in _handovers(handovers)]
    things += [_role(row) for row in (AreaRole.objects.filter(pk__in=roles) if roles else ())]
    return Strand(tuple(things))


def _handovers(keys: Sequence[int]) -> Iterable[Handover]:
    return Handover.objects.select_related("role").filter(pk__in=keys) if keys else ()


def _handover(row: Handover) -> Linked:
    url = f"{areas.address_of(row.area)}/overdracht#overdracht-{row.pk}"
    title = row.role.title if row.role else ""
    return Linked(Ref("overdracht", str(row.pk)), str(row), url, row.on, title, _("Overdracht"))


def _role(row: AreaRole) -> Linked:
    url = f"{areas.address_of(row.area)}/lange-adem#rol-{row.pk}"
    return Linked(Ref("rol", str(row.pk)), row.title, url, row.begins_on, row.holder, _("Rol"))


def _numbers(keys: Sequence[str]) -> list[int]:
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 10]
