"""Pages of roles, years without records, and handing over."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.programme.effort.pages import sub_address
from wijkwijzer_web.programme.effort.queries import place_at, roles_of
from wijkwijzer_web.programme.models import AreaRole, Handover
from wijkwijzer_web.programme.programmes.queries import organisations_for
from wijkwijzer_web.programme.roles import actions, queries
from wijkwijzer_web.programme.roles.forms import HandoverForm, OwnAreaForm, RoleForm, UnrecordedForm
from wijkwijzer_web.programme.views import form_page

__all__ = ["hand_over", "handed_over", "role", "role_name", "role_new", "unrecorded_edit", "unrecorded_new"]


@require_safe
def handed_over(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """What ran here, who knew of it, and what was promised: for whoever comes new."""
    place = place_at(level, address)
    context = {
        "place": place,
        "url": areas.address_of(place.key),
        "found": queries.inherited(place.key),
        "may_write": bool(organisations_for(request.user)),
    }
    return render(request, "programme/overdracht.html", context)


def _back(area: str) -> HttpResponse:
    return redirect(areas.address_of(area) + "/lange-adem" if areas.place(area) else "programme:chain-work")


def _kept(request: HttpRequest, form: OwnAreaForm, keep: Any, name: str) -> HttpResponse | None:
    """Keep what a right form holds and go back to the wijk; None when there is something to correct."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        row = keep(actor=actor_of(request), **{name: form.save(commit=False)})
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("Bewaard."))
    return _back(row.area)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def role_new(request: HttpRequest) -> HttpResponse:
    """Record a role."""
    organisations = organisations_for(request.user)
    if not organisations:
        raise Http404
    initial = {"where": request.GET.get("wijk", "")[:20]}
    form = RoleForm(request.POST or None, organisations=organisations, initial=initial)
    return _kept(request, form, actions.keep_role, "role") or form_page(request, form, _("Nieuwe rol"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, key: int) -> HttpResponse:
    """Change a role."""
    row = queries.role_for(request.user, key)
    form = RoleForm(request.POST or None, instance=row, organisations=organisations_for(request.user))
    done = _kept(request, form, actions.keep_role, "role")
    context = {"form": form, "role": queries.role_for(request.user, key), "title": _("Rol")}
    status = 400 if form.errors else 200
    return done or render(request, "programme/werk/rol.html", context, status=status)


@login_required
@require_POST
def role_name(request: HttpRequest, key: int) -> HttpResponse:
    """Take a name away at once."""
    row = queries.role_for(request.user, key)
    actions.withdraw_name(actor=actor_of(request), role=row)
    messages.success(request, _("De naam is weg. De rol blijft staan."))
    return _back(row.area)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unrecorded_new(request: HttpRequest) -> HttpResponse:
    """Say of which years nothing was recorded."""
    organisations = organisations_for(request.user)
    if not organisations:
        raise Http404
    initial = {"where": request.GET.get("wijk", "")[:20]}
    form = UnrecordedForm(request.POST or None, organisations=organisations, initial=initial)
    done = _kept(request, form, actions.keep_unrecorded, "years")
    return done or form_page(request, form, _("Jaren zonder gegevens"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unrecorded_edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change those years."""
    row = queries.unrecorded_for(request.user, key)
    form = UnrecordedForm(request.POST or None, instance=row, organisations=organisations_for(request.user))
    done = _kept(request, form, actions.keep_unrecorded, "years")
    return done or form_page(request, form, _("Jaren zonder gegevens"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """Hand over to a successor, in one act."""
    organisations = organisations_for(request.user)
    if not organisations:
        raise Http404
    place = place_at(level, address)
    form = HandoverForm(
        request.POST or None,
        instance=Handover(area=place.key, area_name=place.name),
        organisations=organisations,
        roles=_open_roles(place.key),
    )
    if request.method == "POST" and form.is_valid():
        url = sub_address(place, "overdracht")
        actions.hand_over(
            actor=actor_of(request),
            handover=form.save(commit=False),
            ends_role=form.cleaned_data["ends_role"],
            successor=form.cleaned_data["successor"],
            link=f"{settings.SITE_URL.rstrip('/')}{url}#overdracht-KEY",
        )
        messages.success(request, _("Overgedragen. Je opvolger vindt het op deze pagina."))
        return redirect(url)
    title = _("Draag %s over") % place.name
    return form_page(request, form, title, _("Draag over"))


def _open_roles(area: str) -> list[AreaRole]:
    return [row for row in roles_of(area) if row.ends_on is None]
