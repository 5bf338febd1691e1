"""Reports beside the one of an area: of all wijken at once, and computing one again."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wijkwijzer.areas import CheckedReport, check_report
from wijkwijzer.errors import InputError
from wijkwijzer.report import Document
from wijkwijzer_web.areas import pages, queries
from wijkwijzer_web.areas.actions import LENGTHS, start_reports
from wijkwijzer_web.areas.queries.own_figures import organisations_for
from wijkwijzer_web.areas.queries.paper import carried
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.work.limits import caller, within

__all__ = ["all_reports", "check"]

LARGEST = 3_000_000  # bytes; the longest report of the example has 0.2 million
SHOWN = 50
# Computing one again takes a third of a second of the web process.
MOST, SECONDS = 20, 600


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def all_reports(request: HttpRequest) -> HttpResponse:
    """Choose a gemeente (or all) and a length, and start making the reports of every wijk."""
    if not organisations_for(request.user):
        raise PermissionDenied
    shown = queries.current_or_none()
    if shown is None:
        return render(request, "areas/nog_geen_cijfers.html")
    gemeenten = [place for place in shown.names.places if place.level == "gemeente"]
    gemeenten.sort(key=lambda place: place.name)
    if request.method != "POST":
        return render(request, "areas/werk/rapporten.html", {"gemeenten": gemeenten})
    gemeente, length = request.POST.get("gemeente", ""), request.POST.get("lengte", "kort")
    if length not in LENGTHS or (gemeente and gemeente not in {place.key for place in gemeenten}):
        raise Http404("no such choice")
    return redirect(start_reports(actor_of(request), shown, gemeente, length))


@csrf_exempt  # anonymous and nothing is kept: nothing that another site could misuse
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Compute every number of a report again, from the data that its PDF carries."""
    if request.method != "POST":
        return render(request, "areas/reken_na.html")
    if not within("rekenna", whose=caller(request), most=MOST, seconds=SECONDS):
        said = _("Je rekende er net veel na. Probeer het over tien minuten nog eens.")
        return _answer(request, said, HTTPStatus.TOO_MANY_REQUESTS)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()) or int(length) > LARGEST:
        return _answer(request, _("Dit bestand is te groot."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    file = request.FILES.get("rapport")
    if file is None:
        return _answer(request, _("Kies eerst een rapport."), HTTPStatus.BAD_REQUEST)
    try:
        found = check_report(file.read(), _again)
    except InputError as error:
        return _answer(request, error.sentence, HTTPStatus.BAD_REQUEST)
    return render(request, "areas/reken_na.html", _told(found))


def _answer(request: HttpRequest, error: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "areas/reken_na.html", {"error": error}, status=status)


def _again(document: Document) -> Document | None:
    """The same report from the figures on this site; None when these are not here."""
    origin = dict(document.meta.made_from)
    try:
        shown = queries.release_by_id(origin.get("release", ""))
    except Http404:
        return None
    if origin.get("area", "") not in shown.names.by_key:
        return None
    return pages.report_document(
        shown,
        origin["area"],
        "short" if origin.get("form") == "short" else "long",
        made_on=document.meta.made_on,
        words_in="en" if origin.get("language") == "en" else "nl",
        said=carried(document),
    )


def _told(found: CheckedReport) -> dict[str, object]:
    wrong = found.questioned
    return {
        "found": found,
        "holds": len(found.numbers) - len(wrong),
        "wrong": wrong[:SHOWN],
        "more": max(0, len(wrong) - SHOWN),
        "numbers": [number for number in found.numbers if number.holds][:SHOWN],
    }
