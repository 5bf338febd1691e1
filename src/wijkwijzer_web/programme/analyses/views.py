"""Public pages of wijkanalyses: reading, reacting, and the link of who reacted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer.report import FORMATS
from wijkwijzer.report import render as render_document
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.core.work.limits import caller, within
from wijkwijzer_web.programme.analyses import actions, pages, queries
from wijkwijzer_web.programme.analyses.documents import document_of
from wijkwijzer_web.programme.analyses.forms import ReactionForm
from wijkwijzer_web.programme.models import AreaAnalysis
from wijkwijzer_web.programme.programmes.queries import may_write
from wijkwijzer_web.publishing.service import note_use

__all__ = ["analysis", "file", "mine", "of_area", "react", "version"]

FORMS = ("pdf", "docx", "html")
# A buurthuis behind one address can; two hundred in one night cannot.
REACTIONS_BY_ONE, A_DAY_BY_ONE = 60, 100


@require_safe
def analysis(request: HttpRequest, key: int) -> HttpResponse:
    """One analysis."""
    row = queries.analysis_seen(request.user, key)
    note_use(request, f"wijkanalyse:{row.pk}")
    form = ReactionForm(initial={"aanvraag": uuid.uuid4()})
    return _page(request, row, form)


def _page(request: HttpRequest, row: AreaAnalysis, form: ReactionForm, status: int = 200) -> HttpResponse:
    newest = row.versions.last() if row.public else None
    context = {
        "page": pages.analysis_page(row),
        "published": document_of(newest, newest) if newest else None,
        "form": form,
        "open": row.state == AreaAnalysis.State.WITH_AREA,
        "alinea": form.data.get("alinea", "") if form.is_bound else request.GET.get("alinea", ""),
        "may_write": may_write(request.user, row.organisation),
    }
    return render(request, "programme/analyse.html", context, status=status)


@require_safe
def version(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """An earlier version, as it was."""
    row = queries.analysis_seen(request.user, key)
    found = get_object_or_404(row.versions, number=number)
    newest = row.versions.last() or found
    context = {
        "page": pages.analysis_page(row, found),
        "published": document_of(found, newest) if row.public else None,
        "earlier": found,
        "open": False,
    }
    return render(request, "programme/analyse.html", context)


@require_safe
def of_area(request: HttpRequest, address: str) -> HttpResponse:
    """The newest analysis of a wijk: its address is that of the wijk with /analyse behind it."""
    key = address.partition("-")[0].upper()
    found = queries.analyses_of(key).first()
    if found is None or areas.place(key) is None:
        raise Http404
    return redirect(found)


@require_safe
def file(request: HttpRequest, key: int, form: str) -> HttpResponse:
    """The analysis on paper; `?kort` leaves charts and the table of figures out."""
    row = queries.analysis_seen(request.user, key)
    if form not in FORMS:
        raise Http404
    note_use(request, f"wijkanalyse:{row.pk}", taken=True)
    url = settings.SITE_URL.rstrip("/") + row.get_absolute_url()
    content = render_document(pages.document_of(row, short="kort" in request.GET, url=url), form)
    name = f"wijkanalyse-{slugify(row.area_name)}-{row.made_on:%Y-%m}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=FORMATS[form], headers=headers)


@never_cache
@require_POST
def react(request: HttpRequest, key: int) -> HttpResponse:
    """React to a paragraph, without an account."""
    row = queries.analysis_seen(request.user, key)
    form = ReactionForm(request.POST)
    if row.state != AreaAnalysis.State.WITH_AREA:
        messages.error(request, _("Reageren kan niet meer: deze analyse ligt vast."))
        return redirect(row)
    known = {paragraph.id for paragraph in queries.body_of(row).paragraphs}
    if not form.is_valid() or form.cleaned_data["alinea"] not in known:
        return _page(request, row, form, 400)
    if not _not_too_many(request):
        messages.error(request, _("Dat zijn veel reacties achter elkaar. Probeer het later nog eens."))
        return _page(request, row, form, 429)
    data = form.cleaned_data
    try:
        _row, token = actions.react(row, data["aanvraag"], data["alinea"], data["tekst"], data["namens"])
    except actions.TooMany:
        messages.error(request, _("Er zijn al heel veel reacties. Bel of mail de organisatie."))
        return redirect(row)
    link = settings.SITE_URL.rstrip("/") + reverse("programme:my-reaction", args=[token]) if token else ""
    return render(request, "programme/gereageerd.html", {"analysis": row, "link": link})


def _not_too_many(request: HttpRequest) -> bool:
    whose = caller(request)
    return within("wijkreactie", whose=whose, most=REACTIONS_BY_ONE, seconds=3600) and within(
        "wijkreactie-dag", whose=whose, most=A_DAY_BY_ONE, seconds=86_400
    )


@private
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """My reaction: what was answered, and a button that erases it."""
    found = queries.reaction_of(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.erase_reaction(found)
        messages.success(request, _("Je reactie is gewist. Ook wij kunnen haar niet meer lezen."))
        return redirect(found.analysis)
    return render(request, "programme/mijn_reactie.html", {"reaction": found, "token": token})
