"""The register of algorithms: a page, and one JSON per method with the fields of the Algoritmeregister."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wijkwijzer.effects import Algorithm, algorithms_json
from wijkwijzer.effects import algorithms as entries
from wijkwijzer_web.effects.signals.pages import fairness
from wijkwijzer_web.effects.signals.queries import learnt

__all__ = ["algorithm", "algorithms", "as_json"]

SIGNALS = {"signals-grens": "grens", "signals-daling": "daling"}
"""Methods that are audited on every release, and which signal each is."""


def _entry(key: str, language: str) -> Algorithm:
    found = next((each for each in entries(language) if each.key == key), None)
    if found is None:
        raise Http404(f"no algorithm {key}")
    return found


@require_safe
def algorithms(request: HttpRequest) -> HttpResponse:
    """All methods: what each is for, and what not."""
    return render(request, "effects/algoritmes.html", {"algorithms": entries(get_language() or "nl")})


@require_safe
def algorithm(request: HttpRequest, key: str) -> HttpResponse:
    """One method with every field of the register; a signal also with its audit on the figures on show."""
    context: dict[str, Any] = {"algorithm": _entry(key, get_language() or "nl")}
    found = learnt() if key in SIGNALS else None
    if found is not None:
        context |= {"learnt": found, "fairness": fairness(found, (SIGNALS[key],))}
    return render(request, "effects/algoritme.html", context)


@require_safe
def as_json(request: HttpRequest, key: str) -> HttpResponse:
    """One method as the register of the government wants it."""
    text = algorithms_json(
        _entry(key, "nl"), organization=settings.SITE_NAME, contact_email=settings.CONTACT_EMAIL
    )
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response
