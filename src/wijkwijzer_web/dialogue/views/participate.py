"""Taking part: begin, one thing at a time, wait for the next round."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.dialogue.actions.documents.findings import ask_when_ten_wrote
from wijkwijzer_web.dialogue.actions.participate import Entry, RefusedError, join, record, refuse_floods
from wijkwijzer_web.dialogue.actions.statements import add_statement
from wijkwijzer_web.dialogue.forms.answers import new_statement, read_answer, read_background, read_request
from wijkwijzer_web.dialogue.languages import Language, available
from wijkwijzer_web.dialogue.models import Dialogue, Event, Participant
from wijkwijzer_web.dialogue.queries.hints import Hints, hints_for, text_mark
from wijkwijzer_web.dialogue.queries.short import number_of
from wijkwijzer_web.dialogue.queries.taking_part.routing import choose
from wijkwijzer_web.dialogue.queries.taking_part.steps import Answers, Step, answers_of, next_step
from wijkwijzer_web.dialogue.queries.taking_part.structure import Structure, dialogue_by_slug, structure
from wijkwijzer_web.dialogue.views import session
from wijkwijzer_web.dialogue.views.refusals import explain_refusals

__all__ = ["own_statement", "short", "step", "welcome"]

SEEN_WITHOUT_TEXT = "1"  # of a script that shows no hints; every form of ours says which text was looked at


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Go from the short address on a screen or poster to the dialogue."""
    found = Dialogue.objects.exclude(state=Dialogue.State.DRAFT).filter(pk=number_of(code)).first()
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
        _must_accept(dialogue)
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
        context = {"structure": structure(dialogue), "languages": _offered(dialogue)}
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
            raise RefusedError(
                "We weten niet meer wie je bent. Begin opnieuw, of ga verder met je code.", 403
            )
        return redirect("dialogue:welcome", slug=slug)
    asked = structure(dialogue)
    answers = answers_of(participant)
    if request.method == "POST":
        hints = _take(request, dialogue, participant, asked, answers)
        if hints:
            current = next_step(dialogue, asked, answers)
            return _step_page(request, dialogue, participant, current, {"hints": hints, "sent": request.POST})
        if request.headers.get("X-Stap") != "1":
            return redirect("dialogue:step", slug=slug)
    current = _with_statement(dialogue, participant, next_step(dialogue, asked, answers), answers)
    if current.kind == "done":
        return redirect("dialogue:my-place", slug=slug)
    return _step_page(request, dialogue, participant, current, {})


@require_POST
@explain_refusals
def own_statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a statement of one's own; a moderator reads it first."""
    dialogue = dialogue_by_slug(slug)
    _must_accept(dialogue)
    participant = session.participant_of(request, dialogue)
    if participant is None:
        raise RefusedError("We weten niet meer wie je bent. Begin opnieuw, of ga verder met je code.", 403)
    if not dialogue.own_statements:
        raise RefusedError("In deze dialoog kun je geen stellingen toevoegen.", 403)
    question, text = new_statement(request.POST, structure(dialogue))
    refuse_floods(participant.key)
    add_statement(dialogue, participant.key, question.pk, text, request=read_request(request.POST))
    return redirect(f"{reverse('dialogue:step', args=[slug])}?bedankt=stelling")


def _take(
    request: HttpRequest, dialogue: Dialogue, participant: Participant, asked: Structure, answers: Answers
) -> Hints | None:
    """Write one answer and the statement that is shown next; or give the hints that were not seen yet."""
    _must_accept(dialogue)
    key = read_request(request.POST)
    entries = read_answer(request.POST, asked, session.language_of(request, dialogue).code)
    message = next((e for e in entries if e.kind == Event.Kind.MESSAGE and e.statement is None), None)
    if message:
        hints = _unseen(request, dialogue, message)
        if hints:
            return hints
    entries += [
        Entry(kind=Event.Kind.ENDORSED, question=entries[0].question, refers_to=int(number))
        for number in request.POST.getlist("ook")[:5]
        if number.isascii() and number.isdigit() and len(number) < 12
    ]
    _note(answers, entries)
    shown = _shown_next(dialogue, asked, answers)
    record(
        dialogue,
        participant.key,
        [*entries, *shown],
        request=key,
        late=dialogue.state == Dialogue.State.CLOSED,
        recent=answers.recent,
    )
    _note(answers, shown)
    ask_when_ten_wrote(dialogue, participant.key)
    return None


def _unseen(request: HttpRequest, dialogue: Dialogue, message: Entry) -> Hints | None:
    """What we would ask about this text: everything the first time, names and addresses when it changed."""
    seen = request.POST.get("gezien", "")
    if seen in {SEEN_WITHOUT_TEXT, text_mark(message.text)}:
        return None
    hints = hints_for(dialogue, message.question or 0, message.text)
    return hints if not seen or hints.personal else None


def _note(answers: Answers, entries: list[Entry]) -> None:
    """Bring the answers that we hold up to date with what is being written."""
    for entry in entries:
        if entry.kind == Event.Kind.VOTE and entry.statement and entry.value is not None:
            answers.votes[entry.statement] = entry.value
            if answers.open_statement.get(entry.question or 0) == entry.statement:
                del answers.open_statement[entry.question or 0]
        elif entry.kind == Event.Kind.SHOWN and entry.question and entry.statement:
            answers.open_statement[entry.question] = entry.statement
        elif entry.question and entry.statement is None:
            answers.answered.add(entry.question)


def _shown_next(dialogue: Dialogue, asked: Structure, answers: Answers) -> list[Entry]:
    following = next_step(dialogue, asked, answers)
    if following.kind != "statement" or following.statement or following.question is None:
        return []
    statement, probability = choose(following.question, answers.left(following.question))
    return [
        Entry(
            kind=Event.Kind.SHOWN,
            question=following.question.pk,
            statement=statement.pk,
            probability=probability,
        )
    ]


def _with_statement(dialogue: Dialogue, participant: Participant, current: Step, answers: Answers) -> Step:
    """Let the router choose when nothing was shown yet, and log what was shown with which chance."""
    if current.kind != "statement" or current.statement is not None or current.question is None:
        return current
    statement, probability = choose(current.question, answers.left(current.question))
    if dialogue.accepts:
        shown = Entry(
            kind=Event.Kind.SHOWN,
            question=current.question.pk,
            statement=statement.pk,
            probability=probability,
        )
        record(dialogue, participant.key, [shown], request=uuid.uuid4(), recent=answers.recent)
    return Step("statement", current.question, statement, current.number, current.total)


def _must_accept(dialogue: Dialogue) -> None:
    if not dialogue.accepts:
        raise RefusedError("Deze dialoog is gesloten. Meedoen kan niet meer.", 403)


def _step_page(
    request: HttpRequest,
    dialogue: Dialogue,
    participant: Participant,
    current: Step,
    more: dict[str, object],
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
