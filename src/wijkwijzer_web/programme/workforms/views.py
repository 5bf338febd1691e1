"""Pages of the ready ways of working."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijkwijzer.programme import workform_document
from wijkwijzer.report import FORMATS, Meta
from wijkwijzer.report import render as render_document
from wijkwijzer_web.programme.workforms import queries

__all__ = ["paper", "workform", "workforms"]


@require_safe
def workforms(request: HttpRequest) -> HttpResponse:
    """All ready ways of working."""
    return render(request, "programme/werkvormen.html", {"rows": list(queries.every().values())})


@require_safe
def workform(request: HttpRequest, key: str) -> HttpResponse:
    """One way of working."""
    return render(request, "programme/werkvorm.html", {"form": queries.one(key)})


@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """One way of working on one sheet of paper."""
    url = settings.SITE_URL.rstrip("/") + reverse("programme:workform", args=[key])
    meta = Meta(timezone.localdate(), organisation=settings.SITE_NAME, url=url)
    document = workform_document(queries.one(key), meta, queries.tongue())
    content = render_document(document, "pdf")
    headers = {"Content-Disposition": f'attachment; filename="werkvorm-{key}.pdf"'}
    return HttpResponse(content, content_type=FORMATS["pdf"], headers=headers)
