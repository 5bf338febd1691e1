"""Rows for the organiser: asked for with a reason, made in the background, gone after a day."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from wijkwijzer.dialogue import polis_export
from wijkwijzer.opendata.polis import write_polis
from wijkwijzer_web.core.models import Job, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.dialogue.actions.documents.files import ROWS
from wijkwijzer_web.dialogue.actions.documents.findings import refuse_erased
from wijkwijzer_web.dialogue.models import Dialogue
from wijkwijzer_web.dialogue.queries.outcome.findings import erased_people
from wijkwijzer_web.dialogue.queries.rows import MESSAGE_COLUMNS, ROW_COLUMNS, Rows, rows_of

__all__ = ["export_rows", "make_rows"]


@action
def export_rows(*, actor: User, dialogue: Dialogue, reason: str, return_url: str = "") -> Job:
    """Ask for the rows of a dialogue; the reason stands in the audit trail."""
    require(actor, Permission.WRITE, dialogue.organisation)
    record(dialogue, details={"reason": reason})
    return jobs.start(
        make_rows,
        kind=ROWS,
        key=f"{dialogue.slug}:{actor.pk}:{timezone.now():%y%m%d%H%M%S}",
        title=_("Rijen van %(title)s") % {"title": dialogue.title},
        owner=actor,
        return_url=return_url,
        parameters={"slug": dialogue.slug},
    )


@task()
def make_rows(job_id: str, slug: str) -> None:
    """Write the rows as a zip in the background."""
    with jobs.work(job_id) as work:
        dialogue = Dialogue.objects.get(slug=slug)
        erased = erased_people(dialogue)
        work.progress(20, _("Rijen lezen"))
        content = _zipped(dialogue, rows_of(dialogue))
        with transaction.atomic():
            refuse_erased(dialogue, erased)
            work.store(f"rijen-{slug}.zip", content, "application/zip")


def _zipped(dialogue: Dialogue, rows: Rows) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box, tempfile.TemporaryDirectory() as name:
        write_polis(polis_export(rows.log), Path(name))
        for file in sorted(Path(name).iterdir()):
            box.write(file, f"polis/{file.name}")
        box.writestr("rijen.csv", _csv(ROW_COLUMNS, rows.events))
        box.writestr("berichten.csv", _csv(MESSAGE_COLUMNS, rows.messages))
        box.writestr("LEESMIJ.txt", _about(dialogue))
    return made.getvalue()


def _csv(columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _about(dialogue: Dialogue) -> str:
    return _(
        "%(title)s\n\n"
        "Een rij is wat één mens deed. Wie dat is, staat er niet in. Toch kan iemand die een ander goed "
        "kent, een rij herkennen. Geef dit bestand niet door, en wis het als je het niet meer nodig hebt, "
        "uiterlijk op %(day)s.\n"
        "Gebruik het nooit voor een besluit over een mens.\n\n"
        "rijen.csv: stemmen, oordelen en volgordes, met een nummer per deelnemer dat alleen in dit bestand "
        "geldt; tijden op het uur.\n"
        "berichten.csv: wat mensen schreven, zonder nummer van de deelnemer. Wat verborgen of gewist is, "
        "staat er niet bij.\n"
        "polis/: dezelfde stemmen in de vorm van Polis.\n"
    ) % {"title": dialogue.title, "day": dialogue.keep_until.isoformat()}
