"""Bereik: both sides answer; staff write what contradicts an assumption and what helped."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.desk.models import Assumption, Remedy
from wijkwijzer_web.desk.queries import editor_organisations
from wijkwijzer_web.desk.reach import actions, queries
from wijkwijzer_web.desk.reach.forms import AssumptionForm, OpinionForm, RemedyForm

__all__ = ["assumption", "opinion", "reach", "remedy"]


@never_cache
@require_http_methods(["GET", "HEAD"])
def reach(request: HttpRequest) -> HttpResponse:
    """Every assumption with both sides, what contradicts it and what helped."""
    writes = request.user.is_authenticated and bool(editor_organisations(actor_of(request)))
    rows = [(one, uuid.uuid4()) for one in queries.believed()]
    return render(request, "desk/bereik.html", {"rows": rows, "form": OpinionForm(), "writes": writes})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, key: int) -> HttpResponse:
    """Say what you think of one assumption: two taps, no name, no account."""
    found = get_object_or_404(Assumption, pk=key)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.give_opinion(found, data["side"], data["answer"], data["request"])
        messages.success(request, _("Dank. Je antwoord telt mee zodra er tien zijn."))
        return redirect("desk:reach")
    context = {"row": found, "form": form}
    return render(request, "desk/bereik_antwoord.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assumption(request: HttpRequest) -> HttpResponse:
    """Write an assumption down."""
    actor = actor_of(request)
    organisations = editor_organisations(actor)
    if not organisations:
        raise Http404
    fresh = Assumption(organisation=organisations[0])
    form = AssumptionForm(request.POST or None, instance=fresh, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        actions.save_assumption(actor=actor, assumption=form.save(commit=False))
        return redirect("desk:reach")
    context = {"form": form, "title": _("Een aanname")}
    return render(request, "desk/werk/formulier.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remedy(request: HttpRequest, key: int) -> HttpResponse:
    """Write down what was done about an assumption."""
    actor = actor_of(request)
    found = get_object_or_404(Assumption, pk=key)
    if found.organisation not in editor_organisations(actor):
        raise Http404
    form = RemedyForm(request.POST or None, instance=Remedy(assumption=found))
    if request.method == "POST" and form.is_valid():
        actions.save_remedy(actor=actor, remedy=form.save(commit=False))
        return redirect("desk:reach")
    context = {"form": form, "title": found.text}
    return render(request, "desk/werk/formulier.html", context, status=400 if form.errors else 200)
