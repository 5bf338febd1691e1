"""The workplace of who adds own figures: send a file, look through it, put it on the site."""

from __future__ import annotations

import csv
import io
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwijzer.areas import FIGURE_COLUMNS, MOST_PROBLEMS, open_overlay
from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.actions import own_figures as actions
from wijkwijzer_web.areas.forms import NamesForm, UploadForm
from wijkwijzer_web.areas.models import FiguresDraft, OwnFigures
from wijkwijzer_web.areas.preview import KINDS, WITHHELD, Preview, preview
from wijkwijzer_web.areas.queries import own_figures as own
from wijkwijzer_web.core.clean import number
from wijkwijzer_web.core.files.uploads import UploadError, in_words, limited
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for

__all__ = [
    "discard",
    "draft",
    "organisation",
    "restore",
    "take_off",
    "template",
    "version_file",
    "work_list",
]

PAGE = 50


@login_required
@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The organisations for which I may add figures; with only one, straight to it."""
    found = own.organisations_for(request.user)
    if not found:
        raise PermissionDenied
    if len(found) == 1:
        return redirect("areas:own-figures", slug=found[0].slug)
    return render(request, "areas/werk/organisaties.html", {"organisations": found})


@limited
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What is on the site now, earlier versions, and the form to send a file."""
    found = organisation_for(request.user, slug)
    form = UploadForm(request.POST or None, request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            try:
                return _take_in(request, found, form)
            except UploadError as error:
                form.add_error("file", error.sentence)
                status = error.status
            except InputError as error:
                form.add_error("file", in_words(error))
    context = {
        "figures": queries.any_shown(),
        "organisation": found,
        "part": "cijfers",
        "form": form,
        "versions": list(own.versions_of(found)[:20]),
        "columns": FIGURE_COLUMNS,
        "several": len(own.organisations_for(request.user)) > 1,
    }
    return render(request, "areas/werk/cijfers.html", context, status=status)


def _take_in(request: HttpRequest, found: Organisation, form: UploadForm) -> HttpResponse:
    """Keep the file aside and check it at once: a file that cannot be read leaves nothing behind."""
    draft = actions.keep_draft(actor=actor_of(request), organisation=found, file=form.cleaned_data["file"])
    try:
        _preview(draft)
    except InputError:
        actions.discard_draft(actor=actor_of(request), draft=draft)
        raise
    return redirect("areas:own-figures-draft", slug=found.slug, pk=draft.pk)


def _preview(draft: FiguresDraft) -> Preview:
    version = own.shown_version(draft.organisation)
    return preview(queries.current(), draft.path, version.path if version else None)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Row by row what would change and what is wrong; a POST puts it on the site."""
    organisation = organisation_for(request.user, slug)
    found = own.draft_for(request.user, organisation, pk)
    version = own.shown_version(organisation)
    try:
        looked = _preview(found)
    except InputError as error:
        actions.discard_draft(actor=actor_of(request), draft=found)
        messages.error(request, in_words(error))
        return redirect("areas:own-figures", slug=slug)
    names = version.indicators if version else {}
    form = NamesForm(request.POST or None, keys=looked.indicators if looked.usable else (), names=names)
    status = HTTPStatus.OK
    if request.method == "POST":
        against = version.overlay if version else ""
        if not looked.usable:
            status = HTTPStatus.BAD_REQUEST
        elif request.POST.get("tegen", "") != against:
            status = HTTPStatus.CONFLICT
            messages.error(
                request, _("De cijfers op de site zijn intussen veranderd. Kijk nog eens wat er verandert.")
            )
        elif form.is_valid():
            made = actions.show_figures(
                actor=actor_of(request), draft=found, checked=looked.checked, names=form.names()
            )
            messages.success(request, _on_the_site(made))
            return redirect("areas:own-figures", slug=slug)
        else:
            status = HTTPStatus.BAD_REQUEST
    context = {
        "organisation": organisation,
        "draft": found,
        "part": "cijfers",
        "version": version,
        "form": form,
        "preview": looked,
    }
    return render(request, "areas/werk/concept.html", context | _page(request, looked), status=status)


def _on_the_site(made: OwnFigures) -> str:
    text = ngettext("%(n)s cijfer staat op de site.", "%(n)s cijfers staan op de site.", made.rows)
    return text % {"n": made.rows}


def _page(request: HttpRequest, looked: Preview) -> dict[str, Any]:
    kind = request.GET.get("alleen", "")
    kind = kind if kind in (*KINDS, WITHHELD) else ""
    pages = max(1, -(-looked.height(kind) // PAGE))
    asked = request.GET.get("pagina", "1")
    page = min(number(asked, least=1) or 1, pages)
    return {
        "rows": looked.rows(kind, page, PAGE, queries.current()),
        "kind": kind,
        "kinds": [(name, _kinds()[name], looked.height(name)) for name in (*KINDS, WITHHELD)],
        "page": page,
        "pages": pages,
        "height": looked.height(kind),
        "problems": len(looked.checked.problems),
        "most_problems": MOST_PROBLEMS,
    }


def _kinds() -> dict[str, str]:
    return {
        "fout": _("fout"),
        "anders": _("verandert"),
        "nieuw": _("nieuw"),
        "weg": _("verdwijnt"),
        "gelijk": _("blijft gelijk"),
        WITHHELD: _("niet getoond"),
    }


@login_required
@require_POST
def discard(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    found = own.draft_for(request.user, organisation_for(request.user, slug), pk)
    actions.discard_draft(actor=actor_of(request), draft=found)
    messages.success(request, _("Weggegooid. Op de site is niets veranderd."))
    return redirect("areas:own-figures", slug=slug)


@login_required
@require_POST
def restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put an earlier version back on the site."""
    version = own.version_of(organisation_for(request.user, slug), pk)
    actions.restore_figures(actor=actor_of(request), version=version)
    messages.success(request, _on_the_site(version))
    return redirect("areas:own-figures", slug=slug)


@login_required
@require_POST
def take_off(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take the figures off the site."""
    version = own.version_of(organisation_for(request.user, slug), pk)
    actions.take_off_figures(actor=actor_of(request), version=version)
    messages.success(request, _("De cijfers staan niet meer op de site. Je kunt ze terugzetten."))
    return redirect("areas:own-figures", slug=slug)


@login_required
@never_cache
@require_safe
def version_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A version as a file in the form in which it can be sent again."""
    version = own.version_of(organisation_for(request.user, slug), pk)
    figures = open_overlay(version.path).figures
    rows = (
        (code, year, key, _number(value), _number(n), source, licence, "ja" if public else "nee")
        for code, year, key, value, n, source, licence, public in figures.select(
            "code", "year", "indicator", "value", "n", "source", "licence", "public"
        ).iter_rows()
    )
    return _csv(f"eigen-cijfers-{version.overlay[:8]}.csv", rows)


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty file with two rows to show how it goes."""
    shown = queries.current()
    wijken = shown.names.at_level("wijk") or shown.names.places
    codes = [place.code for place in wijken[:2]]
    year = shown.figures.info.base_year
    rows = [
        (codes[0], year, "tevreden", "72,5", "240", "Buurtpeiling", "CC BY 4.0", "ja"),
        (codes[-1], year, "tevreden", "", "", "Buurtpeiling", "CC BY 4.0", "nee"),
    ]
    return _csv("eigen-cijfers-sjabloon.csv", rows)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}".replace(".", ",")


def _csv(name: str, rows: Any) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(FIGURE_COLUMNS)
    writer.writerows(rows)
    response = HttpResponse(
        b"\xef\xbb\xbf" + text.getvalue().encode(), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
