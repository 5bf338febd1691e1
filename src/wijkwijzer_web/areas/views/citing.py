"""The page of one figure of one release, and its citation as a file."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijkwijzer.knowledge.exchange import to_bibtex, to_ris
from wijkwijzer.knowledge.records import Publication
from wijkwijzer_web.areas.citing import CitedFigure, cited_figure
from wijkwijzer_web.publishing.service import cite

__all__ = ["figure", "figure_file"]

FORMS = {
    "bib": ("application/x-bibtex; charset=utf-8", to_bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", to_ris),
}


@require_safe
def figure(request: HttpRequest, release: str, area: str, indicator: str, year: int) -> HttpResponse:
    """The figure as it was, what replaced it and why, and how to cite it."""
    found = cited_figure(release, area, indicator, year)
    work = _work(found)
    version, day = found.release.pk, f"{found.release.made_on:%Y-%m-%d}"
    context = {
        "found": found,
        "cite": cite(
            work,
            checksum=version,
            notes=(f"uitgave {day}, SHA-256 {version}", f"release {day}, SHA-256 {version}"),
        ),
    }
    status = HTTPStatus.GONE if found.pruned else HTTPStatus.OK
    return render(request, "areas/cijfer.html", context, status=status)


@require_safe
def figure_file(
    request: HttpRequest, release: str, area: str, indicator: str, year: int, form: str
) -> HttpResponse:
    """The citation for a program that keeps references."""
    if form not in FORMS:
        raise Http404(f"no form {form}")
    kind, write = FORMS[form]
    response = HttpResponse(write([_work(cited_figure(release, area, indicator, year))]), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{indicator}-{year}.{form}"'
    return response


def _work(found: CitedFigure) -> Publication:
    return Publication(
        id=f"{found.release.pk[:8]}-{found.year}",
        title=found.title,
        kind="website",
        year=found.release.made_on.year,
        publisher=settings.SITE_NAME,
        link=found.address,
    )
