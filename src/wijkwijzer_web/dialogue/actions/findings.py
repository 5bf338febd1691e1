"""Making results: the newest findings for everyone, a version of the verslag, and files of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from wijkwijzer.report import render
from wijkwijzer.report.store import from_json, to_json
from wijkwijzer_web.core import jobs
from wijkwijzer_web.core.audit import action, record
from wijkwijzer_web.core.models import Job, User
from wijkwijzer_web.core.permissions import Permission, require
from wijkwijzer_web.dialogue.models import Dialogue, Findings, Message, Report, Theme, ThemeOfMessage
from wijkwijzer_web.dialogue.queries.findings import Material, last_position, material
from wijkwijzer_web.dialogue.queries.reports import shown_document

__all__ = [
    "FORMS",
    "edit_report",
    "keep_themes",
    "make_report_file",
    "new_report",
    "publish_report",
    "renew_findings",
    "start_file",
    "start_findings",
    "write_document",
]

FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html; charset=utf-8",
}
WHILE_LIVE, SETTLED = 30, 100  # bootstraps of people for the stability of groups
PAUSE = timedelta(seconds=20)


def start_findings(dialogue: Dialogue) -> None:
    """Ask for new findings when people wrote since the last, at most every twenty seconds."""
    known = Findings.objects.filter(dialogue=dialogue).first()
    position = last_position(dialogue)
    settled = dialogue.state == Dialogue.State.CLOSED
    if position == 0 or (known and known.position == position and known.settled == settled):
        return
    if known and known.made_at > timezone.now() - PAUSE:
        return
    jobs.start(
        renew_findings,
        kind="uitkomst",
        key=f"{dialogue.slug}:{position}:{int(settled)}",
        title=_("Uitkomst van %(title)s") % {"title": dialogue.title},
        parameters={"slug": dialogue.slug},
    )


@task()
def renew_findings(job_id: str, slug: str) -> None:
    """Compute the newest findings in the background."""
    with jobs.work(job_id) as work:
        dialogue = Dialogue.objects.select_related("organisation").get(slug=slug)
        settled = dialogue.state == Dialogue.State.CLOSED
        found = material(dialogue)
        work.progress(30, _("Berichten en stemmen lezen"))
        document, aggregates, themed = write_document(found, SETTLED if settled else WHILE_LIVE)
        work.progress(90, _("Bewaren"))
        with transaction.atomic():
            keep_themes(dialogue, themed)
            Findings.objects.update_or_create(
                dialogue=dialogue,
                defaults={
                    "position": found.position,
                    "settled": settled,
                    "document": document,
                    "aggregates": aggregates,
                },
            )


def write_document(found: Material, bootstraps: int) -> tuple[dict[str, Any], dict[str, Any], list[Any]]:
    """Gather and write: the document as JSON, its counts, and the theme of each message."""
    # Imported here: the language model belongs in the worker, not in every web process.
    from wijkwijzer.dialogue.report import verslag_document
    from wijkwijzer.dialogue.report_check import check_verslag
    from wijkwijzer.dialogue.verslag import gather

    gathered = gather(
        script=found.script,
        name=found.script.title,
        messages=found.messages,
        questions=found.questions,
        checked=found.checked,
        dialogue=found.log,
        bootstraps=bootstraps,
    )
    document = verslag_document(gathered, made_on=timezone.localdate())
    aggregates = {
        "people": gathered.people,
        "sources": found.sources,
        "check": check_verslag(document, gathered),
        "position": found.position,
        "checksum": found.checksum,
    }
    return to_json(document), aggregates, list(gathered.themed.values())


def keep_themes(dialogue: Dialogue, themed: list[Any]) -> None:
    """Store which theme each message got; what a person decided stays."""
    themes = {
        (question, key): pk
        for question, key, pk in Theme.objects.filter(question__topic__dialogue=dialogue).values_list(
            "question", "key", "pk"
        )
    }
    numbers = {
        str(number): (key, question)
        for key, number, question in Message.objects.filter(dialogue=dialogue, statement=None).values_list(
            "key", "number", "question"
        )
    }
    ThemeOfMessage.objects.filter(message__dialogue=dialogue, checked=False).delete()
    decided = set(ThemeOfMessage.objects.filter(message__dialogue=dialogue).values_list("message", flat=True))
    ThemeOfMessage.objects.bulk_create(
        ThemeOfMessage(
            message_id=numbers[row.id][0],
            theme_id=themes.get((numbers[row.id][1], row.theme)),
            probability=row.probability,
            check_first=row.check_first,
        )
        for row in themed
        if row.id in numbers and numbers[row.id][0] not in decided
    )


@action
def new_report(*, actor: User, dialogue: Dialogue) -> Report:
    """Make the next version of the verslag from everything up to now; it is a draft until it is published."""
    require(actor, Permission.WRITE, dialogue.organisation)
    found = material(dialogue)
    document, aggregates, themed = write_document(found, SETTLED)
    keep_themes(dialogue, themed)
    last = Report.objects.filter(dialogue=dialogue).aggregate(last=Max("version"))["last"] or 0
    report = Report.objects.create(
        dialogue=dialogue,
        version=last + 1,
        position=found.position,
        checksum=found.checksum,
        document=document,
        aggregates=aggregates,
    )
    record(dialogue, details={"version": report.version, "checksum": report.checksum})
    return report


@action
def edit_report(*, actor: User, report: Report, edits: dict[str, str]) -> None:
    """Put an editor's words in place of sentences; what a sentence rests on does not change."""
    require(actor, Permission.WRITE, report.dialogue.organisation)
    report.edits = {place: words for place, words in edits.items() if words}
    report.save(update_fields=["edits"])
    _forget_files(report)
    record(report.dialogue, details={"version": report.version, "edits": len(report.edits)})


@action
def publish_report(*, actor: User, report: Report) -> None:
    """Put a version where everyone can read it; its figures do not change any more."""
    require(actor, Permission.WRITE, report.dialogue.organisation)
    if report.published_at is None:
        report.published_at = timezone.now()
        report.save(update_fields=["published_at"])
    record(report.dialogue, details={"version": report.version, "checksum": report.checksum})


def start_file(report: Report, form: str, return_url: str) -> Job:
    """Ask for the verslag as a file, or give the job that makes or made it."""
    return jobs.start(
        make_report_file,
        kind="verslag",
        key=f"{report.dialogue.slug}:{report.version}:{form}:{report.withdrawn}",
        title=_("Verslag van %(title)s") % {"title": report.dialogue.title},
        return_url=return_url,
        parameters={"slug": report.dialogue.slug, "version": report.version, "form": form},
    )


@task()
def make_report_file(job_id: str, slug: str, version: int, form: str) -> None:
    """Render a version of the verslag in the background."""
    with jobs.work(job_id) as work:
        report = Report.objects.select_related("dialogue").get(dialogue__slug=slug, version=version)
        work.progress(20, _("Verslag opmaken"))
        content = render(from_json(shown_document(report)), form)
        work.store(f"verslag-{slug}-{version}.{form}", content, FORMS[form])


def _forget_files(report: Report) -> None:
    for job in Job.objects.filter(
        kind="verslag", key__startswith=f"{report.dialogue.slug}:{report.version}:"
    ):
        if job.result:
            job.path.unlink(missing_ok=True)
        job.delete()
