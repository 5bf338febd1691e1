"""The room: the code, the screen with one task, and the list of a table."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijkwijzer_web.core.clean import clean_line, number
from wijkwijzer_web.programme.meetings import actions, queries
from wijkwijzer_web.programme.meetings.forms import TaskForm
from wijkwijzer_web.programme.meetings.pages import areas_of
from wijkwijzer_web.programme.models import Meeting, Task

__all__ = ["enter", "note"]

SHOWN = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Type the code that hangs in the room."""
    typed = clean_line(request.POST.get("code", "")[:100])
    if request.method == "POST":
        meeting = queries.room(typed)
        if meeting is not None:
            return redirect("programme:room", code=meeting.code)
    context = {"wrong": request.method == "POST", "typed": typed[:8]}
    return render(request, "programme/zaal_code.html", context, status=404 if context["wrong"] else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, code: str) -> HttpResponse:
    """One task, one screen. Sent by a form, or by the script when the line came back."""
    meeting = queries.room(code)
    if meeting is None:
        return _closed(request)
    areas = areas_of(meeting)
    form = TaskForm(request.POST if request.method == "POST" else None, areas=areas)
    if request.method == "POST" and form.is_valid():
        return _keep(request, meeting, form)
    if request.method == "POST" and _by_script(request):
        return JsonResponse({"fouten": _errors(form)}, status=400)
    return _screen(request, meeting, form, areas, 400 if form.errors else 200)


def _keep(request: HttpRequest, meeting: Meeting, form: TaskForm) -> HttpResponse:
    try:
        noted = actions.note_task(meeting, form.cleaned_data["aanvraag"], form.values())
    except actions.RoomFull:
        text = _("De lijst van vandaag is vol. Er is niets bewaard.")
        if _by_script(request):
            return JsonResponse({"fouten": [text]}, status=429)
        return render(request, "programme/zaal_dicht.html", {"reason": text}, status=429)
    if _by_script(request):
        status = 200 if noted.again else 201
        return JsonResponse({"bewaard": str(noted.task.request), "tekst": noted.task.text}, status=status)
    address = f"{request.path}?tafel={noted.task.table}&bewaard=1#lijst"
    return redirect(address)


def _closed(request: HttpRequest) -> HttpResponse:
    reason = _("Deze zaal is nu niet open. Vraag wie de bijeenkomst leidt.")
    if _by_script(request):
        return JsonResponse({"fouten": [reason]}, status=409)
    return render(request, "programme/zaal_dicht.html", {"reason": reason}, status=404)


def _screen(
    request: HttpRequest, meeting: Meeting, form: TaskForm, areas: dict[str, str], status: int
) -> HttpResponse:
    table = number(request.POST.get("tafel") or request.GET.get("tafel"), most=99) or 0
    tasks = queries.tasks_of(meeting, table).order_by("-id")
    context = {
        "meeting": meeting,
        "form": form,
        "table": table,
        "areas": areas,
        "aspects": Task.Aspect.choices,
        "tasks": tasks[:SHOWN],
        "count": tasks.count(),
        "request_key": uuid.uuid4(),
        "kept": request.GET.get("bewaard") == "1",
    }
    return render(request, "programme/zaal.html", context, status=status)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _errors(form: TaskForm) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]
