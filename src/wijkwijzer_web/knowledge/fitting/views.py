"""Source and target side by side, and the note with what somebody judged."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.work.limits import caller, within
from wijkwijzer_web.knowledge.fitting import paper
from wijkwijzer_web.knowledge.fitting.forms import CHOICES, JudgeForm
from wijkwijzer_web.knowledge.models import KnowledgeRecord, State
from wijkwijzer_web.knowledge.records import pages
from wijkwijzer_web.knowledge.records.views import my_area, shown_record

__all__ = ["fits", "note"]

NOTES_AN_HOUR = 60
LONGEST_RELEASE = 64


@require_safe
def fits(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Source and target side by side, row by row, without a total; `?uitgave=` keeps the figures of then."""
    row = shown_record(kind, slug)
    if row.state == State.WITHDRAWN:
        return redirect(row)
    typed = request.GET.get("wijk", "").strip()
    unknown = bool(typed) and areas.which_place(typed) is None
    mine = my_area(request)
    found = (
        pages.fit(row, mine, release=_release(request.GET.get("uitgave", "")))
        if mine and not unknown
        else None
    )
    return _page(request, row, found, JudgeForm(), typed=typed, unknown=unknown)


@never_cache
@require_POST
def note(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The same with own judgements, as a PDF; nothing of it is kept."""
    row = shown_record(kind, slug)
    place = areas.which_place(request.POST.get("wijk", "").strip()[:120])
    if row.state == State.WITHDRAWN or place is None:
        raise Http404("nothing to judge")
    form = JudgeForm(request.POST)
    release = _release(request.POST.get("uitgave", ""))
    judged = form.judgements() if form.is_valid() else []
    found = pages.fit(row, place.key, release=release, judgements=judged)
    if found is None or not found.rows:
        raise Http404("no figures of both areas")
    if form.is_valid() and not within(
        "past-notitie", whose=caller(request), most=NOTES_AN_HOUR, seconds=3600
    ):
        form.add_error(None, _("Er zijn vanaf hier veel notities gemaakt. Probeer het over een uur opnieuw."))
    if not form.is_valid():
        return _page(request, row, found, form, status=HTTPStatus.BAD_REQUEST)
    address = _address(request, row, found)
    labels = {key: str(label) for key, label in CHOICES}
    made = paper.note(row, found, judged, form.cleaned_data["who"], address, labels)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="past-dit-{row.slug}.pdf"'
    return response


def _release(text: str) -> str:
    if len(text) > LONGEST_RELEASE or not text.isascii() or not (text.isalnum() or not text):
        raise Http404("no release")
    return text


def _address(request: HttpRequest, row: KnowledgeRecord, found: pages.Fit) -> str:
    """The address at which these figures stay, also after a newer release."""
    asked = urlencode({"wijk": found.target_key, "uitgave": found.release})
    return request.build_absolute_uri(f"{row.get_absolute_url()}/past-dit?{asked}")


def _page(
    request: HttpRequest,
    row: KnowledgeRecord,
    found: pages.Fit | None,
    form: JudgeForm,
    *,
    typed: str = "",
    unknown: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "row": row,
        "fit": found,
        "form": form,
        "typed": typed,
        "unknown_area": unknown,
        "cited_on": timezone.localdate(),
        "cited_at": _address(request, row, found) if found and found.rows else "",
    }
    return render(request, "knowledge/fit.html", context, status=status)
