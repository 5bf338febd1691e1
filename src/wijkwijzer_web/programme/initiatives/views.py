"""Pages of initiatieven: of a wijk, of one, and the link of its people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.links import link_to
from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.programme.effort.queries import place_at
from wijkwijzer_web.programme.initiatives import actions, queries
from wijkwijzer_web.programme.initiatives.forms import StepForm
from wijkwijzer_web.programme.models import InitiativeStep

__all__ = ["course", "move", "of_area"]


@require_safe
def of_area(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """The initiatieven of a wijk, and how they stand."""
    place = place_at(level, address)
    context = {
        "place": place,
        "url": areas.address_of(place.key),
        "rows": queries.initiatives_of([place.key]),
    }
    return render(request, "programme/initiatieven.html", context)


@require_safe
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """One initiatief through the years; its own people and staff find the link here."""
    row = queries.shown(slug)
    own = knowledge.opened_here(request.session, row.number)
    link = ""
    if own or knowledge.may_look(request.user, row.number):
        link = link_to("programme:initiative-move", queries.link_of(row))
    context = {"row": row, "steps": queries.steps_of(row.key), "link": link, "own": own}
    response = render(request, "programme/initiatief.html", context)
    if link:
        response.headers["Cache-Control"] = "private, no-store"
    return response


@private
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, token: str) -> HttpResponse:
    """Its people say how it stands, without an account."""
    row = queries.initiative_of_link(token)
    steps = queries.steps_of(row.key)
    last = steps[-1] if steps else None
    initial = {"state": last.state, "company": last.company, "ally": last.ally} if last else {}
    form = StepForm(request.POST or None, instance=InitiativeStep(record=row.key), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.keep_step(form.save(commit=False))
        messages.success(request, _("Dank je. Het staat erop."))
        return redirect("programme:initiative", row.slug)
    status = 400 if form.errors else 200
    return render(request, "programme/initiatief_stap.html", {"row": row, "form": form}, status=status)
