"""What is used, as a page and as a file."""

from __future__ import annotations

import csv
import io

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wijkwijzer.cells import harmless
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.portal.usage import queries
from wijkwijzer_web.publishing.service import flush_use

__all__ = ["usage", "usage_file"]

COLUMNS = (
    *("kenmerk", "soort", "titel", "adres", "gelezen_maand", "gelezen_jaar", "gedownload_maand"),
    *("gedownload_jaar", "gebruikt_in", "waar"),
)


@login_required
@never_cache
@require_safe
def usage(request: HttpRequest, slug: str) -> HttpResponse:
    """What of ours was read, taken along and used."""
    organisation = organisation_for(actor_of(request), slug, Permission.WRITE)
    flush_use()
    context = {"organisation": organisation, "rows": queries.used(organisation)}
    return render(request, "portal/usage/gebruik.html", context)


@login_required
@never_cache
@require_safe
def usage_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as CSV; an empty cell is fewer than ten."""
    organisation = organisation_for(actor_of(request), slug, Permission.WRITE)
    flush_use()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in queries.used(organisation):
        numbers = (one.month.read, one.year.read, one.month.taken, one.year.taken)
        told = ["" if number is None else str(number) for number in numbers]
        places = [str(len(one.places)), "; ".join(place.title for place in one.places)]
        address = settings.SITE_URL.rstrip("/") + one.url
        cells = [one.subject, one.sort, one.title, address, *told, *places]
        writer.writerow([harmless(cell) for cell in cells])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="gebruik-{organisation.slug}.csv"'
    return response
