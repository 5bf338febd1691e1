"""Writing: make the report of an area, or of all wijken at once."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from wijkwijzer.areas import Form as Length
from wijkwijzer.areas import living_areas, report_name, write_reports
from wijkwijzer.errors import InputError
from wijkwijzer.report import FORMATS, render
from wijkwijzer_web.areas import pages, queries
from wijkwijzer_web.areas.models import area_address
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.queries.own_figures import organisations_for
from wijkwijzer_web.areas.words import language
from wijkwijzer_web.core.models import Job, User
from wijkwijzer_web.core.work import jobs

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["FORMS", "LENGTHS", "Form", "make_report", "make_reports", "start_report", "start_reports"]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a report: the kind of file, how long, and what it is good for."""

    name: str
    kind: str
    length: Length
    title: _StrPromise
    purpose: _StrPromise
    button: _StrPromise


FORMS = {
    form.name: form
    for form in (
        Form(
            "kort",
            "pdf",
            "short",
            _("Kort (pdf)"),
            _("Zo'n vijf bladzijden om te printen."),
            _("Maak de korte pdf"),
        ),
        Form("pdf", "pdf", "long", _("Lang (pdf)"), _("Met alle tabellen."), _("Maak de lange pdf")),
        Form(
            "docx",
            "docx",
            "long",
            _("Word"),
            _("Om zelf verder in te schrijven."),
            _("Maak het Word-bestand"),
        ),
        Form("pptx", "pptx", "short", _("PowerPoint"), _("Voor een bijeenkomst."), _("Maak de presentatie")),
        Form(
            "html",
            "html",
            "long",
            _("Webpagina"),
            _("Om te bewaren en zonder internet te lezen."),
            _("Maak de webpagina"),
        ),
    )
}
LENGTHS: dict[str, Length] = {"kort": "short", "lang": "long"}


def start_report(shown: queries.Current, place: Place, form: str) -> Job:
    """Ask for the report of an area in the language of the page; the same report is made once a day."""
    title = gettext("Rapport over %(name)s (%(form)s)") % {"name": place.name, "form": FORMS[form].title}
    today = timezone.localdate().isoformat()
    return jobs.start(
        make_report,
        kind="rapport",
        key=f"{place.key}:{form}:{language()}:{queries.public_layers().name}:{today}"[:200],
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
        shown, chosen = queries.release_by_id(release_id), FORMS[form]
        document = pages.report_document(
            shown, key, chosen.length, said=pages.said_of(shown.names.by_key[key])
        )
        work.progress(40, gettext("We maken de bladzijden op."))
        content = render(document, chosen.kind)
        place = shown.names.by_key[key]
        name = report_name(place.name, place.level, document.meta.made_on)
        work.store(f"{name}.{chosen.kind}", content, FORMATS[chosen.kind])


# ---- all wijken at once
def start_reports(actor: User, shown: queries.Current, gemeente: str, length: str) -> Job:
    """Ask for a report of every wijk, of one gemeente or of all, in one file."""
    if not organisations_for(actor):
        raise PermissionDenied
    today = timezone.localdate().isoformat()
    names = shown.names.by_key
    where = names[gemeente].name if gemeente in names else gettext("alle gemeenten")
    return jobs.start(
        make_reports,
        kind="rapporten",
        key=f"{gemeente or 'alle'}:{length}:{language()}:{queries.public_layers().name}:{today}"[:200],
        release=shown.id,
        title=gettext("Rapporten van alle wijken: %(where)s") % {"where": where},
        owner=actor,
        return_url=reverse("areas:reports"),
        parameters={"release_id": shown.id, "gemeente": gemeente, "length": length, "words": language()},
    )


@task()
def make_reports(job_id: str, release_id: str, gemeente: str, length: str, words: str) -> None:
    """Make the reports of all wijken, one after the other, and keep them in one file."""
    with jobs.work(job_id) as work, override(words):
        shown, today = queries.release_by_id(release_id), timezone.localdate()
        keys = living_areas(shown.figures, "wijk", gemeente or None)
        if not keys:
            raise InputError(gettext("Hier zijn geen wijken."))
        target = io.BytesIO()
        made = write_reports(
            shown.figures,
            keys,
            target,
            made_on=today,
            document_of=lambda key: pages.report_document(shown, key, LENGTHS[length]),
        )
        for number in made:
            said = gettext("%(n)s van %(all)s rapporten") % {"n": number, "all": len(keys)}
            work.progress(number * 98 // len(keys), said)
        work.store(f"wijken-{today:%Y-%m}.zip", target.getvalue(), "application/zip")
