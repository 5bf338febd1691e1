"""The workplace of who makes own areas: tick wijken or buurten, or send a file."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijkwijzer.errors import InputError
from wijkwijzer_web.areas import area_file, pages, queries
from wijkwijzer_web.areas.actions import own_areas as actions
from wijkwijzer_web.areas.forms import AreaFileForm, AreaForm
from wijkwijzer_web.areas.models import OwnArea
from wijkwijzer_web.areas.queries import own_areas as own
from wijkwijzer_web.core.files.uploads import UploadError, in_words, limited
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.queries import organisation_for
from wijkwijzer_web.core.work.jobs import TooMuchWork

__all__ = ["areas", "change", "end", "new", "reopen", "take_in"]


@limited
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def areas(request: HttpRequest, slug: str) -> HttpResponse:
    """The areas of an organisation, and the form to send a file; a file is shown first."""
    organisation = organisation_for(request.user, slug)
    if not queries.any_shown():
        return render(request, "areas/nog_geen_cijfers.html")
    shown = queries.current()
    form = AreaFileForm(request.POST or None, request.FILES or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            try:
                read = area_file.read(form.cleaned_data["file"], shown.figures.info.base_year)
                plan = area_file.planned(read, shown, organisation)
                context = {
                    "organisation": organisation,
                    "part": "gebieden",
                    "plan": plan,
                    "text": area_file.as_text(read),
                }
                return render(request, "areas/werk/gebieden-voorbeeld.html", context)
            except UploadError as error:
                form.add_error("file", error.sentence)
                status = error.status
            except InputError as error:
                form.add_error("file", in_words(error))
    context = {
        "organisation": organisation,
        "part": "gebieden",
        "form": form,
        "areas": [(area, shown.names.by_key.get(area.code)) for area in own.areas_of(organisation)],
        "gemeenten": shown.names.at_level("gemeente"),
        "base_year": str(shown.figures.info.base_year),
    }
    return render(request, "areas/werk/gebieden.html", context, status=status)


@login_required
@require_POST
def take_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the areas of a file that was looked through."""
    organisation = organisation_for(request.user, slug)
    shown = queries.current()
    try:
        read = area_file.from_text(request.POST.get("rijen", ""), shown.figures.info.base_year)
        plan = area_file.planned(read, shown, organisation)
    except InputError as error:
        messages.error(request, in_words(error))
        return redirect("areas:own-areas", slug=slug)
    rows = [(each.name, [place.key for place in each.members], each.changes) for each in plan]
    actions.save_areas(actor=actor_of(request), organisation=organisation, rows=rows)
    return _lay_over(request, organisation)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make an area in a gemeente, of its wijken or of its buurten."""
    organisation = organisation_for(request.user, slug)
    gemeente = queries.current().names.by_key.get(request.GET.get("gemeente", ""))
    if gemeente is None or gemeente.level != "gemeente":
        raise Http404
    return _area_form(request, organisation, gemeente.key, None)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Change the name or the members of an area."""
    organisation = organisation_for(request.user, slug)
    area = own.own_area_of(organisation, code)
    return _area_form(request, organisation, area.gemeente, area)


def _area_form(
    request: HttpRequest, organisation: Organisation, gemeente: str, area: OwnArea | None
) -> HttpResponse:
    shown = queries.current()
    level = _level(request, area)
    places = own.choices(shown, gemeente, level)
    beyond = [shown.names.by_key[key] for key in (area.members if area else ()) if key in shown.names.by_key]
    places += [place for place in beyond if place.level == level and place not in places]
    form = AreaForm(
        request.POST or None,
        choices=[(place.key, place.name) for place in places],
        initial={"name": area.name, "members": area.members} if area else None,
    )
    if area and form.is_valid() and not own.keeps_code(area, form.cleaned_data["members"]):
        form.add_error("members", _("Minstens één deel moet in dezelfde gemeente blijven."))
    if form.is_valid():
        actions.save_area(
            actor=actor_of(request),
            organisation=organisation,
            name=form.cleaned_data["name"],
            members=form.cleaned_data["members"],
            area=area,
        )
        return _lay_over(request, organisation)
    ticked = set(form["members"].value() or ())
    context: dict[str, Any] = {
        "organisation": organisation,
        "part": "gebieden",
        "area": area,
        "form": form,
        "gemeente": shown.names.by_key.get(gemeente),
        "level": level,
        "places": [(place, place.key in ticked) for place in places],
        "map": pages.areas_map(shown, [place.key for place in places]),
    }
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    return render(request, "areas/werk/gebied.html", context, status=status)


def _level(request: HttpRequest, area: OwnArea | None) -> str:
    """Wijken or buurten: what the address asks for, else what the area is made of."""
    asked = request.GET.get("soort", "")
    if asked in own.LEVELS:
        return asked
    return "buurt" if area and area.members and area.members[0].startswith("BU") else "wijk"


@login_required
@require_POST
def end(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """End an area; asks once more when the yes is missing."""
    organisation = organisation_for(request.user, slug)
    area = own.own_area_of(organisation, code)
    if request.POST.get("zeker") != "ja":
        place = queries.current().names.by_key.get(area.code)
        context = {"organisation": organisation, "part": "gebieden", "area": area, "place": place}
        return render(request, "areas/werk/hef-op.html", context)
    actions.end_area(actor=actor_of(request), area=area)
    return _lay_over(request, organisation)


@login_required
@require_POST
def reopen(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Take back the end of an area."""
    organisation = organisation_for(request.user, slug)
    actions.reopen_area(actor=actor_of(request), area=own.own_area_of(organisation, code))
    return _lay_over(request, organisation)


def _lay_over(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """What changed is kept; the job brings it on the site."""
    try:
        return redirect(actions.start_laying_over(actor_of(request), organisation))
    except TooMuchWork:
        messages.error(request, _("Het is bewaard, maar het is nu te druk om het op de site te zetten."))
        return redirect("areas:own-areas", slug=organisation.slug)
