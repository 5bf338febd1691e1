"""The room screen and the facilitator's console, with a stream for each that holds no database connection."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from threading import BoundedSemaphore, Lock

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wijkwijzer_web.core.clean import number as read_number
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.roles import Permission
from wijkwijzer_web.dialogue.actions import live as actions
from wijkwijzer_web.dialogue.actions.documents.findings import start_findings
from wijkwijzer_web.dialogue.actions.documents.verslag import draft_report
from wijkwijzer_web.dialogue.models import Dialogue, Moderation
from wijkwijzer_web.dialogue.queries.moderation import first_waiting
from wijkwijzer_web.dialogue.queries.print_pack import qr_file
from wijkwijzer_web.dialogue.queries.room import room_of
from wijkwijzer_web.dialogue.queries.short import short_code
from wijkwijzer_web.dialogue.queries.staff import dialogue_for, may_moderate, moderation_of
from wijkwijzer_web.dialogue.queries.structure import forget

__all__ = ["console", "console_stream", "move", "qr", "screen", "screen_stream"]

# A stream holds a thread as long as it is open: never more than the process can miss.
STREAMS_PER_PROCESS = 25
SECONDS = 2.0
# What a stream shows: the console of who may not read what waits, that of a moderator, and the room screen.
CONSOLE, MODERATING, SCREEN = "regie", "regie-wachtrij", "zaal"
LONGEST = 15 * 60  # after which the browser asks again by itself
_places = BoundedSemaphore(STREAMS_PER_PROCESS)
_drawing = Lock()


@login_required
@never_cache
@require_safe
def console(request: HttpRequest, slug: str) -> HttpResponse:
    """Script, clock, counts, themes and queue for the facilitator."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    moderation = moderation_of(request.user, dialogue)
    context = {"dialogue": dialogue, **_console(dialogue, bool(moderation["moderates"])), **moderation}
    return render(request, "dialogue/werk/regie.html", context)


def _console(dialogue: Dialogue, moderates: bool) -> dict[str, object]:
    """What the console shows; the queue with its words only to who moderates."""
    context: dict[str, object] = {"room": room_of(dialogue), "moderates": moderates}
    if moderates:
        context |= {"queue": first_waiting(dialogue), "reasons": Moderation.Reason.choices}
    return context


@login_required
@never_cache
@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The screen in front of the room: QR, question, clock, counts, themes."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    address = request.build_absolute_uri(reverse("dialogue:welcome", args=[slug]))
    context = {
        "dialogue": dialogue,
        "room": room_of(dialogue),
        "address": short_address(request, dialogue),
        "qr": qr_svg(address),
    }
    return render(request, "dialogue/werk/zaal.html", context)


@login_required
@require_safe
def console_stream(request: HttpRequest, slug: str) -> HttpResponseBase:
    """News for the console."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    return _stream(dialogue, MODERATING if may_moderate(request.user, dialogue) else CONSOLE)


@login_required
@require_safe
def screen_stream(request: HttpRequest, slug: str) -> HttpResponseBase:
    """News for the room screen."""
    return _stream(dialogue_for(request.user, slug, Permission.WRITE), SCREEN)


@login_required
@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Next round, one more minute, or pause."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    wanted = request.POST.get("doe")
    if wanted == "volgende":
        running = request.POST.get("ronde", "")
        expected = read_number(running)
        running_now = actions.next_round(actor=actor_of(request), dialogue=dialogue, expected=expected)
        page = reverse("dialogue:report-edit", args=[slug])
        ended = running_now is None and expected is not None
        if ended and draft_report(actor_of(request), dialogue, page):
            words = _("Dat was de laatste ronde. Het verslag wordt nu gemaakt, als concept.")
            messages.success(request, words)
    elif wanted == "minuut":
        actions.extend_round(actor=actor_of(request), dialogue=dialogue, minutes=1)
    elif wanted == "pauze":
        actions.stop_round(actor=actor_of(request), dialogue=dialogue)
    start_findings(dialogue)
    forget(dialogue)
    _forget_pieces(dialogue)
    return redirect("dialogue:console", slug=slug)


@login_required
@require_safe
def qr(request: HttpRequest, slug: str) -> HttpResponse:
    """The QR code as a file, to put in a letter."""
    dialogue = dialogue_for(request.user, slug, Permission.WRITE)
    address = request.build_absolute_uri(reverse("dialogue:welcome", args=[dialogue.slug]))
    response = HttpResponse(qr_file(address), content_type="image/svg+xml")
    response.headers["Content-Disposition"] = f'attachment; filename="qr-{dialogue.slug}.svg"'
    return response


def short_address(request: HttpRequest, dialogue: Dialogue) -> str:
    """What people type: the name of the site and four letters."""
    path = reverse("dialogue:short", args=[short_code(dialogue.pk)])
    return request.build_absolute_uri(path).partition("://")[2]


def qr_svg(address: str) -> SafeString:
    """A QR code on white with four modules of quiet zone, as SVG without style attributes."""
    code = segno.make(address, micro=False, error="m")
    drawn = code.svg_inline(
        border=4, dark="#072e39", omitsize=True, title=address, svgclass=None, lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title; everything else is numbers


def _stream(dialogue: Dialogue, what: str) -> HttpResponseBase:
    if not _places.acquire(blocking=False):
        return HttpResponse("Er kijken nu te veel schermen mee.", status=503, headers={"Retry-After": "10"})
    response = StreamingHttpResponse(_News(dialogue, what), content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _piece_key(dialogue: Dialogue, what: str, language: str) -> str:
    return f"dialogue-piece:{dialogue.pk}:{what}:{language}"


def _forget_pieces(dialogue: Dialogue) -> None:
    """A console that was told of the round before would undo the facilitator's next click."""
    languages = [code for code, _name in settings.LANGUAGES]
    caches["local"].delete_many(
        [_piece_key(dialogue, what, code) for what in (CONSOLE, MODERATING, SCREEN) for code in languages]
    )


class _News:
    """The pieces of page, when they changed. Gives its place back whether it ended or was never begun."""

    def __init__(self, dialogue: Dialogue, what: str) -> None:
        self.dialogue, self.what, self.language = dialogue, what, get_language()
        self.open = True

    def __iter__(self) -> Iterator[str]:
        end, last = time.monotonic() + LONGEST, ""
        try:
            while time.monotonic() < end:
                piece = self._piece()
                if piece != last:
                    last = piece
                    yield f"data: {json.dumps(piece)}\n\n"
                else:
                    yield ": stil\n\n"  # keeps the line open, and notices that nobody listens any more
                time.sleep(SECONDS)
        finally:
            self.close()

    def close(self) -> None:
        """Called by the server when the browser has gone."""
        if self.open:
            self.open = False
            _places.release()

    def _piece(self) -> str:
        """The piece as it is now: drawn once for all screens of this process that show the same."""
        cache, key = caches["local"], _piece_key(self.dialogue, self.what, self.language or "")
        with _drawing:
            piece: str | None = cache.get(key)
            if piece is None:
                piece = self._drawn()
                cache.set(key, piece, SECONDS)
        return piece

    def _drawn(self) -> str:
        try:
            with override(self.language):
                if self.what == SCREEN:
                    context = {"dialogue": self.dialogue, "room": room_of(self.dialogue)}
                    return render_to_string("dialogue/werk/zaal_deel.html", context)
                context = {"dialogue": self.dialogue, **_console(self.dialogue, self.what == MODERATING)}
                return render_to_string("dialogue/werk/regie_deel.html", context)
        finally:
            connection.close()  # between two looks the stream holds no connection
