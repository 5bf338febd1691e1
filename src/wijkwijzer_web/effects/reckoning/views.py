"""Costs and benefits: the list, one case, its sheet, and a new one from a sheet."""

from __future__ import annotations

import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer.effects import Case, csv_text, read_case, workbook
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.files.uploads import UploadError, in_words, kind_of, limited, look_inside, store
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for
from wijkwijzer_web.effects.reckoning import actions, pages
from wijkwijzer_web.effects.reckoning.forms import CaseForm
from wijkwijzer_web.effects.reckoning.queries import case_of, kept_case, outcome_of, public_cases

__all__ = ["case", "case_file", "cases", "dossier", "dossier_file", "new"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 200


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """All cases that are public, and the dossier's."""
    return render(request, "effects/baten-lijst.html", {"rows": public_cases()[:MOST]})


@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """One case."""
    row = kept_case(number, request.user)
    context = pages.case_context(case_of(row), outcome_of(row)) | {
        "row": row,
        "place": areas.place(row.area) if row.area else None,
        "place_url": areas.address_of(row.area) if row.area else "",
    }
    return render(request, "effects/baten.html", context)


@require_safe
def case_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The sheet of a case."""
    row = kept_case(number, request.user)
    return _sheet(case_of(row), f"kosten-baten-{row.pk}", form)


@require_safe
def dossier(request: HttpRequest) -> HttpResponse:
    """The dossier's one and a half euro, with what has to be true for it."""
    return render(request, "effects/anderhalf.html", pages.case_context(*pages.dossier()))


@require_safe
def dossier_file(request: HttpRequest, form: str) -> HttpResponse:
    """The sheet of the dossier's case, also an example for one's own."""
    return _sheet(pages.dossier()[0], "anderhalve-euro", form)


def _sheet(found: Case, name: str, form: str) -> HttpResponse:
    if form == "xlsx":
        response = HttpResponse(workbook(found), content_type=XLSX)
    elif form == "csv":
        response = HttpResponse("\ufeff" + csv_text(found), content_type="text/csv; charset=utf-8")
    else:
        raise Http404(f"no form {form}")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


@limited
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a sheet; it is reckoned and kept, or refused with the row that is wrong."""
    organisation = organisation_for(request.user, slug)
    form = CaseForm(request.POST or None, request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            data = form.cleaned_data
            try:
                found = _read(data["file"])
            except UploadError as error:
                form.add_error("file", error.sentence)
                status = error.status
            except InputError as error:
                form.add_error("file", in_words(error))
            else:
                row = actions.keep_case(
                    actor=actor_of(request),
                    organisation=organisation,
                    case=found,
                    area=data["area"],
                    public=data["public"],
                )
                return redirect(row)
    context = {"form": form, "organisation": organisation}
    return render(request, "effects/werk/baten.html", context, status=status)


def _read(file: UploadedFile[Any]) -> Case:
    kind = kind_of(file)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"werkblad.{kind}"
        store(file, path)
        look_inside(path, kind)
        return read_case(path)
