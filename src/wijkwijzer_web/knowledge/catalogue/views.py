"""The overview as a page, as files and as a feed."""

from __future__ import annotations

import json
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijkwijzer.knowledge.exchange import to_bibtex, to_ris
from wijkwijzer.knowledge.exchange.dublincore import plain
from wijkwijzer.knowledge.exchange.sheets import to_csv
from wijkwijzer.knowledge.records import Publication
from wijkwijzer_web.core.clean import number
from wijkwijzer_web.core.shell.feeds import PlainAtom
from wijkwijzer_web.knowledge.catalogue import pages
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.knowledge.records.queries import open_fields
from wijkwijzer_web.knowledge.review.queries import waiting_age
from wijkwijzer_web.knowledge.search.actions import note_empty

__all__ = ["export", "feed", "overview", "what_works"]

MOST = 20_000
FEED = 50


def _parameters(request: HttpRequest) -> dict[str, list[str]]:
    return {name: request.GET.getlist(name) for name in request.GET}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everything that is known, with filters that combine; the address is the state."""
    page = number(request.GET.get("pagina", "1"), least=1, most=10_000)
    if page is None:
        raise Http404("no such page")
    shown = pages.overview(_parameters(request), page)
    if shown.question and not shown.total and not pages.choice_of(_parameters(request)):
        note_empty(shown.question)
    return render(request, "knowledge/overview.html", {"page": shown, "age": waiting_age()})


@require_safe
def what_works(request: HttpRequest) -> HttpResponse:
    """Kinds of approach, with what stayed and what stopped side by side."""
    return render(request, "knowledge/what_works.html", {"groups": pages.approaches()})


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The same choice as a file."""
    rows = pages.chosen(_parameters(request)).rows(0, MOST)
    makers = {"ris": _ris, "bib": _bibtex, "json": _json, "csv": _csv}
    content, kind = makers[form](rows, request)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="kennis.{form}"'
    return response


def _publications(rows: list[KnowledgeRecord], request: HttpRequest) -> list[Publication]:
    """Every record as something that can be cited: publications as they are, the others as pages of ours."""
    found = []
    for row in rows:
        record = row.typed()
        if isinstance(record, Publication):
            found.append(record)
        else:
            link = request.build_absolute_uri(row.get_absolute_url())
            found.append(Publication(id=row.key, title=row.title, kind="website", year=row.year, link=link))
    return found


def _ris(rows: list[KnowledgeRecord], request: HttpRequest) -> tuple[str, str]:
    return to_ris(_publications(rows, request)), "application/x-research-info-systems; charset=utf-8"


def _bibtex(rows: list[KnowledgeRecord], request: HttpRequest) -> tuple[str, str]:
    return to_bibtex(_publications(rows, request)), "application/x-bibtex; charset=utf-8"


def _json(rows: list[KnowledgeRecord], request: HttpRequest) -> tuple[str, str]:
    found = [
        {
            "type": row.kind,
            "url": request.build_absolute_uri(row.get_absolute_url()),
            "stand": row.state,
            "gewijzigdOp": row.changed_at.isoformat(),
            "velden": open_fields(row),
        }
        for row in rows
    ]
    return json.dumps(found, ensure_ascii=False, indent=2), "application/json"


def _csv(rows: list[KnowledgeRecord], request: HttpRequest) -> tuple[str, str]:
    """All fields, so that the file comes in elsewhere as it was."""
    extra = [
        (row.state, request.build_absolute_uri(row.get_absolute_url()), row.changed_at.isoformat())
        for row in rows
    ]
    text = to_csv([row.typed() for row in rows], hidden=("contact",), extra=extra)
    return "\ufeff" + text, "text/csv; charset=utf-8"


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """What changed last in the same choice, as Atom; one bad character would cost the whole feed."""
    rows = pages.chosen(_parameters(request)).newest(FEED)
    made = PlainAtom(
        title=_("Kennis over wijken"),
        link=request.build_absolute_uri(reverse("knowledge:overview")),
        description="",
        feed_url=request.build_absolute_uri(),
        author_name=settings.SITE_NAME,
    )
    for row in rows:
        link = request.build_absolute_uri(row.get_absolute_url())
        made.add_item(
            title=plain(row.title),
            link=link,
            description=plain(row.summary),
            unique_id=f"tag:wijkwijzer,2026:{quote(row.key)}",
            pubdate=row.published_at,
            updateddate=row.changed_at,
            author_name=plain(row.organisation.name if row.organisation else settings.SITE_NAME),
            categories=[row.kind],
        )
    response = HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    if rows:
        response["Last-Modified"] = http_date(max(row.changed_at for row in rows).timestamp())
    return response
