"""The page of the trial room."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.portal.trial import actions

__all__ = ["trial"]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be tried here, how much stands in it, and the button that empties it."""
    actor = actor_of(request)
    organisation = organisation_for(actor, slug, Permission.WRITE)
    room = Organisation.objects.filter(trial_of=organisation).first()
    if request.method == "POST":
        if request.POST.get("doe") == "leeg":
            number = sum(actions.empty_trial(actor=actor, organisation=organisation).values())
            said = ngettext("Leeg: %(n)s ding is weg.", "Leeg: %(n)s dingen zijn weg.", number)
            messages.success(request, said % {"n": number})
        elif room is None:
            actions.open_trial(actor=actor, organisation=organisation)
            messages.success(request, _("De proefruimte is open. Je collega's kunnen er ook in."))
        return redirect("portal:trial", slug=slug)
    context = {
        "organisation": organisation,
        "room": room,
        "left": rooms.example_left(room) if room else 0,
        "manages": allowed(actor, Permission.MANAGE_MEMBERS, organisation),
    }
    return render(request, "portal/trial/proefruimte.html", context)
