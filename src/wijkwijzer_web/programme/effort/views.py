"""The page of the long effort of a wijk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkwijzer_web.programme.effort import pages, queries
from wijkwijzer_web.programme.programmes.queries import organisations_for

__all__ = ["breath"]


@require_safe
def breath(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """What ran here, with which gaps, and who stayed."""
    place = queries.place_at(level, address)
    context = {"page": pages.breath_page(place), "may_write": bool(organisations_for(request.user))}
    return render(request, "programme/lange_adem.html", context)
