"""A refusal is a page with a sentence and the right status, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from wijkwijzer_web.dialogue.languages import DUTCH, language
from wijkwijzer_web.dialogue.queries.structure import dialogue_by_slug
from wijkwijzer_web.dialogue.take_part import session
from wijkwijzer_web.dialogue.take_part.record import RefusedError

__all__ = ["explain_refusals"]

View = Callable[..., HttpResponseBase]


def explain_refusals(view: View) -> View:
    """Turn a RefusedError into a page (or JSON for a script) with its status."""

    @wraps(view)
    def safe(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RefusedError as refusal:
            return _answer(request, refusal, kwargs.get("slug", ""))

    return safe


def _answer(request: HttpRequest, refusal: RefusedError, slug: str) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"fout": refusal.sentence}, status=refusal.status)
    dialogue = dialogue_by_slug(slug) if slug else None
    words = session.language_of(request, dialogue) if dialogue else language(DUTCH)
    context = {"dialogue": dialogue, "lang": words, "sentence": refusal.sentence}
    return render(request, "dialogue/mee/geweigerd.html", context, status=refusal.status)
