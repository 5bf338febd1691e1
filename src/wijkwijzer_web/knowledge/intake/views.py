"""Bringing files, looking at what came out, and the drafts that wait."""

from __future__ import annotations

import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.clean import number
from wijkwijzer_web.core.files.uploads import (
    UploadError,
    in_words,
    kind_of,
    limited,
    look_inside,
    shown_name,
    store,
)
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.knowledge.intake import actions, pages, queries
from wijkwijzer_web.knowledge.intake.forms import BringForm
from wijkwijzer_web.knowledge.intake.reading import KINDS, Brought, read_dois, read_file
from wijkwijzer_web.knowledge.models import Intake, KnowledgeRecord
from wijkwijzer_web.knowledge.review.forms import RecordForm, initial_of
from wijkwijzer_web.knowledge.review.queries import drafts as drafts_of
from wijkwijzer_web.knowledge.review.views import reviewer

__all__ = ["bring", "drafts", "intake", "judge"]

PAGE = 100
_CONFIRMED = ("titel", "soort", "auteurs", "jaar", "uitgever", "doi", "link", "samenvatting", "licentie")


@limited
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Send a file or DOIs; first comes a page that shows what we would take."""
    actor, organisation = reviewer(request)
    form = BringForm(request.POST or None, request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            try:
                return _brought(actor, organisation, form.cleaned_data)
            except UploadError as error:
                form.add_error("file", error.sentence)
                status = error.status
            except InputError as error:
                form.add_error("file" if form.cleaned_data.get("file") else "dois", in_words(error))
    context = {
        "form": form,
        "before": queries.intakes(organisation)[:10],
        "drafts": drafts_of(organisation).count(),
    }
    return render(request, "knowledge/werk/inlezen.html", context, status=status)


def _brought(actor: User, organisation: Organisation, data: dict[str, Any]) -> HttpResponse:
    file = data.get("file")
    found = _read(file) if file else read_dois(data["dois"])
    name = shown_name(file) if file else _("Geplakte DOI’s")
    made = actions.bring(actor=actor, organisation=organisation, name=name, found=found)
    return (
        redirect(actions.start_look_up(made, actor)) if made.left else redirect("knowledge:intake", made.pk)
    )


def _read(file: Any) -> Brought:
    kind = kind_of(file, KINDS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"bestand.{kind}"
        store(file, path)
        if kind in ("csv", "xlsx"):
            look_inside(path, kind)
        return read_file(path, kind)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, key: UUID) -> HttpResponse:
    """What we would take, what is wrong and why, what is here already; a POST takes the chosen ones."""
    actor, organisation = reviewer(request)
    found = get_object_or_404(queries.intakes(organisation), pk=key)
    if found.confirm:
        return _confirm(request, actor, found)
    status, wrong = HTTPStatus.OK, ""
    shown = pages.preview(found)
    if request.method == "POST":
        also = {number(text) for text in request.POST.getlist("ook")}
        chosen = {one.number for one in shown.fresh} | {
            one.number for one in shown.double if one.number in also
        }
        corrections = _corrections(request, shown)
        try:
            done = actions.take_in(actor=actor, intake=found, numbers=chosen, corrections=corrections)
            return _taken(request, *done)
        except InputError as error:
            status, wrong = HTTPStatus.BAD_REQUEST, str(error)
    context = {"intake": found, "shown": shown, "error": wrong}
    return render(request, "knowledge/werk/ingelezen.html", context, status=status)


def _confirm(request: HttpRequest, actor: User, found: Intake) -> HttpResponse:
    """A report: what we think it is, for a person to correct."""
    item = found.items[0]
    form = RecordForm(
        item["kind"], request.POST or None, initial=initial_of(item["kind"], item["data"]), only=_CONFIRMED
    )
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            try:
                changes = form.cleaned_data["record"]
                done = actions.take_in(actor=actor, intake=found, numbers={0}, changes=changes)
                return _taken(request, *done)
            except InputError as error:
                form.add_error(None, str(error))
    same = pages.preview(found).double
    context = {"intake": found, "form": form, "same": same[0] if same else None}
    return render(request, "knowledge/werk/bevestig.html", context, status=status)


def _corrections(request: HttpRequest, shown: pages.Preview) -> dict[int, KnowledgeRecord]:
    """What is here and was ticked to be corrected; what comes in as a record of its own corrects nothing."""
    ticked = {number(text) for text in request.POST.getlist("wijzig")}
    also = {number(text) for text in request.POST.getlist("ook")}
    return {one.number: one.here for one in shown.corrected if one.here and one.number in ticked - also}


def _taken(request: HttpRequest, count: int, corrected: int) -> HttpResponse:
    if corrected:
        told = ngettext(
            "%(n)s verbetering overgenomen. Van wat al openbaar is, wacht die in de rij.",
            "%(n)s verbeteringen overgenomen. Van wat al openbaar is, wachten die in de rij.",
            corrected,
        )
        messages.success(request, told % {"n": corrected})
    if not count:
        if not corrected:
            messages.info(request, _("Deze verbetering wacht al in de rij."))
        return redirect("knowledge:queue")
    said = ngettext(
        "%(n)s concept erbij. Kijk het na en zet het erop.",
        "%(n)s concepten erbij. Kijk ze na en zet ze erop.",
        count,
    )
    messages.success(request, said % {"n": count})
    return redirect("knowledge:drafts")


@login_required
@never_cache
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """What came in from elsewhere and waits for a look."""
    _actor, organisation = reviewer(request)
    page = Paginator(drafts_of(organisation), PAGE).get_page(request.GET.get("pagina", "1"))
    return render(request, "knowledge/werk/concepten.html", {"page": page})


@login_required
@require_POST
def judge(request: HttpRequest) -> HttpResponse:
    """Put the chosen drafts up, or leave them out."""
    actor, organisation = reviewer(request)
    chosen = [found for text in request.POST.getlist("stuk") if (found := number(text)) is not None]
    shown = request.POST.get("keuze") == "zet-erop"
    rows = list(drafts_of(organisation).filter(pk__in=chosen))
    count = actions.judge_drafts(actor=actor, organisation=organisation, rows=rows, shown=shown)
    if not count:
        messages.error(request, _("Er is niets gekozen."))
    elif shown:
        said = ngettext("%(n)s stuk staat erop.", "%(n)s stukken staan erop.", count)
        messages.success(request, said % {"n": count})
    else:
        said = ngettext("%(n)s concept is weg.", "%(n)s concepten zijn weg.", count)
        messages.success(request, said % {"n": count})
    return redirect("knowledge:drafts")
