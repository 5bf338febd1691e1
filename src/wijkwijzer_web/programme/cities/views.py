"""The page of a city by its link, and the team's themes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.programme.cities import actions, queries
from wijkwijzer_web.programme.cities.forms import GuestForm, RatingForm, WriterForm
from wijkwijzer_web.programme.models import Participation, Theme
from wijkwijzer_web.programme.programmes.forms import ThemeForm
from wijkwijzer_web.programme.programmes.queries import organisations_for, programme_for

__all__ = ["analysis", "ask", "mine", "take_out", "theme", "theme_off"]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """What a city can say: how much it wants each theme."""
    city = queries.city_of_link(token)
    themes = list(city.programme.themes.all())
    data = request.POST if request.method == "POST" else None
    form = RatingForm(data, themes=themes, given=queries.given_by(city))
    if request.method == "POST" and form.is_valid():
        actions.rate_themes(city, form.values())
        messages.success(request, _("Bewaard. Je kunt het met deze link nog veranderen."))
        return redirect("programme:city-mine", token=token)
    context = {"city": city, "form": form, "themes": themes, "token": token, "guest_form": GuestForm()}
    return render(request, "programme/mijn_stad.html", context, status=400 if form.errors else 200)


@login_required
@private
@require_http_methods(["GET", "HEAD", "POST"])
def analysis(request: HttpRequest, token: str) -> HttpResponse:
    """The wijkmanager of a city writes its analysis, or brings in one that is there."""
    city, wrong = queries.city_of_link(token), ""
    organisations = organisations_for(request.user)
    form = WriterForm(request.POST or None, organisations=organisations)
    if request.method == "POST":
        try:
            if "analyse" in request.POST or form.is_valid():
                return redirect("programme:write", key=_brought_in(request, city, form))
        except ValidationError as error:
            wrong = " ".join(error.messages)
    context = {
        "city": city,
        "form": form if organisations else None,
        "analyses": queries.own_analyses(request.user, city),
        "wrong": wrong,
    }
    status = 400 if wrong or form.errors else 200
    return render(request, "programme/werk/analyse_voor.html", context, status=status)


def _brought_in(request: HttpRequest, city: Participation, form: WriterForm) -> int:
    actor, wanted = actor_of(request), request.POST.get("analyse")
    if wanted is None:
        return actions.start_for_city(
            actor=actor, organisation=form.cleaned_data["organisation"], city=city
        ).pk
    own = {str(row.pk): row for row in queries.own_analyses(request.user, city)}
    if wanted not in own:
        raise Http404
    return actions.join_programme(actor=actor, analysis=own[wanted], city=city).pk


@login_required
@require_POST
def take_out(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Take an analysis out of the programme."""
    programme = programme_for(request.user, slug)
    found = get_object_or_404(programme.analyses, pk=key)
    actions.leave_programme(actor=actor_of(request), analysis=found)
    messages.success(request, _("Uit het programma. De analyse zelf blijft bij wie haar schreef."))
    return redirect("programme:work", slug=slug)


@login_required
@require_POST
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a theme to the cities."""
    programme = programme_for(request.user, slug)
    form = ThemeForm(request.POST, instance=Theme(programme=programme))
    try:
        if form.is_valid():
            actions.propose_theme(actor=actor_of(request), theme=form.save(commit=False))
        else:
            messages.error(request, _("Geef het thema een naam."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("programme:work", slug=slug)


@login_required
@require_POST
def theme_off(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Take a theme off the list."""
    programme = programme_for(request.user, slug)
    actions.drop_theme(actor=actor_of(request), theme=get_object_or_404(programme.themes, pk=key))
    return redirect("programme:work", slug=slug)


@login_required
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Mail each city its link."""
    programme = programme_for(request.user, slug)
    sent, without = actions.ask_cities(actor=actor_of(request), programme=programme)
    text = ngettext("%(n)s stad kreeg een mail.", "%(n)s steden kregen een mail.", sent)
    messages.success(request, text % {"n": sent})
    if without:
        said = _("Zonder mail, want we hebben geen adres: %(cities)s.")
        messages.warning(request, said % {"cities": ", ".join(without)})
    return redirect("programme:work", slug=slug)
