"""The list of dossiers, a dossier on the page and on one sheet, and articles."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wijkwijzer_web.knowledge.dossiers import queries
from wijkwijzer_web.knowledge.dossiers.paper import one_sheet
from wijkwijzer_web.knowledge.models import ArticlePage
from wijkwijzer_web.publishing.service import note_use

__all__ = ["article", "articles", "dossier", "dossiers", "series", "sheet"]

MOST = 60


@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """Every dossier, and the newest articles."""
    context = {"dossiers": queries.dossiers(), "articles": queries.articles()[:6]}
    return render(request, "knowledge/dossiers.html", context)


@require_safe
def dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """One dossier."""
    page = get_object_or_404(queries.dossiers(), slug=slug)
    note_use(request, f"dossier:{page.pk}")
    return page.serve(request)


@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """What we know, what not and since when, on one page of paper."""
    page = get_object_or_404(queries.dossiers(), slug=slug)
    note_use(request, f"dossier:{page.pk}", taken=True)
    response = HttpResponse(one_sheet(page), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.slug}.pdf"'
    return response


@require_safe
def article(request: HttpRequest, sort: str, slug: str) -> HttpResponse:
    """An article, a piece of news or a blog."""
    page = get_object_or_404(queries.articles(sort), slug=slug)
    return page.serve(request)


@require_safe
def articles(request: HttpRequest, sort: str) -> HttpResponse:
    """All of one kind, the newest first."""
    if sort not in ArticlePage.Sort.values:
        raise Http404(sort)
    context = {"articles": queries.articles(sort)[:MOST], "sort": ArticlePage.Sort(sort)}
    return render(request, "knowledge/articles.html", context)


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """A series in the order in which it came."""
    found = queries.series(slug)
    if not found:
        raise Http404
    return render(request, "knowledge/reeks.html", {"articles": found, "name": found[-1].series})
