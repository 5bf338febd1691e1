"""Weighings for everybody: the list, and one of them, which anyone may weigh in another way."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.effects.weighing import pages
from wijkwijzer_web.effects.weighing.queries import outcome_of, public_weighings, question_of, weighed
from wijkwijzer_web.effects.weighing.strand import about_of

__all__ = ["weighing", "weighings"]

MOST = 200


@require_safe
def weighings(request: HttpRequest) -> HttpResponse:
    """All weighings that are public."""
    return render(request, "effects/afwegingen.html", {"rows": public_weighings()[:MOST]})


@require_safe
def weighing(request: HttpRequest, number: int) -> HttpResponse:
    """One weighing as it was, and how it turns when something else weighs most."""
    row = weighed(number, request.user)
    question, kept = question_of(row), outcome_of(row)
    heaviest = request.GET.get("zwaarst", "")
    keys = {each.key for each in question.criteria}
    if heaviest and heaviest not in keys:
        raise Http404("no such criterion")
    outcome = pages.otherwise(question, heaviest) if heaviest else kept
    chosen = [each.name for each in question.alternatives if each.key in set(row.chosen)]
    context = {
        "row": row,
        "place": areas.place(row.area) if row.area else None,
        "place_url": areas.address_of(row.area) if row.area else "",
        "question": question,
        "outcome": outcome,
        "kept": kept,
        "headline": pages.headline(outcome),
        "groups": pages.groups(question, outcome),
        "turned": pages.turned(question, kept),
        "by_drawing": pages.chance_of_drawing(outcome),
        "heaviest": heaviest,
        "heaviest_name": next((each.name for each in question.criteria if each.key == heaviest), ""),
        "chosen": chosen,
        "figures": [
            (each.name, list(zip(question.criteria, each.figures, strict=True)))
            for each in question.alternatives
        ],
        "about": about_of(row, request.user),
        "may_write": allowed(request.user, Permission.WRITE, row.organisation),
    }
    return render(request, "effects/afweging.html", context)
