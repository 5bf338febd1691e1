"""Pages of what is asked and offered in a wijk."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.core.work.limits import caller, within
from wijkwijzer_web.programme.asked_offered import actions, queries
from wijkwijzer_web.programme.asked_offered.forms import ExchangeForm
from wijkwijzer_web.programme.effort.queries import place_at
from wijkwijzer_web.programme.people.actions import ask as pass_question_on
from wijkwijzer_web.programme.people.forms import AskForm
from wijkwijzer_web.programme.programmes.queries import cares_for, looks_after

__all__ = ["ask", "board", "hide", "mine", "new"]

DAY = 86400


@require_safe
def board(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """What is asked and offered now."""
    place = place_at(level, address)
    context = {
        "place": place,
        "url": areas.address_of(place.key),
        "rows": queries.standing(place.key),
        "may_write": cares_for(request.user, place.key),
    }
    return render(request, "programme/gevraagd.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """Ask or offer months of work; it stands there after the mail."""
    place = place_at(level, address)
    form = ExchangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if within("oproep", whose=caller(request), most=10, seconds=DAY):
            data = form.cleaned_data
            actions.place(
                area=place.key,
                area_name=place.name,
                kind=data["soort"],
                what=data["wat"],
                months=data["maanden"],
                who=data["wie"],
                email=data["adres"],
                until=data["tot"],
                request=data["aanvraag"],
            )
            messages.success(request, _("Kijk in je mail. Met de link daarin komt je oproep hier."))
            return redirect(f"{areas.address_of(place.key)}/gevraagd")
        form.add_error(None, _("Dit kan tien keer per dag. Kom morgen terug."))
    context = {"form": form, "place": place, "url": areas.address_of(place.key)}
    return render(request, "programme/oproep.html", context, status=400 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """One's own: put it up, or take it down."""
    row = queries.exchange_of_link(token)
    url = f"{areas.address_of(row.area)}/gevraagd"
    step = request.POST.get("stap", "")
    if step == "ja":
        actions.put_up(row)
        messages.success(request, _("Je oproep staat op de pagina."))
        return redirect(url)
    if step == "weg":
        actions.take_down(row)
        messages.success(request, _("Je oproep is weg. Ook je adres hebben we niet meer."))
        return redirect(url)
    return render(request, "programme/mijn_oproep.html", {"row": row})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """React to it; the words are passed on."""
    row = queries.shown(str(key))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if not within("vraag sturen", whose=caller(request), most=10, seconds=DAY):
            form.add_error(None, _("Er zijn vandaag al veel vragen gesteld. Kom morgen terug."))
        else:
            pass_question_on(row, email=data["adres"], text=data["vraag"], request=data["aanvraag"])
            messages.success(request, _("Je vraag is doorgestuurd. Het antwoord komt in je mail."))
            return redirect(f"{areas.address_of(row.area)}/gevraagd")
    context = {"form": form, "exchange": row, "url": areas.address_of(row.area)}
    return render(request, "programme/vraag.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def hide(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Staff hide what does not belong here."""
    row = queries.shown(str(key))
    organisation = looks_after(request.user, row.area)
    actions.hide_exchange(actor=actor_of(request), organisation=organisation, row=row)
    messages.success(request, _("Verborgen."))
    return redirect(f"{areas.address_of(row.area)}/gevraagd")
