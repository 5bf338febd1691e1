"""Public pages of meetings: the agenda, a day, signing up, and the link of who was there."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.core.calendar import TYPE, calendar_file
from wijkwijzer_web.core.shell.private import private
from wijkwijzer_web.core.work.limits import caller, within
from wijkwijzer_web.programme.meetings import actions, pages, queries
from wijkwijzer_web.programme.meetings.forms import AmendForm, NewsForm, SignUpForm
from wijkwijzer_web.programme.models import Meeting, Task
from wijkwijzer_web.programme.programmes.queries import may_write, programme_seen

__all__ = [
    "agenda",
    "agenda_file",
    "meeting_file",
    "mine",
    "mine_amend",
    "mine_news",
    "mine_stop",
    "of_programme",
    "page",
    "programme_file",
    "sign_up",
]


SIGN_UPS_BY_ONE = 200  # an hour: a full room behind one address can
MAILS_TO_ONE = 3  # a day: whoever did not ask is not mailed full by a stranger


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Every public meeting: what comes, and what was."""
    today = timezone.localdate()
    found = queries.agenda().order_by("day", "begins")
    context = {"coming": found.filter(day__gte=today), "past": found.filter(day__lt=today).reverse()[:50]}
    return render(request, "programme/agenda.html", context)


def _file(name: str, meetings: list[Meeting]) -> HttpResponse:
    content = calendar_file(name, [pages.calendar_date(meeting) for meeting in meetings])
    return HttpResponse(content, content_type=TYPE)


@require_safe
def agenda_file(request: HttpRequest) -> HttpResponse:
    """The agenda for a calendar."""
    return _file(_("Agenda"), list(queries.agenda().order_by("day", "begins")))


@require_safe
def meeting_file(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One meeting for a calendar."""
    meeting = queries.meeting_by_uid(request.user, uid)
    return _file(meeting.theme, [meeting])


@require_safe
def programme_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of one programme for a calendar."""
    programme = programme_seen(request.user, slug)
    return _file(programme.name, list(queries.agenda(programme)))


@require_safe
def page(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """A meeting by itself; one of a programme has its address there."""
    meeting = queries.meeting_by_uid(request.user, uid)
    if meeting.programme is not None:
        return redirect(meeting, permanent=False)
    return _page(request, meeting)


@require_safe
def of_programme(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A meeting of a programme."""
    return _page(request, queries.meeting_of(request.user, slug, number))


def _page(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _shown(request, meeting, SignUpForm(), may_write=may_write(request.user, meeting.organisation))


def _shown(
    request: HttpRequest, meeting: Meeting, form: SignUpForm, *, may_write: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "page": pages.meeting_page(meeting),
        "meeting": meeting,
        "linked": pages.meeting_thing(meeting),
        "form": form,
        "may_write": may_write,
    }
    return render(request, "programme/bijeenkomst.html", context, status=status)


@require_POST
def sign_up(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put somebody on the list of an open meeting and give the link to withdraw."""
    meeting = queries.meeting_by_uid(request.user, uid)
    if not meeting.open_to_all or meeting.day < timezone.localdate():
        raise Http404
    form = SignUpForm(request.POST)
    if not form.is_valid():
        return _shown(request, meeting, form, status=400)
    mine = form.cleaned_data["email"].lower()
    ours = within("aanmelden", whose=caller(request), most=SIGN_UPS_BY_ONE, seconds=3600)
    if not ours or not within("aanmelden-adres", whose=mine, most=MAILS_TO_ONE, seconds=24 * 3600):
        messages.error(request, _("Dat is te vaak achter elkaar. Probeer het later nog eens."))
        return redirect(meeting)
    try:
        actions.sign_up(meeting, form.cleaned_data["email"], form.cleaned_data["city"])
    except actions.RoomFull:
        messages.error(request, _("De lijst is vol. Er is niets bewaard."))
        return redirect(meeting)
    # Whoever types the address of somebody else gets nothing of theirs: the link goes to the mailbox only.
    return render(request, "programme/aangemeld.html", {"meeting": meeting})


# ---- the link of somebody who was there
@private
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """What I can do with this meeting: withdraw before, look along after, say what became of it."""
    row = queries.sign_up_of(token)
    meeting = row.meeting
    today = timezone.localdate()
    amending = meeting.state == Meeting.State.DISCUSSED and (meeting.amend_until or today) >= today
    context = {
        "meeting": meeting,
        "token": token,
        "tasks": queries.tasks_of(meeting) if meeting.day <= today else [],
        "amending": amending,
        "asked": queries.asked_on(meeting),
        "form": AmendForm(initial={"aanvraag": uuid.uuid4()}),
    }
    return render(request, "programme/mijn_bijeenkomst.html", context)


@private
@require_POST
def mine_amend(request: HttpRequest, token: str) -> HttpResponse:
    """Say what is not right in the notes, while they can still change."""
    row = queries.sign_up_of(token)
    meeting = row.meeting
    open_until = meeting.amend_until or timezone.localdate()
    if meeting.state != Meeting.State.DISCUSSED or open_until < timezone.localdate():
        messages.error(request, _("Meekijken kan niet meer: de aantekeningen liggen vast."))
        return redirect("programme:mine", token=token)
    form = AmendForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Schrijf wat er niet klopt."))
        return redirect("programme:mine", token=token)
    task = meeting.tasks.filter(pk=form.cleaned_data["task"] or 0).first()
    try:
        actions.amend(meeting, form.cleaned_data["aanvraag"], form.cleaned_data["text"], task)
        messages.success(request, _("Dank je wel. Het team antwoordt voor de aantekeningen vastliggen."))
    except actions.RoomFull:
        messages.error(request, _("Er zijn al heel veel opmerkingen. Mail het team."))
    return redirect("programme:mine", token=token)


@private
@require_POST
def mine_news(request: HttpRequest, token: str, key: int) -> HttpResponse:
    """Say what became of a task."""
    row = queries.sign_up_of(token)
    task = get_object_or_404(Task, pk=key, meeting=row.meeting)
    form = NewsForm(request.POST)
    if form.is_valid() and queries.asked_on(row.meeting):
        try:
            actions.keep_news(task, form.cleaned_data["answer"], form.cleaned_data["text"])
            messages.success(request, _("Bewaard."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    else:
        messages.error(request, _("Kies hoe het staat."))
    return redirect("programme:mine", token=token)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def mine_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Withdraw: the address is gone at once."""
    row = queries.sign_up_of(token)
    meeting = row.meeting
    if request.method == "POST":
        actions.withdraw(row)
        messages.success(request, _("Je staat niet meer op de lijst. Je adres is weg."))
        return redirect(meeting)
    return render(request, "programme/afmelden.html", {"meeting": meeting, "token": token})
