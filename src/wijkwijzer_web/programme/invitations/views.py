"""Inviting, and the pages behind the links in those mails."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.programme.cities.forms import GuestForm
from wijkwijzer_web.programme.cities.queries import city_of_link
from wijkwijzer_web.programme.invitations import actions, queries
from wijkwijzer_web.programme.invitations.forms import AddressesForm, AnswersForm, RoundForm
from wijkwijzer_web.programme.meetings.actions import RoomFull
from wijkwijzer_web.programme.meetings.queries import meeting_for
from wijkwijzer_web.programme.models import Meeting

__all__ = ["ask", "drop", "invite", "invited", "name", "presenter"]


# ---- the team
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Send a round: the next of every city, or the addresses that were typed."""
    meeting = meeting_for(request.user, uid)
    typed = request.POST if "emails" in request.POST else None
    by_city = request.POST if "seats" in request.POST else None
    addresses, seats = AddressesForm(typed), RoundForm(by_city)
    if request.method == "POST":
        form = addresses if typed is not None else seats
        if form.is_valid() and _sent(request, meeting, form):
            return redirect("programme:plan-invite", uid=uid)
    context = {
        "meeting": meeting,
        "programme": meeting.programme,
        "addresses": addresses,
        "seats": seats,
        "cities": list(queries.rounds(meeting)),
        "rounds": meeting.invitations.order_by("-round").values_list("round", flat=True).first() or 0,
        "asked": meeting.invitations.count(),
        "coming": meeting.invitations.filter(answer="ja").count(),
    }
    status = 400 if addresses.errors or seats.errors else 200
    return render(request, "programme/werk/uitnodigen.html", context, status=status)


def _sent(request: HttpRequest, meeting: Meeting, form: AddressesForm | RoundForm) -> bool:
    actor, data = actor_of(request), form.cleaned_data
    try:
        if isinstance(form, RoundForm):
            count = actions.invite_round(actor=actor, meeting=meeting, seats=data["seats"])
        else:
            count = actions.invite_addresses(actor=actor, meeting=meeting, emails=data["emails"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    text = ngettext("%(n)s uitnodiging gaat nu weg.", "%(n)s uitnodigingen gaan nu weg.", count)
    messages.success(request, text % {"n": count})
    return True


@login_required
@require_POST
def ask(request: HttpRequest, uid: uuid.UUID, key: int) -> HttpResponse:
    """Mail the eight questions now."""
    found = get_object_or_404(meeting_for(request.user, uid).presentations, pk=key)
    try:
        actions.mail_questions(actor=actor_of(request), presentation=found)
        messages.success(request, _("De acht vragen gaan nu weg."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("programme:plan", uid=uid)


# ---- whoever was asked
@private
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Yes, no, or never again."""
    row = queries.invitation_of_link(token)
    meeting, step = row.meeting, request.POST.get("stap", "")
    over = meeting.day < timezone.localdate() or meeting.state == Meeting.State.CANCELLED
    if request.method == "POST" and step == "nooit":
        actions.never_again(row)
        return render(request, "programme/uitnodiging_weg.html", {"meeting": meeting})
    if request.method == "POST" and step in ("ja", "nee") and not over:
        try:
            actions.answer(row, step)
            messages.success(request, _("Bewaard. Je kunt het met deze link nog veranderen."))
        except RoomFull:
            messages.error(request, _("De lijst is vol. Er is niets bewaard."))
        return redirect("programme:invited", token=token)
    return render(request, "programme/uitnodiging.html", {"row": row, "meeting": meeting, "over": over})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def presenter(request: HttpRequest, token: str) -> HttpResponse:
    """The eight questions, for whoever presents."""
    row = queries.presentation_of_link(token)
    form = AnswersForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        actions.keep_answers(form.save(commit=False))
        messages.success(request, _("Bewaard. Je kunt het met deze link nog veranderen."))
        return redirect("programme:presenter", token=token)
    context = {"form": form, "row": row, "meeting": row.meeting}
    return render(request, "programme/acht_vragen.html", context, status=400 if form.errors else 200)


# ---- a city says whom it may send
@private
@require_POST
def name(request: HttpRequest, token: str) -> HttpResponse:
    """Put somebody on the list of a city."""
    city, form = city_of_link(token), GuestForm(request.POST)
    try:
        if form.is_valid():
            actions.name_guest(city, form.cleaned_data["email"], form.cleaned_data["what"])
            messages.success(request, _("Bewaard. Het team nodigt deze persoon uit als er plek is."))
        else:
            messages.error(request, _("Typ een e-mailadres, zoals naam@stad.nl."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("programme:city-mine", token=token)


@private
@require_POST
def drop(request: HttpRequest, token: str, key: int) -> HttpResponse:
    """Take somebody off the list of a city."""
    actions.drop_guest(get_object_or_404(city_of_link(token).guests, pk=key))
    messages.success(request, _("Weg. Ook het adres hebben we niet meer."))
    return redirect("programme:city-mine", token=token)
