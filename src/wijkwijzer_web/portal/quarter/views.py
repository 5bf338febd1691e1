"""The first quarter on a page, and in one's own agenda."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wijkwijzer_web.core.calendar import TYPE, calendar_file
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.portal.quarter import queries

__all__ = ["file", "quarter"]


@login_required
@never_cache
@require_safe
def quarter(request: HttpRequest, slug: str) -> HttpResponse:
    """Five moments with a day."""
    organisation = organisation_for(actor_of(request), slug, Permission.WRITE)
    context = {"organisation": organisation, "moments": queries.moments(organisation)}
    return render(request, "portal/quarter/kwartaal.html", context)


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, slug: str) -> HttpResponse:
    """The moments as a calendar file."""
    organisation = organisation_for(actor_of(request), slug, Permission.WRITE)
    name = _("Eerste kwartaal van %(name)s") % {"name": organisation.name}
    response = HttpResponse(calendar_file(name, queries.as_dates(organisation)), content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="kwartaal-{organisation.slug}.ics"'
    return response
