"""Pages to leave with everything, and for whoever administers the installation to take an organisation in."""

from __future__ import annotations

import re
import uuid
from http import HTTPStatus
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijkwijzer.errors import InputError
from wijkwijzer_web.core.files import uploads
from wijkwijzer_web.core.leaving import actions
from wijkwijzer_web.core.leaving import archive as files
from wijkwijzer_web.core.leaving import removing as removal
from wijkwijzer_web.core.leaving.belonging import rows_of, tables_with_rows
from wijkwijzer_web.core.leaving.queries import only_here
from wijkwijzer_web.core.leaving.tables import staying, tables
from wijkwijzer_web.core.models import Job, Organisation
from wijkwijzer_web.core.people import queries as people
from wijkwijzer_web.core.people.actor import actor_of
from wijkwijzer_web.core.people.roles import Permission, allowed, require
from wijkwijzer_web.core.people.second_factor import second_factor_again

__all__ = ["arrive", "leaving", "organisations", "removing"]

IN_SESSION = "aankomst"
LARGEST_UNPACKED = 10 * uploads.LARGEST_UPLOAD


@login_required
@never_cache
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations that this person manages."""
    found = people.organisations_managed_by(request.user)
    if len(found) == 1 and not actor_of(request).is_superuser:
        return redirect("core:leaving", slug=found[0].slug)
    return render(request, "core/leaving/organisaties.html", {"organisations": found})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, slug: str) -> HttpResponse:
    """What goes along and what stays; one button makes the file. It asks for the second factor once more."""
    found = people.organisation_for(request.user, slug, Permission.MANAGE_MEMBERS)
    if (again := second_factor_again(request)) is not None:
        return again
    if request.method == "POST":
        return redirect(actions.ask_archive(actor=actor_of(request), organisation=found))
    going: dict[str, list[str]] = {}
    for table in tables().values():
        room = str(apps.get_app_config(table.model._meta.app_label).verbose_name)
        names = going.setdefault(room, [])
        if (name := str(table.model._meta.verbose_name_plural)) not in names:
            names.append(name)
    context = {
        "organisation": found,
        "going": going.items(),
        "staying": list(dict.fromkeys(staying().values())),
    }
    return render(request, "core/leaving/vertrek.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def removing(request: HttpRequest, slug: str) -> HttpResponse:
    """What goes and what stays when an organisation is removed; who types its name removes it.

    Who manages the organisation asks for it here, and who administers the installation does it.
    """
    found = people.organisation_for(request.user, slug, Permission.MANAGE_MEMBERS)
    if (again := second_factor_again(request)) is not None:
        return again
    actor, error = actor_of(request), ""
    does = allowed(actor, Permission.MANAGE_INSTALLATION)
    match request.POST.get("doe"):
        case "vraag":
            removal.ask_to_go(actor=actor, organisation=found)
            messages.success(request, _("Gevraagd. Wie de installatie beheert, ziet het op de werkplek."))
            return redirect("core:removing", slug=slug)
        case "toch-niet":
            removal.take_back_asking(actor=actor, organisation=found)
            messages.success(request, _("%(name)s blijft.") % {"name": found.name})
            return redirect("core:removing", slug=slug)
        case "verwijder" if does:
            typed = " ".join(request.POST.get("naam", "").split())
            if typed.casefold() == " ".join(found.name.split()).casefold():
                return redirect(removal.start_removal(actor, found))
            error = _("Dit is niet de naam. Typ hem precies zo: %(name)s") % {"name": found.name}
    goes = _what_goes(found)
    context = {
        "organisation": found,
        "does": does,
        "error": error,
        "goes": goes,
        "total": sum(number for _name, number in goes),
        "closed": only_here(found).count(),
        "copies": Job.objects.filter(
            kind=actions.KIND, key__startswith=f"{slug}:", state=Job.State.DONE
        ).order_by("-finished_at")[:1],
    }
    status = HTTPStatus.BAD_REQUEST if error else HTTPStatus.OK
    return render(request, "core/leaving/verwijderen.html", context, status=status)


def _what_goes(organisation: Organisation) -> list[tuple[str, int]]:
    """How many of what goes, by the names that people know them by."""
    every, counted = [organisation, *Organisation.objects.filter(trial_of=organisation)], dict[str, int]()
    for table in tables_with_rows():
        name = str(table._meta.verbose_name_plural)
        counted[name] = counted.get(name, 0) + rows_of(table, every).count()
    return sorted((name, number) for name, number in counted.items() if number)


@uploads.limited
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest) -> HttpResponse:
    """Take an organisation in: send the archive, see what comes in, and only then take it."""
    require(request.user, Permission.MANAGE_INSTALLATION)
    if request.method != "POST":
        request.session.pop(IN_SESSION, None)
        return render(request, "core/leaving/aankomst.html")
    if "neem" in request.POST:
        return _taken(request)
    file = request.FILES.get("archief")
    if file is None:
        return _refused(request, _("Kies eerst een archief."))
    try:
        uploads.kind_of(file, ("zip",))
        name = uuid.uuid4().hex
        uploads.store(file, _place(name))
        archive = files.read(_place(name), LARGEST_UNPACKED)
        rows = actions.look_at(archive)
    except uploads.UploadError as error:
        return _refused(request, str(error.sentence), error.status)
    except InputError as error:
        _place(name).unlink(missing_ok=True)
        return _refused(request, str(error))
    request.session[IN_SESSION] = name
    comes = [(tables()[table].model._meta.verbose_name_plural, number) for table, number in rows.items()]
    context = {"archive": archive, "rows": comes, "total": sum(rows.values())}
    return render(request, "core/leaving/aankomst.html", context)


def _taken(request: HttpRequest) -> HttpResponse:
    name = str(request.session.pop(IN_SESSION, ""))
    path = _place(name)
    if not re.fullmatch(r"[0-9a-f]{32}", name) or not path.is_file():
        return _refused(request, _("Dit archief is hier niet meer. Stuur het opnieuw."))
    try:
        made = actions.take_in(actor=actor_of(request), archive=files.read(path, LARGEST_UNPACKED))
    except InputError as error:
        return _refused(request, str(error))
    finally:
        path.unlink(missing_ok=True)
    messages.success(request, _("%(name)s is hier nu. Voeg mensen toe.") % {"name": made.name})
    return redirect("core:organisation", slug=made.slug)


def _place(name: str) -> Path:
    return Path(settings.JOBS_DIR) / actions.ARRIVALS / f"{name}.zip"


def _refused(request: HttpRequest, error: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> HttpResponse:
    return render(request, "core/leaving/aankomst.html", {"error": error}, status=status)
