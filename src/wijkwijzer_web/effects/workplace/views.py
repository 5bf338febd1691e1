"""The workplace of who weighs: a new weighing from a table, and the decision."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.files.uploads import in_words
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for
from wijkwijzer_web.core.weaving import value_of
from wijkwijzer_web.effects.weighing import actions
from wijkwijzer_web.effects.weighing.forms import DecisionForm, WeighingForm
from wijkwijzer_web.effects.weighing.queries import outcome_of, weighed, workplaces_of
from wijkwijzer_web.effects.weighing.strand import came_from, offered, refs_of

__all__ = ["decide", "new", "work_list"]


@login_required
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The weighings and cases of the organisations of this person."""
    context = {"places": workplaces_of(request.user), "came_from": request.GET.get("bij", "")[:140]}
    return render(request, "effects/werk/lijst.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Weigh: a table, wishes, and for how many there is room."""
    organisation = organisation_for(request.user, slug)
    about = came_from(request.GET.get("bij", "")[:140], request.user)
    form = WeighingForm(request.POST or None, about=about, initial={"about": list(about)})
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            data = form.cleaned_data
            try:
                row = actions.keep_weighing(
                    actor=actor_of(request),
                    organisation=organisation,
                    weighing=data["weighing"],
                    links=refs_of(data),
                    title=data["title"],
                    question_text=data["question_text"],
                    area=data["area"],
                    who=data["who"],
                    public=data["public"],
                )
            except InputError as error:
                form.add_error("preferences", in_words(error))
            else:
                return redirect(row)
    return render(
        request, "effects/werk/afweging.html", {"form": form, "organisation": organisation}, status=status
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write the decision beside the weighing."""
    organisation = organisation_for(request.user, slug)
    row = weighed(number, request.user)
    if row.organisation_id != organisation.pk:
        raise Http404(f"no weighing {number}")
    standings = [(each.key, each.name, each.verdict) for each in outcome_of(row).standings]
    begin = {
        "about": [value_of(each.kind, each.key) for each in row.links.order_by("pk")],
        "chosen": row.chosen,
        "decision": row.decision,
        "why_otherwise": row.why_otherwise,
        "public": row.public,
    }
    about = offered(row, request.user)
    form = DecisionForm(request.POST or None, standings=standings, about=about, initial=begin)
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "about": refs_of(form.cleaned_data)}
        actions.decide(actor=actor_of(request), row=row, **said)
        return redirect(row)
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    context = {"form": form, "row": row, "organisation": organisation}
    return render(request, "effects/werk/besluit.html", context, status=status)
