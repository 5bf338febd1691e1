"""The page of a record, and whether it would fit another area."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.card.queries import card_of, works_for
from wijkwijzer_web.core.models import User
from wijkwijzer_web.knowledge.models import KnowledgeRecord, State, without_words
from wijkwijzer_web.knowledge.reactions import queries as reactions
from wijkwijzer_web.knowledge.records import pages, queries
from wijkwijzer_web.knowledge.records.citing import citation
from wijkwijzer_web.publishing.service import note_use

__all__ = ["my_area", "record", "shown_record"]

SESSION_KEY = "mijn_wijk"
SOURCE_KIND = "stuk"


def my_area(request: HttpRequest) -> str:
    """The key of the wijk that the reader asked about before, or works in; `?wijk=` changes it."""
    typed = request.GET.get("wijk", "").strip()[:120]
    if typed:
        found = areas.which_place(typed)
        if found is not None:
            request.session[SESSION_KEY] = found.key
            return found.key
    return str(request.session.get(SESSION_KEY, "")) or _where_they_work(request)


def _where_they_work(request: HttpRequest) -> str:
    """The first wijk on the card of a member's organisation."""
    if not isinstance(request.user, User):
        return ""
    keys = (key for one in works_for(request.user) for key in card_of(one).areas)
    return next(keys, "")


def shown_record(kind: str, slug: str) -> KnowledgeRecord:
    """A record that is public, or was: then its page says why it is gone."""
    rows = KnowledgeRecord.objects.select_related("organisation", "successor").filter(kind=kind)
    row = rows.filter(slug=slug).first() or get_object_or_404(rows, slug=without_words(slug))
    if not row.public and row.state != State.WITHDRAWN:
        raise Http404("not public")
    return row


@require_safe
def record(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """One template for every kind; what was withdrawn says why and what came instead."""
    row = shown_record(kind, slug)
    if row.state == State.WITHDRAWN:
        return render(request, "knowledge/withdrawn.html", {"row": row}, status=410)
    if kind == "bewijsclaim":
        return redirect("knowledge:record", "interventie", _intervention(row))
    note_use(request, f"stuk:{row.key}")
    mine = my_area(request)
    typed = request.GET.get("wijk", "").strip()
    context = {
        "page": pages.record_page(row),
        "head": pages.head(row),
        "row": row,
        "fit": pages.fit(row, mine) if mine else None,
        "typed": typed,
        "unknown_area": bool(typed) and areas.which_place(typed) is None,
        "reactions": reactions.shown(SOURCE_KIND, row.key),
        "reaction_form": uuid.uuid4(),
        "cite": citation(row, request.build_absolute_uri(row.get_absolute_url())),
    }
    return render(request, "knowledge/record.html", context)


def _intervention(row: KnowledgeRecord) -> str:
    found = (
        queries.public().filter(key=row.data.get("interventie", "")).values_list("slug", flat=True).first()
    )
    if found is None:
        raise Http404("its interventie is not public")
    return str(found)
