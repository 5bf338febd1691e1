"""Writing: make a report of an area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import slugify
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from wijkwijzer.report import FORMATS, render
from wijkwijzer_web.areas import pages, queries
from wijkwijzer_web.areas.models import area_address
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.words import language
from wijkwijzer_web.core.models import Job
from wijkwijzer_web.core.work import jobs

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["FORMS", "Form", "make_report", "start_report"]


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
        key=f"{place.key}:{form}:{language()}:{queries.public_layers().name}"[:200],
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
