"""Pages of reports 1 and 2."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wijkwijzer.report import FORMATS, html_parts
from wijkwijzer.report import render as render_document
from wijkwijzer_web.core.clean import clean_text
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.programme.models import ProgrammeReport
from wijkwijzer_web.programme.programmes.queries import programme_for
from wijkwijzer_web.programme.reports import actions, queries
from wijkwijzer_web.publishing.service import note_use

__all__ = ["file", "make", "publish", "report"]

FORMS = ("pdf", "docx", "html")


@require_safe
def report(request: HttpRequest, slug: str, number: int, version: int = 0) -> HttpResponse:
    """A report as a page."""
    found = queries.report_seen(request.user, slug, number, version)
    note_use(request, f"rapport:{found.programme_id}:{number}")
    document = queries.readable(found)
    published = found.programme.reports.filter(number=number).exclude(published_on=None)
    context = {
        "report": found,
        "published": queries.document_of(found, published.first()),
        "document": document,
        "parts": html_parts(document),
        "versions": published,
    }
    return render(request, "programme/rapport.html", context)


@require_safe
def file(request: HttpRequest, slug: str, number: int, version: int, form: str) -> HttpResponse:
    """A report on paper."""
    if form not in FORMS:
        raise Http404
    found = queries.report_seen(request.user, slug, number, version)
    note_use(request, f"rapport:{found.programme_id}:{number}", taken=True)
    content = render_document(queries.readable(found), form)
    name = f"{slug}-rapport-{number}-versie-{found.version}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=FORMATS[form], headers=headers)


@login_required
@require_POST
def make(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put a report together from what is recorded now."""
    programme = programme_for(request.user, slug)
    if number not in (1, 2):
        raise Http404
    intro = clean_text(request.POST.get("intro", ""))[:4000].strip()
    try:
        made = actions.make_report(actor=actor_of(request), programme=programme, number=number, intro=intro)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("programme:work", slug=slug)
    return redirect("programme:report-version", slug=slug, number=number, version=made.version)


@login_required
@require_POST
def publish(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Publish a draft."""
    programme = programme_for(request.user, slug)
    found = get_object_or_404(ProgrammeReport, pk=key, programme=programme)
    try:
        actions.publish_report(actor=actor_of(request), report=found)
        messages.success(request, _("Het rapport is uitgebracht."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("programme:work", slug=slug)
