"""The team's pages about a meeting."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.core.clean import number
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import with_trial
from wijkwijzer_web.programme.meetings import actions, queries
from wijkwijzer_web.programme.meetings.forms import (
    AnswerForm,
    MeetingForm,
    PartForm,
    PresentationForm,
    TaskDecisionForm,
)
from wijkwijzer_web.programme.meetings.pages import proposed, qr_picture, room_address
from wijkwijzer_web.programme.meetings.queries import order_of
from wijkwijzer_web.programme.models import Amendment, Meeting, Presentation, Programme, Task
from wijkwijzer_web.programme.programmes.queries import organisations_for, programme_for
from wijkwijzer_web.programme.views import form_page

__all__ = [
    "answer",
    "edit",
    "meeting",
    "new",
    "new_in",
    "part",
    "part_off",
    "presentation",
    "qr",
    "screen",
    "state",
    "task",
]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan an open meeting outside a programme."""
    organisations = with_trial(organisations_for(request.user), trial="proef" in request.GET)
    if not organisations:
        raise Http404
    return _form(request, proposed(organisations[0]), None)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a meeting of a programme."""
    programme = programme_for(request.user, slug)
    theme = programme.themes.filter(pk=number(request.GET.get("thema")) or 0).first()
    row = Meeting(
        programme=programme, organisation=programme.organisation, theme=theme.title if theme else ""
    )
    return _form(request, row, programme)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Move a meeting, or change what it is about."""
    row = queries.meeting_for(request.user, uid)
    return _form(request, row, row.programme)


def _form(request: HttpRequest, row: Meeting, programme: Programme | None) -> HttpResponse:
    trial = row.organisation.trial_of_id is not None
    organisations = with_trial(organisations_for(request.user), trial=trial)
    form = MeetingForm(request.POST or None, instance=row, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_meeting(actor=actor_of(request), meeting=form.save(commit=False))
            messages.success(request, _("Bewaard."))
            return redirect("programme:plan", uid=saved.uid)
        except ValidationError as error:
            form.add_error(None, error)
    return form_page(request, form, _("Bijeenkomst"), programme=programme)


@login_required
@never_cache
@require_safe
def meeting(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Everything about one meeting."""
    row = queries.meeting_for(request.user, uid)
    ways = [(key, str(label)) for key, label in Meeting.State.choices if key in actions.WAYS[row.state]]
    tasks = list(queries.tasks_of(row))
    for task in tasks:
        task.versie = TaskDecisionForm(instance=task).version()  # type: ignore[attr-defined]
    amendments = list(row.amendments.select_related("task"))
    for amendment in amendments:
        amendment.versie = _answer_form(amendment).version()  # type: ignore[attr-defined]
    context = {
        "meeting": row,
        "programme": row.programme,
        "ways": ways,
        "tasks": tasks,
        "amendments": amendments,
        "part_form": PartForm(),
        "task_states": Task.State.choices,
        "sign_ups": row.sign_ups.count(),
    }
    return render(request, "programme/werk/bijeenkomst.html", context)


def _answer_form(found: Amendment, sent: Any = None) -> AnswerForm:
    return AnswerForm(sent, initial={"state": found.state, "answer": found.answer})


@login_required
@never_cache
@require_safe
def screen(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The screen in the room: the letters, the code to scan, and how much stands on the list."""
    row = queries.meeting_for(request.user, uid)
    context = {
        "meeting": row,
        "address": room_address(row),
        "host": settings.SITE_URL.partition("//")[2].rstrip("/"),
        "count": row.tasks.count(),
        "sides": [(label, row.tasks.filter(aspect=key).count()) for key, label in Task.Aspect.choices],
        "order": order_of(row, row.tasks.all()),
    }
    return render(request, "programme/werk/zaalscherm.html", context)


@login_required
@require_safe
def qr(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The code to scan, as a picture that can be printed."""
    row = queries.meeting_for(request.user, uid)
    return HttpResponse(qr_picture(room_address(row)), content_type="image/svg+xml")


@login_required
@require_POST
def state(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Move the meeting on."""
    row = queries.meeting_for(request.user, uid)
    try:
        actions.change_state(actor=actor_of(request), meeting=row, state=request.POST.get("stand", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("programme:plan", uid=uid)


@login_required
@require_POST
def part(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Add a part to the day."""
    row = queries.meeting_for(request.user, uid)
    form = PartForm(request.POST)
    if form.is_valid():
        actions.add_part(actor=actor_of(request), meeting=row, part=form.save(commit=False))
    else:
        messages.error(request, _("Geef het onderdeel een soort, en een titel of een werkvorm."))
    return redirect("programme:plan", uid=uid)


@login_required
@require_POST
def part_off(request: HttpRequest, uid: uuid.UUID, key: int) -> HttpResponse:
    """Take a part off the day."""
    row = queries.meeting_for(request.user, uid)
    found = get_object_or_404(row.parts, pk=key)
    actions.remove_part(actor=actor_of(request), meeting=row, part=found)
    return redirect("programme:plan", uid=uid)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def presentation(request: HttpRequest, uid: uuid.UUID, key: int = 0) -> HttpResponse:
    """What a wijk shows, in eight questions."""
    row = queries.meeting_for(request.user, uid)
    found = get_object_or_404(row.presentations, pk=key) if key else Presentation(meeting=row)
    form = PresentationForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        actions.add_presentation(actor=actor_of(request), meeting=row, presentation=form.save(commit=False))
        messages.success(request, _("Bewaard."))
        return redirect("programme:plan", uid=uid)
    return form_page(request, form, _("Presentatie"), programme=row.programme, meeting=row)


@login_required
@require_POST
def task(request: HttpRequest, uid: uuid.UUID, key: int) -> HttpResponse:
    """Confirm a task, or say what it became."""
    row = queries.meeting_for(request.user, uid)
    found = get_object_or_404(row.tasks, pk=key)
    form = TaskDecisionForm(request.POST, instance=found)
    if form.is_valid():
        actions.decide_on_task(actor=actor_of(request), task=found, values=form.cleaned_data)
    else:
        errors = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(errors))
    return redirect("programme:plan", uid=uid)


@login_required
@require_POST
def answer(request: HttpRequest, uid: uuid.UUID, key: int) -> HttpResponse:
    """Answer a remark about the notes."""
    row = queries.meeting_for(request.user, uid)
    found = get_object_or_404(row.amendments, pk=key)
    form = _answer_form(found, request.POST)
    if form.is_valid():
        actions.answer_amendment(actor=actor_of(request), amendment=found, **form.cleaned_data)
    else:
        messages.error(request, _("Kies wat je ermee deed, en schrijf een antwoord."))
    return redirect("programme:plan", uid=uid)
