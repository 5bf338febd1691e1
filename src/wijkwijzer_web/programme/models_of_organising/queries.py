"""Reading organisatiemodellen, and for how many opgaven something came of it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from wijkwijzer_web.programme.models import Opgave, OrganisationForm, Outcome
from wijkwijzer_web.programme.programmes.queries import Visitor, may_write

__all__ = ["answered", "form_for", "forms", "newest"]


def forms() -> QuerySet[OrganisationForm]:
    """All of them, by gemeente, the newest first."""
    return OrganisationForm.objects.select_related("organisation")


def newest(gemeente: str) -> OrganisationForm | None:
    """The form of a gemeente that holds now, or the last."""
    return forms().filter(area=gemeente).order_by("-since", "-pk").first()


def form_for(user: Visitor, key: int) -> OrganisationForm:
    """One that this person may change."""
    found = get_object_or_404(forms(), pk=key)
    if not may_write(user, found.organisation):
        raise Http404
    return found


def answered(row: OrganisationForm) -> tuple[int, int]:
    """Of how many opgaven of the gemeente since it works like this: with a measured result, and all."""
    digits = row.area.removeprefix("GM")
    inside = Q(area=row.area) | Q(area__startswith=f"WK{digits}") | Q(area__startswith=f"BU{digits}")
    opgaven = Opgave.objects.filter(inside, Q(ended_on=None) | Q(ended_on__gte=row.since))
    measured = opgaven.filter(
        efforts__outcomes__in=Outcome.objects.filter(on__gte=row.since).exclude(how=Outcome.How.NOT)
    )
    return measured.distinct().count(), opgaven.count()
