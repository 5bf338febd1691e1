"""Pages of sources."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.knowledge.models import Source
from wijkwijzer_web.knowledge.review.queries import gone
from wijkwijzer_web.knowledge.review.views import reviewer
from wijkwijzer_web.knowledge.sources import actions, queries
from wijkwijzer_web.knowledge.sources.forms import SourceForm

__all__ = ["read_now", "source", "source_new", "sources"]


@login_required
@never_cache
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """What is read, when, and what went wrong."""
    _actor, organisation = reviewer(request)
    context = {"rows": queries.sources(organisation), "gone": gone(organisation)[:100]}
    return render(request, "knowledge/werk/bronnen.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source_new(request: HttpRequest) -> HttpResponse:
    """Register a source."""
    _actor, organisation = reviewer(request)
    return _form(request, Source(organisation=organisation))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a source."""
    _actor, organisation = reviewer(request)
    return _form(request, get_object_or_404(Source, pk=pk, organisation=organisation))


def _form(request: HttpRequest, row: Source) -> HttpResponse:
    actor, _organisation = reviewer(request)
    form = SourceForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        actions.keep_source(actor=actor, source=form.save(commit=False))
        messages.success(request, _("Bewaard."))
        return redirect("knowledge:sources")
    status = 400 if request.method == "POST" else 200
    return render(request, "knowledge/werk/bron.html", {"form": form, "row": row}, status=status)


@login_required
@require_POST
def read_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a source now."""
    actor, organisation = reviewer(request)
    row = get_object_or_404(Source, pk=pk, organisation=organisation)
    return redirect(actions.start_reading(row, actor))
