"""My place among the others, my link and code, and what I may do with my data."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.dialogue.models import Dialogue, Participant
from wijkwijzer_web.dialogue.queries.outcome.proof import look_again, places_of
from wijkwijzer_web.dialogue.queries.outcome.results import findings_of
from wijkwijzer_web.dialogue.queries.people import said_something
from wijkwijzer_web.dialogue.queries.structure import dialogue_by_slug, structure
from wijkwijzer_web.dialogue.take_part import place as queries
from wijkwijzer_web.dialogue.take_part import session
from wijkwijzer_web.dialogue.take_part.answers import clean_text
from wijkwijzer_web.dialogue.take_part.own_data import erase, give_code, object_to
from wijkwijzer_web.dialogue.take_part.record import RefusedError
from wijkwijzer_web.dialogue.take_part.refusals import explain_refusals
from wijkwijzer_web.dialogue.take_part.steps import answers_of, next_step

__all__ = ["enter_code", "export", "leave", "make_code", "my_place", "objection", "personal_link", "wipe"]


@private
@require_safe
def personal_link(request: HttpRequest, token: str) -> HttpResponse:
    """Recognise the holder of a link, and go on at an address without the token in it."""
    participant = session.participant_by_token(token)
    if participant is None:
        return render(request, "dialogue/mee/onbekende_link.html", status=404)
    response = redirect("dialogue:my-place", slug=participant.dialogue.slug)
    session.remember(response, request, participant.dialogue, token, own=False)
    return response


@never_cache
@require_safe
@explain_refusals
def my_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Bars and a table: my answers beside everyone's; what happened to what I wrote."""
    dialogue = dialogue_by_slug(slug)
    participant = session.participant_of(request, dialogue)
    if participant is None:
        return redirect("dialogue:welcome", slug=slug)
    found = findings_of(dialogue)
    aggregates = found.aggregates if found else {}
    following = next_step(dialogue, structure(dialogue), answers_of(participant))
    places = queries.my_places(structure(dialogue), participant, aggregates)
    token = session.token_of(request, dialogue)
    return _page(
        request,
        dialogue,
        "plek",
        {
            "places": places,
            "following": following if dialogue.accepts and following.kind != "done" else None,
            "said": said_something(participant),
            "comparable": [p for p in places if p.shares],
            "with_most": sum(p.with_most for p in places),
            "people": aggregates.get("people", 0),
            "messages_of_mine": queries.my_messages(participant),
            "personal_link": token and request.build_absolute_uri(reverse("dialogue:link", args=[token])),
            "has_report": queries.has_report(dialogue),
            "own_device": session.own_device(request, dialogue),
        },
    )


@require_POST
@explain_refusals
def make_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a new code of six words, once."""
    dialogue = dialogue_by_slug(slug)
    code = give_code(_participant(request, dialogue))
    return _page(request, dialogue, "code", {"code": code})


@require_POST
@explain_refusals
def enter_code(request: HttpRequest, slug: str) -> HttpResponse:
    """Go on with a code of six words."""
    dialogue = dialogue_by_slug(slug)
    participant = session.by_code(request, dialogue, request.POST.get("code", "")[:200])
    if participant is None:
        raise RefusedError(session.language_of(request, dialogue).say("code_onbekend"), 403)
    response = redirect("dialogue:step", slug=slug)
    session.remember_code(
        response, request, dialogue, request.POST["code"], own=request.POST.get("toestel") == "eigen"
    )
    return response


@require_POST
@explain_refusals
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """Download everything that is kept about me: a page to read, or the same for a program."""
    dialogue = dialogue_by_slug(slug)
    participant = _participant(request, dialogue)
    if request.POST.get("vorm") == "json":
        everything = queries.everything_of(participant)
        text = json.dumps(everything, ensure_ascii=False, indent=2)
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        form = "json"
    else:
        context = {
            "participant": participant,
            "answers": queries.answered(participant),
            "today": timezone.localdate(),
        }
        response, form = _page(request, dialogue, "mijn_antwoorden", context), "html"
    response.headers["Content-Disposition"] = f'attachment; filename="mijn-antwoorden-{slug}.{form}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@explain_refusals
def wipe(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase everything of mine; asks once more when the tick is missing."""
    dialogue = dialogue_by_slug(slug)
    participant = _participant(request, dialogue)
    if not request.POST.get("zeker"):
        return _page(request, dialogue, "wis", {})
    places = places_of(participant)
    erase(participant)
    response = _page(request, dialogue, "gewist", {"places": look_again(places)})
    session.forget(response, dialogue)
    return response


@require_POST
@explain_refusals
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Take my data off this device; my answers stay."""
    dialogue = dialogue_by_slug(slug)
    response = _page(request, dialogue, "toestel_leeg", {})
    session.forget(response, dialogue)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@require_POST
@explain_refusals
def objection(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Ask a second moderator to look again."""
    dialogue = dialogue_by_slug(slug)
    object_to(_participant(request, dialogue), key, clean_text(request.POST.get("bezwaar", ""), 1000))
    return redirect(f"{reverse('dialogue:my-place', args=[slug])}#berichten")


def _participant(request: HttpRequest, dialogue: Dialogue) -> Participant:
    participant = session.participant_of(request, dialogue)
    if participant is None:
        raise RefusedError("We weten niet meer wie je bent. Ga verder met je link of je code.", 403)
    return participant


def _page(
    request: HttpRequest, dialogue: Dialogue, template: str, context: dict[str, object]
) -> HttpResponse:
    words = session.language_of(request, dialogue)
    return render(request, f"dialogue/mee/{template}.html", {"dialogue": dialogue, "lang": words, **context})
