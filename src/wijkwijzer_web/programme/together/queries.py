"""Reading what is known of the four factors of a wijk."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from wijkwijzer_web.programme.models import Evidence
from wijkwijzer_web.programme.programmes.queries import Visitor, may_write

__all__ = ["evidence_for", "evidence_of"]


def evidence_of(area: str) -> list[Evidence]:
    """What is known of the four factors, the newest first."""
    return list(Evidence.objects.filter(area=area).select_related("organisation"))


def evidence_for(user: Visitor, key: int) -> Evidence:
    """One of these that this person may change."""
    found = get_object_or_404(Evidence.objects.select_related("organisation"), pk=key)
    if not may_write(user, found.organisation):
        raise Http404
    return found
