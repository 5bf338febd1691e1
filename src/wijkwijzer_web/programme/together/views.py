"""Pages of samenspel."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.programme.effort.queries import place_at
from wijkwijzer_web.programme.models import Evidence
from wijkwijzer_web.programme.programmes.queries import organisations_for
from wijkwijzer_web.programme.together import actions, pages, queries
from wijkwijzer_web.programme.together.forms import EvidenceForm
from wijkwijzer_web.programme.views import form_page

__all__ = ["evidence", "evidence_new", "together"]


@require_safe
def together(request: HttpRequest, level: str, address: str) -> HttpResponse:
    """Who does what for which opgave."""
    page = pages.together_page(place_at(level, address))
    context = {"page": page, "may_write": bool(organisations_for(request.user))}
    return render(request, "programme/samenspel.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: HttpRequest) -> HttpResponse:
    """Record something known of a factor."""
    if not organisations_for(request.user):
        raise Http404
    return _form(request, None)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, key: int) -> HttpResponse:
    """Change it."""
    return _form(request, queries.evidence_for(request.user, key))


def _form(request: HttpRequest, row: Evidence | None) -> HttpResponse:
    initial = {"where": request.GET.get("wijk", "")[:20], "factor": request.GET.get("factor", "")[:12]}
    form = EvidenceForm(
        request.POST or None,
        instance=row,
        organisations=organisations_for(request.user),
        initial={} if row else initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.keep_evidence(actor=actor_of(request), evidence=form.save(commit=False))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Bewaard."))
            return redirect(areas.address_of(kept.area) + "/samenspel")
    return form_page(request, form, _("Wat weten we over deze factor?"))
