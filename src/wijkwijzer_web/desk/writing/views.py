"""Knelpunten at work: write one, read one as the second person, pass it on, look at it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer_web.core.clean import number as read_number
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.desk.answering.queries import recognisable
from wijkwijzer_web.desk.answering.views import trying
from wijkwijzer_web.desk.bottlenecks import actions, pages, queries
from wijkwijzer_web.desk.bottlenecks.forms import BottleneckForm, ConfirmForm, PassOnForm, ReviewForm
from wijkwijzer_web.desk.models import Bottleneck, Signal
from wijkwijzer_web.desk.queries import desks_of, editor_organisations, signal_for_listener, today

__all__ = ["act", "read", "work", "write"]


def _organisations(user: User) -> list[Organisation]:
    every = [*editor_organisations(user), *(desk.organisation for desk in desks_of(user))]
    return list(dict.fromkeys(every))


@login_required
@never_cache
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """The knelpunten of my organisations, and what waits for a second reader."""
    actor = actor_of(request)
    if not _organisations(actor):
        raise Http404
    rows = queries.whole_history(actor).exclude(state=Bottleneck.State.DRAFT)
    context = {
        "drafts": queries.drafts_for(actor),
        "rows": [(one, pages.mark(one)) for one in map(queries.standing, rows)],
    }
    return render(request, "desk/werk/knelpunten.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Write a knelpunt, from a conversation or by itself, or change one before it is public."""
    actor = actor_of(request)
    organisations = _organisations(actor)
    if not organisations:
        raise Http404
    signal = _signal(request, actor)
    if number is not None:
        row = queries.bottleneck_for_staff(actor, number)
    else:
        desk = signal.desk if signal else None
        real = [one for one in organisations if one.trial_of_id is None]
        first = desk.organisation if desk else next(iter(real), organisations[0])
        row = Bottleneck(organisation=first, desk=desk, asked_on=today())
        row.areas = {signal.area: signal.area_name} if signal and signal.area_name else {}
    # What is tried stays in the trial room, and what is real out of it.
    organisations = [one for one in organisations if one.trial_of_id == row.organisation.trial_of_id]
    form = BottleneckForm(request.POST or None, instance=row, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.propose(actor=actor, bottleneck=form.save(commit=False), signal=signal)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Bewaard. Een tweede lezer kijkt of niemand te herkennen is."))
            return redirect("desk:bottleneck-read", number=saved.pk)
    context = {"form": form, "signal": signal, "row": row if number else None}
    return render(request, "desk/werk/knelpunt_schrijf.html", context, status=400 if form.errors else 200)


def _signal(request: HttpRequest, actor: User) -> Signal | None:
    slug = request.GET.get("loket") or request.POST.get("loket") or ""
    key = read_number(request.GET.get("signaal") or request.POST.get("signaal"))
    return signal_for_listener(actor, slug, key) if slug and key is not None else None


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, number: int) -> HttpResponse:
    """A knelpunt for staff; for the second reader the question that stands before publishing."""
    actor = actor_of(request)
    row = queries.bottleneck_for_staff(actor, number)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        known = form.cleaned_data["herkenbaar"] == "ja"
        done = _("Openbaar. De eigenaar krijgt een mail met de link.")
        seen = form.cleaned_data["gezien"]
        act = lambda: actions.confirm(actor=actor, bottleneck=row, recognisable=known, seen=seen)  # noqa: E731
        if trying(request, act, done):
            return redirect("desk:bottleneck-read", number=number)
        row.refresh_from_db()
        return _reading(
            request, row, _confirm_form(row), 409 if seen and seen != queries.mark_of(row) else 400
        )
    return _reading(request, row, form if form.errors else _confirm_form(row), 400 if form.errors else 200)


def _confirm_form(row: Bottleneck) -> ConfirmForm:
    return ConfirmForm(initial={"gezien": queries.mark_of(row)})


def _review_form(row: Bottleneck, sent: Any = None) -> ReviewForm:
    return ReviewForm(sent, initial={"werkt": row.works, "woorden": row.works_words, "wie": row.works_by})


def _reading(request: HttpRequest, row: Bottleneck, form: ConfirmForm, status: int) -> HttpResponse:
    one = queries.standing(row)
    actor = actor_of(request)
    text = " ".join([row.sentence, row.explanation, row.tried])
    context = {
        "row": row,
        "one": one,
        "mark": pages.mark(one),
        "domains": pages.domain_names(row.domains),
        "form": form,
        "found": recognisable(text),
        "mine": row.proposed_by_id == actor.pk,
        "listens": any(desk.organisation_id == row.organisation_id for desk in desks_of(actor)),
        "pass_on": PassOnForm(initial={"gezien": queries.mark_of(row)}),
        "review": _review_form(row),
        "steps": row.steps.all(),
        "heard": row.signals.count(),
        "is_trial": row.organisation.trial_of_id,
    }
    return render(request, "desk/werk/knelpunt.html", context, status=status)


@login_required
@require_POST
def act(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Pass on, ask again, look at it again."""
    actor = actor_of(request)
    row = queries.bottleneck_for_staff(actor, number)
    if what == "doorgeven":
        _pass_on(request, row)
    elif what == "nakijken":
        _review(request, row)
    elif what == "opnieuw-vragen":
        asked = _("De eigenaar krijgt een nieuwe link. De oude werkt niet meer.")
        trying(request, lambda: actions.ask_again(actor=actor, bottleneck=row), asked)
    else:
        raise Http404
    return redirect("desk:bottleneck-read", number=number)


def _pass_on(request: HttpRequest, row: Bottleneck) -> None:
    form = PassOnForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
        return
    data = form.cleaned_data
    given = {
        "owner": data["eigenaar"],
        "mail": data["mail"],
        "due": data["voor"],
        "seen": data["gezien"],
    }
    done = _("Doorgegeven. De nieuwe eigenaar krijgt een mail met de link.")
    trying(request, lambda: actions.pass_on(actor=actor_of(request), bottleneck=row, **given), done)


def _review(request: HttpRequest, row: Bottleneck) -> None:
    form = _review_form(row, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
        return
    data = form.cleaned_data
    given = {"works": data["werkt"], "words": data["woorden"], "by": data["wie"]}
    trying(request, lambda: actions.review(actor=actor_of(request), bottleneck=row, **given), _("Bewaard."))
