"""Taking part: begin, one thing at a time, wait for the next round."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.dialogue.languages import Language, available
from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.dialogue.preparing.queries.translations import lacking
from wijkwijzer_web.dialogue.queries.short import number_of
from wijkwijzer_web.dialogue.queries.structure import dialogue_by_slug, structure
from wijkwijzer_web.dialogue.take_part import session
from wijkwijzer_web.dialogue.take_part.answers import read_background
from wijkwijzer_web.dialogue.take_part.record import RefusedError, join
from wijkwijzer_web.dialogue.take_part.refusals import explain_refusals
from wijkwijzer_web.dialogue.take_part.steps import Step
from wijkwijzer_web.dialogue.take_part.turn import Turn, must_accept, take_statement

__all__ = ["own_statement", "short", "step", "welcome"]

UNKNOWN = "We weten niet meer wie je bent. Begin opnieuw, of ga verder met je code."


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Go from the short address on a screen or poster to the dialogue."""
    number = number_of(code)
    public = Dialogue.objects.exclude(state=Dialogue.State.DRAFT)
    found = None if number is None else public.filter(pk=number).first()
    if found is None:
        raise Http404(f"no dialogue {code}")
    return redirect("dialogue:welcome", slug=found.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@explain_refusals
def welcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Who reads this, how long it is kept, whose device it is; then begin."""
    dialogue = dialogue_by_slug(slug)
    if request.method == "POST":
        must_accept(dialogue)
        _, token = join(
            dialogue,
            background=read_background(request.POST, structure(dialogue)),
            on_behalf=bool(request.POST.get("namens")),
        )
        response: HttpResponse = redirect("dialogue:step", slug=slug)
        session.remember(response, request, dialogue, token, request.POST.get("toestel") == "eigen")
    elif session.participant_of(request, dialogue) and not request.GET.get("taal"):
        return redirect("dialogue:step", slug=slug)
    else:
        context = {
            "structure": structure(dialogue),
            "languages": _offered(dialogue),
            "lacking": lacking(dialogue, session.language_of(request, dialogue).code),
        }
        response = _page(request, dialogue, "welkom", context)
    if request.GET.get("taal") in available():
        response.set_cookie(session.LANGUAGE_COOKIE, request.GET["taal"], samesite="Lax", httponly=True)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@explain_refusals
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the next thing, or take an answer and go on.

    A script sends the answer in the background and gets the next screen at once; a form without script is
    redirected, so that going back or reloading sends nothing twice.
    """
    dialogue = dialogue_by_slug(slug)
    participant = session.participant_of(request, dialogue)
    if participant is None:
        if request.method == "POST":
            raise RefusedError(UNKNOWN, 403)
        return redirect("dialogue:welcome", slug=slug)
    turn = Turn(dialogue, participant)
    if request.method == "POST":
        hints = turn.take(request.POST, session.language_of(request, dialogue).code)
        if hints:
            return _step_page(request, dialogue, turn.now(), {"hints": hints, "sent": request.POST})
        if request.headers.get("X-Stap") != "1":
            return redirect("dialogue:step", slug=slug)
    current = turn.screen()
    if current.kind == "done":
        return redirect("dialogue:my-place", slug=slug)
    return _step_page(request, dialogue, current, {})


@require_POST
@explain_refusals
def own_statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a statement of one's own; a moderator reads it first."""
    dialogue = dialogue_by_slug(slug)
    must_accept(dialogue)
    participant = session.participant_of(request, dialogue)
    if participant is None:
        raise RefusedError(UNKNOWN, 403)
    take_statement(dialogue, participant, request.POST)
    return redirect(f"{reverse('dialogue:step', args=[slug])}?bedankt=stelling")


def _step_page(
    request: HttpRequest, dialogue: Dialogue, current: Step, more: dict[str, object]
) -> HttpResponse:
    words = session.language_of(request, dialogue)
    template = {"open": "tekst", "wait": "wacht"}.get(current.kind, current.kind)
    names = {"statement": "stelling", "rating": "oordeel", "ranking": "volgorde"}
    context = {
        "step": current,
        "text": _text(current, words),
        "request_key": uuid.uuid4(),
        "second_key": uuid.uuid4(),
        "own_device": session.own_device(request, dialogue),
        "thanked": request.GET.get("bedankt") == "stelling",
        **more,
    }
    response = _page(request, dialogue, names.get(template, template), context)
    if current.kind == "wait":
        response.headers["Refresh"] = "6"
    return response


def _text(current: Step, words: Language) -> str:
    asked = current.statement or current.question
    return asked.in_language(words.code) if asked else ""


def _page(
    request: HttpRequest,
    dialogue: Dialogue,
    template: str,
    context: dict[str, object],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    words = session.language_of(request, dialogue)
    everything = {"dialogue": dialogue, "lang": words, **context}
    return render(request, f"dialogue/mee/{template}.html", everything, status=status)


def _offered(dialogue: Dialogue) -> list[Language]:
    return [available()[code] for code in ("nl", *dialogue.languages) if code in available()]
