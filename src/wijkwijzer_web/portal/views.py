"""Home and search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wijkwijzer_web.areas.pages import gemeenten_map
from wijkwijzer_web.areas.queries import current_or_none
from wijkwijzer_web.areas.service import chosen_address, suggestions
from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.clean import clean_line
from wijkwijzer_web.core.work.limits import caller, within
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.portal import queries

__all__ = ["home", "search"]

LONGEST = 200  # characters of a question
MOST_EMPTY = 60  # empty answers of one caller that count, in an hour
MANY = 60  # a longer list stands on a page of its own, by letter


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search first, then the way to every city."""
    shown = current_or_none()
    context: dict[str, object] = {
        "activities": queries.activities(),
        "doors": rooms.doors(),
        "shown": shown,
        "suggestions": suggestions(),
    }
    if shown is not None:
        gemeenten = [
            (place, len(shown.names.inside("wijk", place.key))) for place in shown.names.at_level("gemeente")
        ]
        context |= {
            "gemeenten": gemeenten,
            "letters": queries.letters(shown) if len(gemeenten) > MANY else [],
            "map": gemeenten_map(shown),
            "examples": queries.examples(shown),
        }
    return render(request, "portal/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One search for everything: areas by name, and what every room found, by kind."""
    shown = current_or_none()
    question = clean_line(request.GET.get("q", ""))[:LONGEST]
    if chosen := chosen_address(question):  # a name from the list under the field means one area
        return redirect(chosen)
    result = queries.search(shown, question) if shown and question else None
    sure = result.hits if result else []
    found = queries.by_kind(rooms.found(question, get_language() or "nl", request.user)) if question else []
    hits = queries.names_meant(sure, has_more=bool(found))
    postcode = result is not None and result.is_postcode
    if question and not hits and not found and not postcode and _counts(request):
        knowledge.note_empty(question)
    total = len(hits) + sum(len(group) for _kind, group in found)
    context = {
        "q": question,
        "result": result,
        "shown": shown,
        "suggestions": suggestions(),
        "hits": hits,
        "likely": [hit for hit in hits if hit.likely],
        "maybe": [hit for hit in hits if not hit.likely],
        "found": found,
        "total": total,
    }
    return render(request, "portal/search.html", context)


def _counts(request: HttpRequest) -> bool:
    """Whether an empty answer is one of somebody who looks, and not of a machine that tries words."""
    return within("lege-zoekvraag", whose=caller(request), most=MOST_EMPTY, seconds=3600)
