"""Telling in three screens, coming back with six words, and what one may do with one's own story."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.core.codes import new_code
from wijkwijzer_web.desk.listening import actions
from wijkwijzer_web.desk.listening.forms import AddForm, CodeForm, SealForm, TellForm
from wijkwijzer_web.desk.listening.queries import measured_days, open_desks, story
from wijkwijzer_web.desk.models import Desk, Signal
from wijkwijzer_web.desk.queries import (
    RefusedError,
    desk_by_slug,
    guessed,
    promised_day,
    signal_by_code,
    signal_by_pass,
    teller_pass,
    today,
    too_many_guesses,
)

__all__ = [
    "add",
    "answer_move",
    "code",
    "desk",
    "desks",
    "download",
    "erase",
    "explain_refusals",
    "leave",
    "mine",
    "not_yet",
    "tell",
]

COOKIE = "mijn-signaal"
YEAR, HALF_HOUR = 365 * 24 * 3600, 30 * 60
SEAL, SEAL_HOURS = "desk.seal", 24
View = Callable[..., HttpResponseBase]


def explain_refusals(view: View) -> View:
    """Turn a RefusedError into a page with its sentence and status; nothing is written then."""

    @wraps(view)
    def safe(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RefusedError as refusal:
            context = {"sentence": refusal.sentence}
            return render(request, "desk/geweigerd.html", context, status=refusal.status)

    return safe


@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """Every desk, and the way back for who told something before."""
    return render(request, "desk/loketten.html", {"desks": open_desks()})


@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Who reads, who does not, the promise, and how it is kept."""
    return render(request, "desk/loket.html", _of_desk(desk_by_slug(slug)))


def _of_desk(found: Desk) -> dict[str, object]:
    return {
        "desk": found,
        "open": found.is_open(today()),
        "listeners": found.present(today()),
        "measured": measured_days(found),
        "due": promised_day(found),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@explain_refusals
def tell(request: HttpRequest, slug: str) -> HttpResponse:
    """Screen one and two; the story travels in the form until it is sent, and is kept nowhere."""
    found = desk_by_slug(slug)
    if not found.is_open(today()):
        return render(
            request, "desk/dicht.html", _of_desk(found), status=200 if request.method != "POST" else 409
        )
    if request.method == "POST" and "zegel" in request.POST:
        return _seal(request, found)
    start = {"wijk": request.GET.get("wijk", "")[:12], "via": request.GET.get("via", "")[:10]}
    form = TellForm(request.POST or None, desk=found, initial=start)
    if request.method == "POST" and form.is_valid():
        words = new_code()
        seal = signing.dumps([words, str(uuid.uuid4())], salt=SEAL)
        return _second(request, found, form, SealForm(code=words), seal)
    context = _of_desk(found) | {"form": form, "step": 1}
    return render(request, "desk/vertel.html", context, status=400 if form.errors else 200)


def _second(
    request: HttpRequest, found: Desk, story_form: TellForm, form: SealForm, seal: str
) -> HttpResponse:
    context = {"desk": found, "form": form, "told": story_form.cleaned_data, "seal": seal, "step": 2}
    return render(request, "desk/woorden.html", context, status=400 if form.errors else 200)


def _seal(request: HttpRequest, found: Desk) -> HttpResponse:
    try:
        words, key = signing.loads(request.POST["zegel"], salt=SEAL, max_age=SEAL_HOURS * 3600)
    except (signing.BadSignature, ValueError):
        raise RefusedError(
            "Dit scherm is te oud. Begin opnieuw, je woorden van daarnet gelden niet.", 400
        ) from None
    first = TellForm(request.POST, desk=found)
    if not first.is_valid():
        return render(request, "desk/vertel.html", _of_desk(found) | {"form": first, "step": 1}, status=400)
    form = SealForm(request.POST, code=words)
    if not form.is_valid():
        return _second(request, found, first, form, request.POST["zegel"])
    told = actions.Told(
        text=first.cleaned_data["tekst"],
        code=words,
        request=uuid.UUID(key),
        area=first.cleaned_data["wijk"],
        role=first.cleaned_data["ik_ben"],
        on_behalf=first.cleaned_data["namens"],
        contact=form.cleaned_data["contact"],
        language=(get_language() or "nl")[:10],
        channel=first.cleaned_data["via"],
    )
    signal = actions.tell(found, told)
    return _remember(redirect("desk:mine"), request, signal, first.cleaned_data["toestel"] == "ja")


def _remember(response: HttpResponse, request: HttpRequest, signal: Signal, own_device: bool) -> HttpResponse:
    """Set the cookie: for a year on somebody's own device, else until the browser closes."""
    response.set_cookie(
        COOKIE,
        teller_pass(signal),
        max_age=YEAR if own_device else None,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Come back with six words. Guessing is slowed for all of this site at once: no address is kept."""
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if too_many_guesses():
            form.add_error(
                None, "Er werd hier te vaak geraden. Probeer het over tien minuten opnieuw, of bel."
            )
            status = 429
        elif form.is_valid():
            signal = signal_by_code(form.cleaned_data["woorden"])
            if signal is not None:
                own = form.cleaned_data["toestel"] == "ja"
                return _remember(redirect("desk:mine"), request, signal, own)
            guessed()
            form.add_error("woorden", "Deze woorden kennen we niet. Wij kunnen ze niet terugvinden.")
            status = 404
    return render(request, "desk/code.html", {"form": form, "desks": open_desks()}, status=status)


def _mine(view: Callable[[HttpRequest, Signal], HttpResponse]) -> View:
    """A view of the teller: with the cookie the story, without it the way to the six words."""

    @wraps(view)
    def safe(request: HttpRequest) -> HttpResponseBase:
        signal = signal_by_pass(request.COOKIES.get(COOKIE, ""), YEAR)
        return view(request, signal) if signal is not None else redirect("desk:code")

    return never_cache(explain_refusals(safe))


@require_safe
@_mine
def mine(request: HttpRequest, signal: Signal) -> HttpResponse:
    """The third screen, and every visit after it: the conversation and what came of it."""
    context = {
        "story": story(signal),
        "signal": signal,
        "desk": signal.desk,
        "form": AddForm(),
        "key": uuid.uuid4(),
        "measured": measured_days(signal.desk),
    }
    return render(request, "desk/mijn.html", context)


@require_POST
@_mine
def add(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Say something more."""
    return _say(request, signal, actions.add)


@require_POST
@_mine
def not_yet(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Say that it is not done: the conversation opens again."""
    return _say(request, signal, actions.not_yet)


def _say(request: HttpRequest, signal: Signal, act: Callable[[Signal, str, uuid.UUID], None]) -> HttpResponse:
    form = AddForm(request.POST)
    if not form.is_valid():
        context = {"story": story(signal), "signal": signal, "desk": signal.desk, "form": form}
        return render(request, "desk/mijn.html", context, status=400)
    act(signal, form.cleaned_data["tekst"], form.cleaned_data["aanvraag"])
    return redirect("desk:mine")


@require_POST
@_mine
def answer_move(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Say whether the story may go to another desk."""
    actions.say_yes(signal, request.POST.get("mag") == "ja")
    return redirect("desk:mine")


@require_POST
@_mine
def download(request: HttpRequest, signal: Signal) -> HttpResponse:
    """All that is kept of the teller, as a file."""
    told = story(signal)
    contact = getattr(signal, "contact", None)
    content = {
        "loket": signal.desk.name,
        "nummer": signal.number,
        "ontvangen": signal.received_at.isoformat(),
        "stand": signal.get_state_display(),
        "wijk": signal.area,
        "ik_ben": signal.role,
        "namens_iemand": signal.on_behalf,
        "opgave": signal.opgave,
        "contact": contact.address if contact else "",
        "berichten": [
            {"van": words.sender, "op": words.event.at.isoformat(), "tekst": words.text}
            for words in told.words
        ],
        "afspraken": [
            {"wat": one.what, "wie": one.who, "voor": one.due.isoformat(), "wat_ervan_kwam": one.outcome}
            for one in told.agreements
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mijn-verhaal.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@_mine
def erase(request: HttpRequest, signal: Signal) -> HttpResponse:
    """Ask once, then erase everything."""
    if request.method != "POST":
        return render(request, "desk/wis.html", {"signal": signal, "desk": signal.desk})
    actions.erase(signal)
    response = render(request, "desk/gewist.html", {"desk": signal.desk})
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget this device: the cookie goes, the story stays."""
    response = redirect("desk:desks")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
