"""Pages of programmes: public, and for the team."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.programme.models import Participation, Programme
from wijkwijzer_web.programme.programmes import actions, queries
from wijkwijzer_web.programme.programmes.forms import CityForm, DecisionForm, ProgrammeForm, ThemeForm
from wijkwijzer_web.programme.programmes.pages import programme_page, wanted
from wijkwijzer_web.programme.views import form_page

__all__ = ["city", "decide", "edit", "new", "programme", "programmes", "propose", "work", "work_list"]


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """All public programmes."""
    return render(request, "programme/programmas.html", {"programmes": queries.programmes()})


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme."""
    found = queries.programme_seen(request.user, slug)
    context = {
        "page": programme_page(found),
        "may_write": queries.may_write(request.user, found.organisation),
    }
    return render(request, "programme/programma.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """A city proposes a wijk, without an account, and sees what the figures say of it."""
    found = queries.programme_seen(request.user, slug)
    row = Participation(programme=found)
    form = CityForm(request.POST or None, instance=row)
    form.fields["contact_email"].required = True
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_city(form.save(commit=False))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            told = {"programme": found, "city": row, "profile": areas.profile_of(row.area)}
            return render(request, "programme/voorgesteld.html", told)
    context = {"programme": found, "form": form}
    return render(request, "programme/voorstel.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The programmes I work on."""
    context = {
        "programmes": queries.work_list(request.user),
        "may_start": queries.organisations_for(request.user),
    }
    return render(request, "programme/werk/lijst.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a programme."""
    if not queries.organisations_for(request.user):
        raise Http404
    return _programme_form(request, Programme())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a programme is about."""
    return _programme_form(request, queries.programme_for(request.user, slug))


def _programme_form(request: HttpRequest, row: Programme) -> HttpResponse:
    organisations = queries.organisations_for(request.user)
    form = ProgrammeForm(request.POST or None, instance=row, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_programme(actor=actor_of(request), programme=form.filled())
        messages.success(request, _("Bewaard."))
        return redirect("programme:work", slug=saved.slug)
    context = {"form": form, "programme": row if row.pk else None}
    return render(request, "programme/werk/programma.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_safe
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything the team keeps of a programme, on one page."""
    found = queries.programme_for(request.user, slug)
    cities = list(found.participations.all())
    for row in cities:
        row.versie = _decision_form(row).version()  # type: ignore[attr-defined]
    context = {
        "programme": found,
        "cities": cities,
        "meetings": found.meetings.all(),
        "analyses": found.analyses.select_related("organisation"),
        "reports": found.reports.all(),
        "advice": found.advice.all(),
        "states": Participation.State.choices,
        "themes": wanted(found),
        "theme_form": ThemeForm(),
        "pieces": knowledge.series(slugify(found.series)) if found.series else [],
        "write_piece": knowledge.where_to_write(found.organisation),
    }
    return render(request, "programme/werk/overzicht.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def city(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a city with its wijk."""
    found = queries.programme_for(request.user, slug)
    row = Participation(programme=found, state=Participation.State.TAKES_PART)
    form = CityForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_city(actor=actor_of(request), city=form.save(commit=False))
            return redirect("programme:work", slug=slug)
        except ValidationError as error:
            form.add_error(None, error)
    return form_page(request, form, _("Stad toevoegen"), _("Voeg toe"), programme=found)


def _decision_form(row: Participation, sent: Any = None) -> DecisionForm:
    return DecisionForm(sent, initial={"state": row.state, "because": row.stopped_because})


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Take a proposal in, or say that a city stopped."""
    found = queries.programme_for(request.user, slug)
    row = get_object_or_404(found.participations, pk=key)
    form = _decision_form(row, request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies wat deze stad doet."))
        return redirect("programme:work", slug=slug)
    state, because = form.cleaned_data["state"], form.cleaned_data["because"]
    try:
        actions.decide_on_city(actor=actor_of(request), city=row, state=state, because=because)
        messages.success(request, _("Bewaard."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("programme:work", slug=slug)
