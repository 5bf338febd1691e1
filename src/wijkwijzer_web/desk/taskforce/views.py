"""The task force: its page, its agenda, and the screen on which decisions are taken."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer.report import render as render_document
from wijkwijzer_web.core.calendar import TYPE, calendar_file
from wijkwijzer_web.core.clean import number
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.desk.answering.views import trying
from wijkwijzer_web.desk.bottlenecks.forms import DecisionForm
from wijkwijzer_web.desk.bottlenecks.pages import domain_names, mark
from wijkwijzer_web.desk.models import Decision, Experiment, TaskForce
from wijkwijzer_web.desk.queries import editor_organisations, today
from wijkwijzer_web.desk.taskforce import actions, pages, queries
from wijkwijzer_web.desk.taskforce.forms import ExperimentForm, OutcomeForm, TaskForceForm

__all__ = ["agenda", "calendar", "decide", "experiment", "experiments", "force", "setup", "work"]


@require_safe
def force(request: HttpRequest, slug: str) -> HttpResponse:
    """What hangs, with whom and until when; who sits there and who decides."""
    found = queries.task_force(slug)
    context = {
        "force": found,
        "rows": [(one, mark(one)) for one in queries.hanging(found)],
        "seats": [(seat.role, domain_names([seat.domain])) for seat in found.seats.all()],
        "experiments": queries.experiments(found),
    }
    return render(request, "desk/taskforce.html", context)


@require_safe
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """The agenda of one page."""
    found = queries.task_force(slug)
    response = HttpResponse(render_document(pages.agenda(found), "pdf"), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="agenda-{found.slug}.pdf"'
    return response


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The next meeting, for one's own calendar."""
    found = queries.task_force(slug)
    response = HttpResponse(calendar_file(found.name, pages.meeting(found)), content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response


@require_safe
def experiments(request: HttpRequest) -> HttpResponse:
    """Every experiment, with its last day."""
    return render(request, "desk/experimenten.html", {"experiments": queries.experiments()})


@login_required
@never_cache
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """The task forces and experiments of my organisations."""
    actor = actor_of(request)
    organisations = editor_organisations(actor)
    if not organisations:
        raise Http404
    mine = [(one, late) for one, late in queries.experiments() if one.organisation in organisations]
    context = {"forces": queries.task_forces_of(actor), "experiments": mine}
    return render(request, "desk/werk/taskforces.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Set a task force up."""
    actor = actor_of(request)
    organisations = editor_organisations(actor)
    if not organisations:
        raise Http404
    found = queries.task_force_for(actor, slug) if slug else TaskForce(organisation=organisations[0])
    form = TaskForceForm(request.POST or None, instance=found, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        seats = form.cleaned_data["tafel"]
        try:
            saved = actions.save_task_force(actor=actor, force=form.save(commit=False), seats=seats)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(saved)
    context = {"form": form, "title": _("Taskforce ontschot")}
    return render(request, "desk/werk/formulier.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """All that hangs on one screen, with a decision to write under each."""
    actor = actor_of(request)
    found = queries.task_force_for(actor, slug)
    rows = list(queries.hanging(found))
    wrong: tuple[int, DecisionForm] | None = None
    if request.method == "POST":
        key = number(request.POST.get("knelpunt"))
        one = next((one for one in rows if one.bottleneck.pk == key), None)
        if one is None:
            messages.error(request, _("Over dit knelpunt is intussen al iets besloten."))
            return redirect("desk:taskforce-decide", slug=slug)
        form = DecisionForm(request.POST, prefix=str(key))
        fields = {field.name for field in Decision._meta.get_fields()}
        if form.is_valid():
            values = {name: value for name, value in form.cleaned_data.items() if name in fields}
            act = lambda: actions.decide_at_table(actor=actor, bottleneck=one.bottleneck, values=values)  # noqa: E731
            if trying(request, act, _("Besloten. Wie het knelpunt volgt, krijgt bericht.")):
                return redirect("desk:taskforce-decide", slug=slug)
        wrong = (one.bottleneck.pk, form)
    shown = [
        (one, mark(one), wrong[1] if wrong and wrong[0] == one.bottleneck.pk else _form(one.bottleneck.pk))
        for one in rows
    ]
    context = {"force": found, "rows": shown}
    return render(request, "desk/werk/besluiten.html", context, status=400 if wrong else 200)


def _form(key: int) -> DecisionForm:
    return DecisionForm(prefix=str(key), initial={"from_on": today()})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def experiment(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """Write an experiment down, or decide about one on its last day."""
    actor = actor_of(request)
    organisations = editor_organisations(actor)
    if not organisations:
        raise Http404
    if key is None:
        fresh = Experiment(organisation=organisations[0])
        form = ExperimentForm(request.POST or None, instance=fresh, organisations=organisations)
        if request.method == "POST" and form.is_valid():
            actions.save_experiment(actor=actor, experiment=form.save(commit=False))
            return redirect("desk:experiments")
        context: dict[str, object] = {"form": form, "title": _("Experiment: buiten de lijnen kleuren")}
        return render(request, "desk/werk/formulier.html", context, status=400 if form.errors else 200)
    found = queries.experiment_for(actor, key)
    outcome = OutcomeForm(request.POST or None)
    if request.method == "POST" and outcome.is_valid():
        data = outcome.cleaned_data
        given = {"outcome": data["besluit"], "words": data["waarom"]}
        if trying(request, lambda: actions.end_experiment(actor=actor, experiment=found, **given)):
            return redirect("desk:experiments")
    context = {"form": outcome, "title": found.sentence, "radio": True}
    return render(request, "desk/werk/formulier.html", context, status=400 if outcome.errors else 200)
