"""Home and search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkwijzer_web.areas.pages import gemeenten_map
from wijkwijzer_web.areas.queries import current_or_none
from wijkwijzer_web.portal import queries

__all__ = ["home", "search"]

MANY = 60  # a longer list stands on a page of its own, by letter


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search first, then the way to every city."""
    shown = current_or_none()
    context: dict[str, object] = {"activities": queries.activities(), "shown": shown}
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
    """Wijken, buurten and gemeenten by name."""
    shown = current_or_none()
    question = request.GET.get("q", "")
    result = queries.search(shown, question) if shown and question.strip() else None
    return render(request, "portal/search.html", {"q": question[:100], "result": result, "shown": shown})
