"""The work of listeners: the queue, one conversation, a story written down, and the desk itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer.report import render as render_document
from wijkwijzer_web.core.clean import number
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisations_managed_by, with_trial
from wijkwijzer_web.desk.answering import actions, queries
from wijkwijzer_web.desk.answering.forms import (
    AnswerForm,
    AwayForm,
    DeskForm,
    ListenersForm,
    MoveForm,
    OutcomeForm,
    SortForm,
    WriteDownForm,
)
from wijkwijzer_web.desk.answering.pages import poster
from wijkwijzer_web.desk.answering.proposing import proposed
from wijkwijzer_web.desk.listening.queries import measured_days, story
from wijkwijzer_web.desk.models import Agreement, Desk, Event, Signal
from wijkwijzer_web.desk.queries import (
    desk_for_listener,
    desk_for_setup,
    desks_of,
    editor_organisations,
    signal_for_listener,
    today,
)
from wijkwijzer_web.follow.service import stuck

__all__ = [
    "agreement",
    "away",
    "cards",
    "listeners",
    "move",
    "patterns",
    "queue",
    "setup",
    "signal",
    "sort",
    "work_list",
    "write_down",
]


def trying(request: HttpRequest, act: Callable[[], Any], done: str = "") -> bool:
    """Do something; say in one sentence why not."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    if done:
        messages.success(request, done)
    return True


@login_required
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The desks of this person: where one listens, and what one may set up."""
    actor = actor_of(request)
    managed = organisations_managed_by(actor)
    context = {
        "desks": desks_of(actor),
        "setups": Desk.objects.filter(Q(organisation__in=managed) | Q(organisation__trial_of__in=managed)),
        "manages": bool(managed),
        "writes": bool(editor_organisations(actor)),
        "stuck": stuck(),
    }
    return render(request, "desk/werk/lijst.html", context)


@login_required
@never_cache
@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Who waits, by next date."""
    desk = desk_for_listener(actor_of(request), slug)
    page = number(request.GET.get("pagina"), least=1, most=10_000) or 1
    total = queries.waiting_at(desk).count()
    context = {
        "desk": desk,
        "groups": queries.queue(desk, page),
        "total": total,
        "page": page,
        "more": total > page * queries.PAGE,
        "measured": measured_days(desk),
        "stuck": stuck(),
        "away": AwayForm(initial=_away(desk, actor_of(request))),
        "open": desk.is_open(today()),
    }
    return render(request, "desk/werk/wachtrij.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A conversation; that it is read is written down. Answering asks for a next date or a closing."""
    actor = actor_of(request)
    found = signal_for_listener(actor, slug, number)
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if form.is_valid() and _answered(request, found, form):
            return redirect("desk:queue", slug=slug)
        return _conversation(
            request, found, form, 409 if form.has_error(NON_FIELD_ERRORS, "intussen") else 400
        )
    actions.open_signal(actor=actor, signal=found)
    last = Event.objects.filter(signal_key=found.key).order_by("-pk").first()
    return _conversation(request, found, AnswerForm(initial={"gezien": last.pk if last else 0}), 200)


def _answered(request: HttpRequest, found: Signal, form: AnswerForm) -> bool:
    data = form.cleaned_data
    try:
        actions.answer(
            actor=actor_of(request),
            signal=found,
            text=data["tekst"],
            seen=data["gezien"],
            next_on=None if data["sluit"] else data["volgende"],
            closing=data["sluit"],
            agreement=form.agreement,
            request=data["aanvraag"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Verstuurd."))
    return True


def _conversation(request: HttpRequest, found: Signal, form: AnswerForm, status: int) -> HttpResponse:
    told = story(found)
    if form.is_bound and form.errors:  # the writer saw what is new now; the text stays
        last = Event.objects.filter(signal_key=found.key).order_by("-pk").first()
        data = request.POST.copy()
        data["gezien"] = str(last.pk if last else 0)
        form.data = data
    for one in told.agreements:
        one.versie = OutcomeForm(initial={"uitkomst": one.outcome}).version()  # type: ignore[attr-defined]
    context = {
        "desk": found.desk,
        "signal": found,
        "story": told,
        "form": form,
        "sort": SortForm(initial={"opgave": found.opgave}),
        "move": MoveForm(desk=found.desk),
        "late": queries.queue_line(found, "", today()).late,
        "danger": any(queries.dangers(one.text) for one in told.words),
        "writes": bool(editor_organisations(actor_of(request))),
    }
    return render(request, "desk/werk/signaal.html", context, status=status)


@login_required
@require_POST
def sort(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put a story under an opgave."""
    found = signal_for_listener(actor_of(request), slug, number)
    form = SortForm(request.POST, initial={"opgave": found.opgave})
    if form.is_valid():
        opgave = form.cleaned_data["opgave"]
        actions.sort_signal(actor=actor_of(request), signal=found, opgave=opgave)
    return redirect("desk:signal", slug=slug, number=number)


@login_required
@require_POST
def move(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask whether the story may go to another desk."""
    found = signal_for_listener(actor_of(request), slug, number)
    form = MoveForm(request.POST, desk=found.desk)
    if form.is_valid():
        there = form.cleaned_data["loket"]
        asked = _("Gevraagd. Het gaat pas mee als de melder ja zegt.")
        trying(
            request, lambda: actions.ask_to_move(actor=actor_of(request), signal=found, there=there), asked
        )
    return redirect("desk:signal", slug=slug, number=number)


@login_required
@require_POST
def agreement(request: HttpRequest, slug: str, number: int, key: int) -> HttpResponse:
    """Say what became of an agreement."""
    found = signal_for_listener(actor_of(request), slug, number)
    one = get_object_or_404(Agreement, pk=key, signal=found)
    form = OutcomeForm(request.POST, initial={"uitkomst": one.outcome})
    if form.is_valid():
        outcome = form.cleaned_data["uitkomst"]
        actions.keep_agreement(actor=actor_of(request), agreement=one, outcome=outcome)
    else:
        messages.error(request, _("Schrijf in een zin wat ervan kwam."))
    return redirect("desk:signal", slug=slug, number=number)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a story down for somebody, and give the six words."""
    desk = desk_for_listener(actor_of(request), slug)
    form = WriteDownForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        try:
            made, code = actions.write_down(actor=actor_of(request), desk=desk, values=form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(
                request, "desk/werk/opgeschreven.html", {"desk": desk, "signal": made, "code": code}
            )
    status = 400 if form.errors else 200
    return render(request, "desk/werk/nieuw.html", {"desk": desk, "form": form}, status=status)


@login_required
@never_cache
@require_safe
def patterns(request: HttpRequest, slug: str) -> HttpResponse:
    """What comes back at this desk, for its listeners only."""
    desk = desk_for_listener(actor_of(request), slug)
    return render(request, "desk/werk/patronen.html", {"desk": desk, "patterns": queries.patterns(desk)})


@login_required
@never_cache
@require_safe
def cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Poster and cards to print."""
    desk = desk_for_listener(actor_of(request), slug)
    content = render_document(poster(desk, request.GET.get("wijk", "")[:12]), "pdf")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="kaartjes-{desk.slug}.pdf"'
    return response


def _away(desk: Desk, actor: User) -> dict[str, Any]:
    return {"until": desk.listeners.get(user=actor).away_until}


@login_required
@require_POST
def away(request: HttpRequest, slug: str) -> HttpResponse:
    """Say until when one is away."""
    desk = desk_for_listener(actor_of(request), slug)
    form = AwayForm(request.POST, initial=_away(desk, actor_of(request)))
    if form.is_valid():
        actions.set_away(actor=actor_of(request), desk=desk, until=form.cleaned_data["until"])
    else:
        messages.error(request, _("Die datum klopt niet."))
    return redirect("desk:queue", slug=slug)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Set a desk up, or change it."""
    actor = actor_of(request)
    desk = desk_for_setup(actor, slug) if slug else None
    trial = desk.organisation.trial_of_id is not None if desk else "proef" in request.GET
    managed = with_trial(organisations_managed_by(actor), trial=trial)
    if not managed:
        raise Http404
    desk = desk or proposed(managed[0], actor)
    form = DeskForm(request.POST or None, instance=desk, organisations=managed)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_desk(actor=actor, desk=form.save(commit=False))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("desk:setup-listeners", slug=saved.slug)
    context = {"desk": desk if slug else None, "form": form}
    return render(request, "desk/werk/opzet.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listeners(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who listens."""
    desk = desk_for_setup(actor_of(request), slug)
    form = ListenersForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        people = list(form.cleaned_data["mensen"])
        saved = _("Bewaard. Met twee luisteraars kan het loket open.")
        act = lambda: actions.set_listeners(actor=actor_of(request), desk=desk, people=people)  # noqa: E731
        if trying(request, act, saved):
            if form.cleaned_data.get("open"):
                desk.words_read = desk.opened = True
                actions.save_desk(actor=actor_of(request), desk=desk)
                messages.success(request, _("Het loket is open. Print de poster, en hang hem op."))
                return redirect("desk:queue" if actor_of(request) in people else "desk:desk", slug=desk.slug)
            return redirect("desk:work-list")
    return render(request, "desk/werk/luisteraars.html", {"desk": desk, "form": form})
