"""Pages of organisatiemodellen."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.programme.models import OrganisationForm
from wijkwijzer_web.programme.models_of_organising import actions, pages, queries
from wijkwijzer_web.programme.models_of_organising.forms import OrganisingForm
from wijkwijzer_web.programme.programmes.queries import may_write, organisations_for
from wijkwijzer_web.programme.views import form_page

__all__ = ["edit", "new", "one", "overview"]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All gemeenten, and two side by side when they are chosen."""
    chosen = [request.GET.get(name, "")[:20].upper() for name in ("een", "ander")]
    found = [pages.shown(row) for key in dict.fromkeys(chosen) if key and (row := queries.newest(key))]
    known = {row.area: row for row in queries.forms().order_by("area_name", "since")}
    context = {
        "gemeenten": list(known.values()),
        "chosen": chosen,
        "found": found,
        "rows": pages.rows_of(*found) if found else [],
        "may_write": bool(organisations_for(request.user)),
    }
    return render(request, "programme/organisatiemodellen.html", context)


@require_safe
def one(request: HttpRequest, gemeente: str) -> HttpResponse:
    """How one gemeente does it, and how it did before."""
    every = [pages.shown(row) for row in queries.forms().filter(area=gemeente.upper()).order_by("-since")]
    if not every:
        raise Http404
    first = every[0]
    context = {
        "shown": first,
        "rows": pages.rows_of(first),
        "earlier": [(form, pages.rows_of(form)) for form in every[1:]],
        "may_write": may_write(request.user, first.row.organisation),
    }
    return render(request, "programme/organisatiemodel.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Tell how a gemeente does it."""
    if not organisations_for(request.user):
        raise Http404
    return _form(request, None)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change it."""
    return _form(request, queries.form_for(request.user, key))


def _form(request: HttpRequest, row: OrganisationForm | None) -> HttpResponse:
    form = OrganisingForm(request.POST or None, instance=row, organisations=organisations_for(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.keep_organisation_form(actor=actor_of(request), form=form.save(commit=False))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Bewaard."))
            return redirect(reverse("programme:organising-one", args=[kept.area.lower()]))
    return form_page(request, form, _("Zo doet onze gemeente het"))
