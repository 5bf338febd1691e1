"""Day one: the work desk, the card, a wijk page to mail, and the example that goes."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.card import actions as card_actions
from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.files.uploads import limited
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.core.work.limits import within
from wijkwijzer_web.follow import service as following
from wijkwijzer_web.portal.start import actions, pages, queries
from wijkwijzer_web.portal.start.forms import CardForm, ShareAreaForm, own_gemeente

__all__ = ["card", "desk", "example", "set_aside", "share_area"]

SHARES_A_DAY = 50


@login_required
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the person who logged in, by date, and the start list of their organisation."""
    actor = actor_of(request)
    organisation, own = queries.chosen(request, actor)
    waiting = rooms.waiting(actor)
    context: dict[str, object] = {
        "groups": pages.groups(waiting),
        "lead": pages.lead(waiting),
        "organisation": organisation,
        "own": own,
        "installs": allowed(actor, Permission.MANAGE_INSTALLATION),
    }
    if organisation is not None:
        context |= {
            "card": card_of(organisation),
            "list": pages.start_list(organisation, actor),
            "manages": allowed(actor, Permission.MANAGE_MEMBERS, organisation),
            "writes": allowed(actor, Permission.WRITE, organisation),
        }
    return render(request, "portal/desk.html", context)


@login_required
@never_cache
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The card of the organisation: asked once, proposed everywhere."""
    actor = actor_of(request)
    organisation = organisation_for(actor, slug, Permission.MANAGE_MEMBERS)
    found = card_of(organisation)
    form = CardForm(
        request.POST or None, request.FILES or None, organisation=organisation, card=found, actor=actor
    )
    if request.method == "POST" and form.is_valid():
        card_actions.save_card(
            actor=actor,
            organisation=organisation,
            values=form.values(),
            name=form.cleaned_data["name"],
            logo=form.picture,
        )
        messages.success(request, _("Bewaard. Andere formulieren nemen dit over."))
        return redirect("portal:desk")
    context = {"organisation": organisation, "card": found, "form": form}
    return render(request, "portal/start/kaart.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def set_aside(request: HttpRequest, slug: str) -> HttpResponse:
    """Lay the start list aside, or take it back."""
    actor = actor_of(request)
    organisation = organisation_for(actor, slug, Permission.WRITE)
    card_actions.set_aside(actor=actor, organisation=organisation, aside=request.POST.get("opzij") == "ja")
    return redirect("portal:desk")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share_area(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the pages of the own wijken, and mail one to a colleague."""
    actor = actor_of(request)
    organisation = organisation_for(actor, slug, Permission.WRITE)
    choices = _wijken(organisation.name, card_of(organisation).areas)
    form = ShareAreaForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        if _shared(actor, organisation, form, choices):
            messages.success(request, _("Verstuurd. Je collega leest de pagina zonder account."))
            return redirect("portal:desk")
        form.add_error(None, _("Dat zijn veel mails op een dag. Morgen kan het weer, of stuur de link zelf."))
    links = [(name, areas.address_of(code)) for code, name in choices.items()]
    context = {"organisation": organisation, "form": form, "links": links}
    return render(request, "portal/start/wijkpagina.html", context, status=400 if form.errors else 200)


def _wijken(name: str, own: dict[str, str]) -> dict[str, str]:
    """The wijken to choose from, name by code: those of the card that have a page, or of the gemeente."""
    if not own and (gemeente := own_gemeente(name)) is not None:
        own = {place.key: place.name for place in areas.parts_of(gemeente.key, "wijk")}
    return {place.key: place.name for place in areas.places(list(own))}


def _shared(actor: User, organisation: Organisation, form: ShareAreaForm, choices: dict[str, str]) -> bool:
    if not within("wijkpagina", whose=str(actor.pk), most=SHARES_A_DAY, seconds=24 * 3600):
        return False
    code, note = form.cleaned_data["area"], form.cleaned_data["note"].strip()
    values = {
        "who": str(actor),
        "area": choices[code],
        "note": f"\n\n“{note}”" if note else "",
        "link": settings.SITE_URL.rstrip("/") + areas.address_of(code),
    }
    to, key = form.cleaned_data["to"], f"wijkpagina:{uuid.uuid4()}"
    following.later(key, letter="wijkpagina", to=to, values=values, organisation=organisation)
    card_actions.tick(actor=actor, organisation=organisation, step="wijkpagina")
    return True


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def example(request: HttpRequest, slug: str) -> HttpResponse:
    """What of the example stands here, and the button that takes it all away."""
    actor = actor_of(request)
    organisation = organisation_for(actor, slug, Permission.MANAGE_MEMBERS)
    if request.method == "POST":
        gone = actions.remove_example(actor=actor, organisation=organisation)
        number = sum(gone.values())
        messages.success(request, _("Weg: %(n)s dingen van het voorbeeld.") % {"n": number})
        return redirect("portal:desk")
    context = {"organisation": organisation, "left": rooms.example_left(organisation)}
    return render(request, "portal/start/voorbeelden.html", context)
