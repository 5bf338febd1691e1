"""Pages of schakelaars: who may be asked, naming somebody, one's own link, asking and answering."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.core.work.limits import caller, within
from wijkwijzer_web.programme.effort.pages import sub_address
from wijkwijzer_web.programme.effort.queries import place_at
from wijkwijzer_web.programme.models import Relay
from wijkwijzer_web.programme.people import actions, pages, queries
from wijkwijzer_web.programme.people.forms import AnswerForm, AskForm, ConfirmForm, NameForm
from wijkwijzer_web.programme.programmes.queries import cares_for, looks_after

__all__ = ["answer", "ask", "connectors", "doers", "guide", "mine", "name", "people"]

DAY = 86400
MOST_NAMED, MOST_ASKED, MOST_RECEIVED = 5, 10, 10


@require_safe
def people(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """Who may be asked about a wijk."""
    place = place_at(level, address)
    context = {
        "place": place,
        "url": areas.address_of(place.key),
        "people": pages.people_of(place.key),
        "may_write": cares_for(request.user, place.key),
    }
    return render(request, "programme/mensen.html", context)


@require_safe
def connectors(request: HttpRequest) -> HttpResponse:
    """All wijken in which somebody may be asked."""
    return render(request, "programme/schakelaars.html", {"rows": pages.by_area()})


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How to recognise a schakelaar."""
    return render(request, "programme/herken.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """Name somebody, or come forward; what happens next is the same whatever we know of the address."""
    place = place_at(level, address)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if within("schakelaar noemen", whose=caller(request), most=MOST_NAMED, seconds=DAY):
            data = form.cleaned_data
            actions.propose(
                area=place.key,
                area_name=place.name,
                email=data["adres"],
                knows=data["weet"],
                origin=data["wie"],
            )
            return render(request, "programme/genoemd.html", {"place": place, "url": _people(place)})
        form.add_error(None, _("Dit kan vijf keer per dag. Kom morgen terug."))
    context = {"form": form, "place": place, "url": areas.address_of(place.key)}
    return render(request, "programme/noem.html", context, status=400 if form.errors else 200)


def _people(place: areas.Place) -> str:
    return sub_address(place, "mensen")


@login_required
@require_POST
def doers(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """Ask whoever shared something about this wijk and may be asked."""
    place = place_at(level, address)
    organisation = looks_after(request.user, place.key)
    asked = actions.propose_doers(
        actor=actor_of(request), organisation=organisation, area=place.key, area_name=place.name
    )
    messages.success(
        request,
        ngettext("We vroegen %(n)s persoon.", "We vroegen %(n)s personen.", asked) % {"n": asked}
        + " "
        + _("Wie ja zegt, staat hier vanzelf."),
    )
    return redirect(_people(place))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """One's own proposal or profile: say yes, yes again, stop, or never again."""
    row = queries.connector_of_link(token)
    url = f"{areas.address_of(row.area)}/mensen"
    step = request.POST.get("stap", "")
    initial = {"name": row.name, "knows": row.knows}
    form = ConfirmForm(request.POST if step == "ja" else None, initial=initial)
    if step == "ja" and form.is_valid():
        actions.confirm(row, **form.cleaned_data)
        messages.success(request, _("Je staat erop, een half jaar. Dan vragen we het opnieuw."))
        return redirect(url)
    if step in ("weg", "nooit"):
        (actions.withdraw if step == "weg" else actions.refuse)(row)
        messages.success(request, _("Je bent weg. Ook je adres hebben we niet meer."))
        return redirect(url)
    context = {"row": row, "form": form}
    return render(request, "programme/mijn_profiel.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask somebody something; the question is passed on."""
    row = queries.shown(str(key))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data, whose = form.cleaned_data, f"schakelaar {row.pk}"
        mine_left = within("vraag sturen", whose=caller(request), most=MOST_ASKED, seconds=DAY)
        if not mine_left or not within("vraag krijgen", whose=whose, most=MOST_RECEIVED, seconds=DAY):
            form.add_error(None, _("Er zijn vandaag al veel vragen gesteld. Kom morgen terug."))
        else:
            actions.ask(row, email=data["adres"], text=data["vraag"], request=data["aanvraag"])
            messages.success(request, _("Je vraag is doorgestuurd. Het antwoord komt in je mail."))
            return redirect(f"{areas.address_of(row.area)}/mensen")
    context = {"form": form, "row": row, "url": areas.address_of(row.area)}
    return render(request, "programme/vraag.html", context, status=400 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a question that was passed on, once."""
    row: Relay = queries.relay_of_link(token)
    form = AnswerForm(request.POST or None)
    if row.answered_on is None and request.method == "POST" and form.is_valid():
        actions.answer(row, form.cleaned_data["antwoord"])
        row.refresh_from_db()
    context = {"row": row, "form": form}
    return render(request, "programme/antwoord.html", context, status=400 if form.errors else 200)
