"""Choosing on a phone, and the team that opens and closes it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.programme.choosing import actions, queries
from wijkwijzer_web.programme.choosing.forms import ChoosingForm
from wijkwijzer_web.programme.meetings.actions import RoomFull
from wijkwijzer_web.programme.meetings.queries import meeting_for, room

__all__ = ["choose", "move"]

COOKIE, HOURS = "ww-zaal", 12


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Put three tasks first, second and third. The cookie comes with the answer, not with reading."""
    meeting = room(code)
    if meeting is None or not meeting.choosing:
        return _closed(request, _("De zaal kiest nu niet. Vraag wie de bijeenkomst leidt."), 404)
    voter = _voter(request)
    form = ChoosingForm(
        request.POST if request.method == "POST" else None,
        tasks=queries.ballot(meeting, str(voter)),
        initial={"aanvraag": voter},
    )
    if request.method == "POST" and form.is_valid():
        mine = _known(request) or form.cleaned_data["aanvraag"]
        try:
            actions.choose(meeting, mine, form.chosen)
        except actions.NotChoosing:
            return _closed(request, _("Het kiezen is net gesloten. Jouw keuze telt niet meer mee."), 409)
        except RoomFull:
            return _closed(request, _("Er kozen al heel veel mensen. Er is niets bewaard."), 429)
        response = render(request, "programme/zaal_gekozen.html", {"meeting": meeting, "tasks": form.chosen})
        secure = request.is_secure()
        response.set_cookie(
            COOKIE, str(mine), max_age=HOURS * 3600, httponly=True, samesite="Lax", secure=secure
        )
        return response
    status = 400 if form.errors else 200
    return render(request, "programme/zaal_kies.html", {"meeting": meeting, "form": form}, status=status)


def _known(request: HttpRequest) -> uuid.UUID | None:
    """The device that chose before, by its cookie."""
    try:
        return uuid.UUID(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return None


def _voter(request: HttpRequest) -> uuid.UUID:
    """This device: by its cookie, by the form that it sends, or new."""
    try:
        return _known(request) or uuid.UUID(request.POST.get("aanvraag", ""))
    except ValueError:
        return uuid.uuid4()


def _closed(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    return render(request, "programme/zaal_dicht.html", {"reason": reason}, status=status)


@login_required
@require_POST
def move(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open the choosing, or close it and count."""
    meeting = meeting_for(request.user, uid)
    step = request.POST.get("stap", "")
    if step not in ("open", "tel"):
        raise Http404
    try:
        if step == "open":
            actions.open_choosing(actor=actor_of(request), meeting=meeting)
            messages.success(request, _("De zaal kan kiezen."))
        else:
            count = actions.close_choosing(actor=actor_of(request), meeting=meeting)
            text = ngettext("%(n)s mens koos.", "%(n)s mensen kozen.", count)
            messages.success(request, text % {"n": count})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("programme:plan", uid=uid)
