"""What scripts on the participants' screens ask for: the state of the room, and hints before sending."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from wijkwijzer_web.core.clean import number as read_number
from wijkwijzer_web.dialogue.queries.hints import hints_for
from wijkwijzer_web.dialogue.queries.structure import dialogue_by_slug, structure
from wijkwijzer_web.dialogue.take_part import session
from wijkwijzer_web.dialogue.take_part.answers import clean_text
from wijkwijzer_web.dialogue.take_part.record import RefusedError
from wijkwijzer_web.dialogue.take_part.refusals import explain_refusals
from wijkwijzer_web.dialogue.take_part.state import state_of

__all__ = ["hints", "state"]


@require_safe
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """The state as JSON with an ETag: most answers are an empty 304."""
    body, etag = state_of(dialogue_by_slug(slug))
    response: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_POST
@explain_refusals
def hints(request: HttpRequest, slug: str) -> HttpResponse:
    """Hints for a text that is not sent yet, as the piece of page they stand in; the text is not kept."""
    dialogue = dialogue_by_slug(slug)
    if session.participant_of(request, dialogue) is None:
        raise RefusedError("We weten niet meer wie je bent.", 403)
    number = request.POST.get("vraag", "")
    key = read_number(number)
    question = structure(dialogue).question(key) if key is not None else None
    if question is None or not question.is_open:
        return JsonResponse({"fout": "Deze vraag hoort niet bij deze dialoog."}, status=400)
    found = hints_for(dialogue, question.pk, clean_text(request.POST.get("tekst", "")))
    return render(
        request,
        "dialogue/mee/hints.html",
        {"hints": found, "lang": session.language_of(request, dialogue)},
    )
