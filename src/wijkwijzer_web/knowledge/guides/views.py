"""The twelve factors, the map of evidence, checklists and the reading list."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wijkwijzer.knowledge.records import VOCABULARIES
from wijkwijzer_web.knowledge.guides import queries
from wijkwijzer_web.knowledge.models import KnowledgeRecord

__all__ = ["checklist", "checklists", "evidence_map", "factor", "factors", "keep", "reading_list"]

LIST = "leeslijst"
MOST = 100


@require_safe
def checklists(request: HttpRequest) -> HttpResponse:
    """Every checklist."""
    return render(request, "knowledge/checklists.html", {"lists": queries.checklists()})


@require_safe
def checklist(request: HttpRequest, address: str) -> HttpResponse:
    """A list to tick on the phone and to print; nothing is sent."""
    found = queries.checklist(address)
    if found is None:
        raise Http404(address)
    return render(request, "knowledge/checklist.html", {"list": found})


@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    """What a wijk goes up or down by."""
    return render(request, "knowledge/factors.html", {"factors": queries.factor_keys()})


@require_safe
def factor(request: HttpRequest, key: str) -> HttpResponse:
    """What is known about one factor: approaches, failures and tips, and what nobody looked into."""
    if key not in queries.factor_keys():
        raise Http404(key)
    return render(request, "knowledge/factor.html", {"factor": queries.factor(key)})


@require_safe
def evidence_map(request: HttpRequest) -> HttpResponse:
    """Kinds of approach against effects; where nobody looked is said, not left blank."""
    found = queries.evidence()
    rows = KnowledgeRecord.objects.in_bulk([key for key, _ in found.rows], field_name="key")
    labels = VOCABULARIES["effect"].labels
    table = [
        (rows[key], [(labels[column], found.cells[key, column]) for column in found.columns])
        for key, _name in found.rows
        if key in rows
    ]
    context = {
        "table": table,
        "columns": [labels[column] for column in found.columns],
        "gaps": len(found.gaps),
        "cells": len(found.cells),
    }
    return render(request, "knowledge/evidence_map.html", context)


@never_cache
@require_safe
def reading_list(request: HttpRequest) -> HttpResponse:
    """What this reader keeps, without an account: it lives in the session and goes with it."""
    rows = queries.reading_list(request.session.get(LIST, []))
    return render(request, "knowledge/reading_list.html", {"rows": rows})


@require_POST
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """Put a record on the list, or take it off."""
    row = get_object_or_404(KnowledgeRecord, key=key, public=True)
    kept = list(request.session.get(LIST, []))
    kept = [one for one in kept if one != key] if key in kept else [*kept, key][-MOST:]
    request.session[LIST] = kept
    return redirect("knowledge:reading-list") if key in kept else redirect(row)
