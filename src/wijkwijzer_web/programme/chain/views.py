"""Pages of opgaven, inzetten, resultaten and lessen, and taking in the own past."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer.errors import InputError
from wijkwijzer.programme import PastFile, PastRow, read_past
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.files.uploads import UploadError, in_words, kind_of, limited, look_inside, store
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.weaving import value_of
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.programme.chain import actions, origins, pages, queries
from wijkwijzer_web.programme.chain.forms import EffortForm, LessonForm, OpgaveForm, OutcomeForm, PastForm
from wijkwijzer_web.programme.models import Effort, Lesson, Outcome
from wijkwijzer_web.programme.programmes.queries import may_write, organisations_for
from wijkwijzer_web.programme.views import form_page

__all__ = [
    "effort",
    "effort_new",
    "lesson_leads",
    "lesson_new",
    "opgave",
    "opgave_edit",
    "opgave_new",
    "outcome_new",
    "past",
    "past_take",
    "work_list",
]

SALT = "eigen verleden"
SOON = 3600  # seconds between looking at a file and taking it in


@require_safe
def opgave(request: HttpRequest, key: int) -> HttpResponse:
    """One opgave with everything that was done for it."""
    row = queries.opgave_seen(key)
    context = {
        "opgave": pages.shown(row, queries.effects_of(row, request.user)),
        "area_url": areas.address_of(row.area),
        "may_write": may_write(request.user, row.organisation),
        "kinds": knowledge.LESSON_KINDS,
    }
    return render(request, "programme/opgave.html", context)


@login_required
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The opgaven I work on."""
    context = {
        "opgaven": queries.work_list(request.user),
        "may_start": organisations_for(request.user),
    }
    return render(request, "programme/werk/opgaven.html", context)


def _saved(request: HttpRequest, form: ModelForm[Any], keep: Any, **names: Any) -> HttpResponse | None:
    """Keep what a right form holds; None when there is something to correct."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        keep(actor=actor_of(request), **{name: form.save(commit=False) for name in names})
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("Bewaard."))
    return redirect(next(iter(names.values())))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opgave_new(request: HttpRequest) -> HttpResponse:
    """Record an opgave."""
    organisations = organisations_for(request.user)
    if not organisations:
        raise Http404
    initial = {name: request.GET[name] for name in ("what", "where") if name in request.GET}
    came_from = request.GET.get("van", "")[:140]
    found = origins.choices("", origins.ORIGINS, request.user, came_from)
    if found:
        initial |= {"origin": came_from, "origin_label": found[0][1]}
    form = OpgaveForm(request.POST or None, organisations=organisations, initial=initial, origins=found)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.keep_opgave(actor=actor_of(request), opgave=form.save(commit=False))
            return redirect(row)
        except ValidationError as error:
            form.add_error(None, error)
    return form_page(request, form, _("Nieuwe opgave"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opgave_edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change an opgave."""
    row = queries.opgave_for(request.user, key)
    now = value_of(row.origin_kind, row.origin_key)
    form = OpgaveForm(
        request.POST or None,
        instance=row,
        organisations=organisations_for(request.user),
        origins=origins.choices(row.area, origins.ORIGINS, request.user, now),
    )
    done = _saved(request, form, actions.keep_opgave, opgave=row)
    return done or form_page(request, form, _("Opgave"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def effort_new(request: HttpRequest, key: int) -> HttpResponse:
    """Record an inzet for an opgave."""
    under = queries.opgave_for(request.user, key)
    form = EffortForm(request.POST or None, instance=Effort(opgave=under))
    done = _saved(request, form, actions.keep_effort, effort=under)
    return done or form_page(request, form, _("Nieuwe inzet"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def effort(request: HttpRequest, key: int) -> HttpResponse:
    """Change an inzet."""
    row = queries.effort_for(request.user, key)
    form = EffortForm(request.POST or None, instance=row)
    done = _saved(request, form, actions.keep_effort, effort=row.opgave)
    return done or form_page(request, form, _("Inzet"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outcome_new(request: HttpRequest, key: int) -> HttpResponse:
    """Record what an inzet brought."""
    under = queries.effort_for(request.user, key)
    measures = origins.choices(under.opgave.area, origins.MEASURES, request.user)
    form = OutcomeForm(request.POST or None, instance=Outcome(effort=under), measures=measures)
    done = _saved(request, form, actions.keep_outcome, outcome=under.opgave)
    return done or form_page(request, form, _("Wat bracht het?"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lesson_new(request: HttpRequest, key: int) -> HttpResponse:
    """Record what an inzet taught."""
    under = queries.outcome_for(request.user, key)
    form = LessonForm(request.POST or None, instance=Lesson(outcome=under))
    done = _saved(request, form, actions.keep_lesson, lesson=under.effort.opgave)
    return done or form_page(request, form, _("Wat leerden we?"))


@login_required
@require_POST
def lesson_leads(request: HttpRequest, key: int) -> HttpResponse:
    """Make a lesson the beginning of a record of knowledge, and go on with that."""
    row = queries.lesson_for(request.user, key)
    kind = request.POST.get("soort", "")
    if kind not in knowledge.LESSON_KINDS:
        raise Http404("no such kind")
    try:
        address = actions.lead_to(actor=actor_of(request), lesson=row, kind=kind)
    except InputError as error:
        messages.error(request, in_words(error))
        address = ""
    return redirect(address or row.outcome.effort.opgave)


# ---- the own past
@limited
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def past(request: HttpRequest) -> HttpResponse:
    """Look at a spreadsheet of old projects: what would be taken, and what is wrong per row."""
    organisations = organisations_for(request.user)
    if not organisations:
        raise Http404
    form = PastForm(request.POST or None, request.FILES or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            read = _read(form.cleaned_data["file"])
        except UploadError as error:
            form.add_error("file", error.sentence)
        except InputError as error:
            form.add_error("file", in_words(error))
        else:
            return _preview(request, form.cleaned_data, read)
    return render(request, "programme/werk/verleden.html", {"form": form}, status=400 if form.errors else 200)


def _read(file: Any) -> PastFile:
    kind = kind_of(file)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"verleden.{kind}"
        store(file, path)
        look_inside(path, kind)
        return read_past(path)


def _preview(request: HttpRequest, data: dict[str, Any], read: PastFile) -> HttpResponse:
    placed, lost = _placed(read.rows, card_of(data["organisation"]).areas)
    kept = {
        "organisation": data["organisation"].pk,
        "owner": data["owner"],
        "what": data["what"],
        "rows": [[_packed(row), area] for row, area, _name in placed],
    }
    wrong = [(problem.row, problem.column, problem.sentence) for problem in read.problems]
    wrong += [(row.row, "wijk", _unknown(row.where)) for row in lost]
    context = {
        "rows": placed,
        "wrong": sorted(wrong),
        "unused": read.unused,
        "signed": signing.dumps(kept, salt=SALT, compress=True),
        "what": data["what"],
    }
    return render(request, "programme/werk/verleden_voorbeeld.html", context)


def _unknown(where: str) -> str:
    said = _("Deze wijk kennen we niet: %s.") % where[:60]
    if re.search(r"[;,/+&]| en ", where):
        return f"{said} {_('Zet één wijk in een rij.')}"
    likes = ", ".join(one.name for one in areas.places_like(where, ("wijk", "buurt"), most=3))
    return f"{said} {_('Bedoel je %s? Schrijf de hele naam.') % likes}" if likes else said


def _placed(
    rows: tuple[PastRow, ...], own: Collection[str]
) -> tuple[list[tuple[PastRow, str, str]], list[PastRow]]:
    """Each row with its area; apart the rows whose area is not sure."""
    known: dict[str, Any] = {}
    placed, lost = [], []
    for row in rows:
        if row.where not in known:
            known[row.where] = areas.which_place(row.where, among=own)
        found = known[row.where]
        if found is None:
            lost.append(row)
        else:
            placed.append((row, found.key, found.name))
    return placed, lost


def _packed(row: PastRow) -> list[Any]:
    ends = row.ends.isoformat() if row.ends else ""
    return [
        row.row,
        row.what,
        row.where,
        row.begins.isoformat(),
        ends,
        row.money,
        row.source,
        row.carrier,
        row.result,
    ]


def _unpacked(said: list[Any]) -> PastRow:
    from datetime import date

    number, what, where, begins, ends, money, source, carrier, result = said
    return PastRow(
        number,
        what,
        where,
        date.fromisoformat(begins),
        date.fromisoformat(ends) if ends else None,
        (money[0], money[1]) if money else None,
        source,
        carrier,
        result,
    )


@login_required
@require_POST
def past_take(request: HttpRequest) -> HttpResponse:
    """Take in what was looked at; a preview that is an hour old has to be made again."""
    try:
        kept = signing.loads(request.POST.get("bewaard", ""), salt=SALT, max_age=SOON)
    except signing.BadSignature:
        messages.error(request, _("Dit voorbeeld is te oud. Stuur het bestand opnieuw. Er is niets bewaard."))
        return redirect("programme:past")
    organisation = get_object_or_404(Organisation, pk=kept["organisation"])
    if not may_write(request.user, organisation):
        raise Http404
    rows = []
    for said, key in kept["rows"]:
        found = areas.place(key)
        if found is not None:
            rows.append((_unpacked(said), found.key, found.name))
    taken = actions.take_in_past(
        actor=actor_of(request),
        organisation=organisation,
        owner=kept["owner"],
        what=kept["what"],
        rows=rows,
    )
    messages.success(request, _("%s projecten staan erin.") % taken)
    return redirect("programme:chain-work")
