"""Writing: put a release on show, and make a report of an area."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from wijkwijzer.areas import Release as Figures
from wijkwijzer.areas import open_release
from wijkwijzer.report import FORMATS, render
from wijkwijzer_web.areas import pages, queries
from wijkwijzer_web.areas.models import ActiveRelease, Area, Release, area_address
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.words import language
from wijkwijzer_web.core import jobs
from wijkwijzer_web.core.audit import action, record
from wijkwijzer_web.core.models import Job, User
from wijkwijzer_web.core.permissions import Permission, require

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["FORMS", "Form", "make_report", "show_release", "start_report"]

EXAMPLE_CODES = "GM99"


@action
def show_release(*, actor: User | None, folder: Path) -> Release:
    """Register the release in this folder, keep the names of its areas, and show it from now on.

    The command line acts without a person; a person must manage the installation.
    """
    if actor is not None:
        require(actor, Permission.MANAGE_INSTALLATION)
    figures = open_release(folder)
    release = _register(figures, folder)
    _keep_areas(figures)
    ActiveRelease.objects.update_or_create(pk=1, defaults={"release": release})
    record(release, details={"supersedes": release.supersedes})
    return release


def _register(figures: Figures, folder: Path) -> Release:
    root = Path(settings.RELEASES_DIR).resolve()
    place = folder.resolve()
    info = figures.info
    row, _created = Release.objects.update_or_create(
        pk=info.id,
        defaults={
            "folder": str(place.relative_to(root) if place.is_relative_to(root) else place),
            "made_on": info.created_on[:10],
            "base_year": info.base_year,
            "example": _is_example(figures),
            "supersedes": info.supersedes or "",
            "reason": info.reason or "",
        },
    )
    return row


def _is_example(figures: Figures) -> bool:
    """Whether all gemeenten carry codes of the invented province, which no real gemeente has."""
    codes = figures.areas().filter(pl.col("level") == "gemeente")["code"].to_list()
    return bool(codes) and all(code.startswith(EXAMPLE_CODES) for code in codes)


def _keep_areas(figures: Figures) -> None:
    """Areas of earlier releases stay: what people wrote about them still points there."""
    rows = [
        Area(
            key=row["key"],
            code=row["code"],
            level=row["level"],
            name=row["name"][:200],
            slug=slugify(row["name"])[:80],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            gemeente_key=row["gemeente_key"] or "",
            gemeente_name=(row["gemeente_name"] or "")[:200],
        )
        for row in figures.areas().iter_rows(named=True)
    ]
    Area.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["level", "name", "slug", "valid_from", "valid_to", "gemeente_key", "gemeente_name"],
    )


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a report, and what it is good for."""

    name: str
    title: _StrPromise
    purpose: _StrPromise
    button: _StrPromise


FORMS = {
    form.name: form
    for form in (
        Form("pdf", _("Pdf"), _("Om te printen of te mailen."), _("Maak de pdf")),
        Form("docx", _("Word"), _("Om zelf verder in te schrijven."), _("Maak het Word-bestand")),
        Form("html", _("Webpagina"), _("Om te bewaren en zonder internet te lezen."), _("Maak de webpagina")),
    )
}


def start_report(shown: queries.Current, place: Place, form: str) -> Job:
    """Ask for the report of an area in the language of the page; the same report is made once."""
    title = gettext("Rapport over %(name)s (%(form)s)") % {"name": place.name, "form": FORMS[form].title}
    return jobs.start(
        make_report,
        kind="rapport",
        key=f"{place.key}:{form}:{language()}",
        release=shown.id,
        title=title,
        return_url=area_address(place.level, place.key, place.name),
        parameters={"release_id": shown.id, "key": place.key, "form": form, "words": language()},
    )


@task()
def make_report(job_id: str, release_id: str, key: str, form: str, words: str) -> None:
    """Make the report of an area and keep it with its release."""
    with jobs.work(job_id) as work, override(words):
        work.progress(10, gettext("We lezen de cijfers."))
        shown = queries.release_by_id(release_id)
        document = pages.report_document(shown, key)
        work.progress(40, gettext("We maken de bladzijden op."))
        content = render(document, form)
        name = slugify(shown.names.by_key[key].name) or key.lower()
        work.store(f"{name}-{shown.id[:8]}.{form}", content, FORMATS[form])
