"""What other systems can take over: a page in plain words, and the same as machines want it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from wijkwijzer.opendata.catalogues.dcat import to_dcat_json_ld, to_turtle
from wijkwijzer.opendata.catalogues.diwoo import CATEGORIES, to_index, to_sitemap
from wijkwijzer_web.portal.reuse import queries

__all__ = ["dcat", "reuse", "woo_index", "woo_sitemap"]

XML = "application/xml; charset=utf-8"


@require_safe
def reuse(request: HttpRequest) -> HttpResponse:
    """What can be harvested, and how."""
    context = {
        "sets": queries.data_sets(),
        "documents": len(queries.woo_documents()),
        "address": settings.SITE_URL.rstrip("/"),
    }
    return render(request, "portal/hergebruik.html", context)


@require_safe
def dcat(request: HttpRequest, form: str) -> HttpResponse:
    """Our data sets in DCAT-AP-NL; open to scripts of other sites, as the API is."""
    writers = {
        "ttl": (to_turtle, "text/turtle; charset=utf-8"),
        "jsonld": (to_dcat_json_ld, "application/ld+json"),
    }
    if form not in writers:
        raise Http404("no such form")
    write, kind = writers[form]
    with translation.override("nl"):
        response = HttpResponse(write(queries.catalogue()), content_type=kind)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def woo_index(request: HttpRequest) -> HttpResponse:
    """The sitemaps with DiWoo metadata, one per category of the Woo."""
    with translation.override("nl"):
        documents = queries.woo_documents()
    newest = {name: [one.changed_at for one in documents if one.category == name] for name in CATEGORIES}
    if not documents:
        raise Http404("no document is open to the Woo-index")
    base = f"{settings.SITE_URL.rstrip('/')}/hergebruik/sitemap-diwoo"
    return HttpResponse(
        to_index((f"{base}-{name}.xml", max(found)) for name, found in newest.items() if found),
        content_type=XML,
    )


@require_safe
def woo_sitemap(request: HttpRequest, category: str) -> HttpResponse:
    """The documents of one category."""
    if category not in CATEGORIES:
        raise Http404("no such category")
    with translation.override("nl"):
        documents = queries.woo_documents(category)
    if not documents:  # the index names only what is there, and an empty sitemap is not valid
        raise Http404("no document of this category")
    return HttpResponse(to_sitemap(documents), content_type=XML)
