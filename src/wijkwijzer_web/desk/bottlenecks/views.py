"""Knelpunten for everybody: the list, one of them, the rules that changed; and following them."""

from __future__ import annotations

import csv
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer.cells import harmless
from wijkwijzer.desk import AMSTERDAM, Refused, as_json, as_xml, discovery
from wijkwijzer.errors import InputError
from wijkwijzer_web.core.shell.feeds import PlainAtom
from wijkwijzer_web.desk.bottlenecks import actions, pages, queries
from wijkwijzer_web.desk.bottlenecks.forms import FollowForm
from wijkwijzer_web.desk.bottlenecks.queries import changed_rules, published, standing, totals
from wijkwijzer_web.desk.models import CAUSES, Bottleneck, Step
from wijkwijzer_web.desk.queries import public_bottleneck

__all__ = [
    "StepFeed",
    "as_file",
    "bottleneck",
    "bottlenecks",
    "changed",
    "follow",
    "follow_confirm",
    "georeport",
    "georeport_discovery",
    "georeport_one",
    "georeport_services",
]

MOST = 1000


@require_safe
def bottlenecks(request: HttpRequest) -> HttpResponse:
    """All knelpunten that everybody may read: what waits first, by date."""
    rows = [standing(row) for row in published()]
    waiting = sorted((one for one in rows if one.open), key=lambda one: one.clock.due)
    answered = [one for one in rows if not one.open]
    shown = [(one, pages.mark(one)) for one in [*waiting, *answered]]
    return render(request, "desk/knelpunten.html", {"rows": shown, "totals": totals()})


@require_safe
def bottleneck(request: HttpRequest, number: int) -> HttpResponse:
    """One knelpunt: who is to move, the clock, what was decided, whether it works."""
    found = public_bottleneck(number)
    one = standing(found)
    context = {
        "row": found,
        "one": one,
        "mark": pages.mark(one),
        "domains": pages.domain_names(found.domains),
        "steps": found.steps.all(),
        "extensions": found.extensions.all(),
        "decision": getattr(found, "decision", None),
        "form": FollowForm(),
        "is_trial": found.organisation.trial_of_id,
    }
    return render(request, "desk/knelpunt.html", context)


@require_safe
def changed(request: HttpRequest) -> HttpResponse:
    """Which rule stood in the way, and has it changed?"""
    cause = request.GET.get("door", "")
    known = dict(CAUSES)
    if cause and cause not in known:
        raise Http404
    every = changed_rules()
    counts: dict[str, int] = {}
    for decision in every:
        counts[decision.bottleneck.cause] = counts.get(decision.bottleneck.cause, 0) + 1
    shown = [one for one in every if not cause or one.bottleneck.cause == cause]
    context = {
        "rows": [(one, standing(one.bottleneck), pages.mark(standing(one.bottleneck))) for one in shown],
        "all": len(every),
        "facets": [(code, known[code], counts[code]) for code in known if code in counts],
        "cause": cause,
        "totals": totals(),
    }
    return render(request, "desk/regels.html", context)


@require_safe
def as_file(request: HttpRequest) -> HttpResponse:
    """All knelpunten as a file for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="knelpunten.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(pages.COLUMNS)
    for row in published()[:MOST]:
        told = pages.as_row(standing(row))
        writer.writerow([_cell(told[name]) for name in pages.COLUMNS])
    return response


def _cell(value: object) -> str:
    text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return harmless(text)


class StepFeed(Feed[Step, None]):
    """What happened to knelpunten, for who reads feeds."""

    feed_type = PlainAtom

    def title(self) -> str:
        """The name of the feed."""
        return _("Knelpunten: wat er gebeurde")

    def link(self) -> str:
        """Where the list is."""
        return reverse("desk:bottlenecks")

    def items(self) -> Any:
        """The latest forty steps."""
        return (
            Step.objects.filter(bottleneck__in=published())
            .select_related("bottleneck")
            .order_by("-on", "-pk")[:40]
        )

    def item_title(self, item: Step) -> str:
        """The knelpunt."""
        return item.bottleneck.sentence

    def item_description(self, item: Step) -> str:
        """What happened."""
        return item.text

    def item_link(self, item: Step) -> str:
        """The page, and the step on it."""
        return f"{item.bottleneck.get_absolute_url()}#stap-{item.pk}"

    def item_updateddate(self, item: Step) -> datetime:
        """The day it happened."""
        return datetime.combine(item.on, time(12), AMSTERDAM)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """Ask to hear what becomes of it."""
    found = public_bottleneck(number)
    form = FollowForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent:
        actions.follow(found, form.cleaned_data["email"])
    context = {"row": found, "form": form, "sent": sent}
    return render(request, "desk/volg.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm, or stop; a mail scanner that only opens the link does neither."""
    if request.method != "POST":
        return render(request, "desk/volg.html", {"ask": True})
    if request.POST.get("doe") == "stop":
        actions.unfollow(token)
        return render(request, "desk/volg.html", {"stopped": True})
    follower = actions.confirm_follower(token)
    if follower is None:
        raise Http404
    return render(request, "desk/volg.html", {"confirmed": True, "row": follower.bottleneck})


# ---- GeoReport v2, for other programs
def _answer(rows: Any, form: str, root: str, item: str) -> HttpResponse:
    if form == "json":
        response: HttpResponse = JsonResponse(as_json(rows), safe=False)
    else:
        response = HttpResponse(as_xml(list(rows), root, item), content_type="text/xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def georeport_discovery(request: HttpRequest) -> JsonResponse:
    """Where GeoReport is and which forms it speaks."""
    base = f"{settings.SITE_URL.rstrip('/')}/georeport/v2"
    return JsonResponse(discovery(base, datetime(2026, 11, 29, tzinfo=AMSTERDAM), settings.CONTACT_EMAIL))


@require_safe
def georeport_services(request: HttpRequest, form: str) -> HttpResponse:
    """The kinds of knelpunten."""
    return _answer(pages.services(), form, "services", "service")


@require_safe
def georeport(request: HttpRequest, form: str) -> HttpResponse:
    """Knelpunten, the latest first; a signal is never among them."""
    try:
        rows = queries.asked_for(request.GET)
    except InputError as error:
        return _refused(form, 400, error.sentence)
    found = pages.service_requests(standing(row) for row in rows[:MOST])
    return _answer(found, form, "service_requests", "request")


def _refused(form: str, status: int, sentence: str) -> HttpResponse:
    """GeoReport says in its own form what is wrong."""
    response = _answer([Refused(status, sentence)], form, "errors", "error")
    response.status_code = status
    return response


@require_safe
def georeport_one(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """One knelpunt."""
    try:
        row: Bottleneck = public_bottleneck(number)
    except Http404:
        return _refused(form, 404, _("Dit nummer kennen we niet."))
    return _answer([pages.georeport(standing(row))], form, "service_requests", "request")
