"""Making results: the newest findings for everyone, a version of the verslag, and files of it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from wijkwijzer.errors import InputError
from wijkwijzer.report import render
from wijkwijzer.report.store import from_json, to_json
from wijkwijzer_web.core.models import Job, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.dialogue.actions.files import REPORT, RESULTS, remove_report_files
from wijkwijzer_web.dialogue.models import (
    Counter,
    Dialogue,
    Findings,
    Message,
    Report,
    Theme,
    ThemeOfMessage,
)
from wijkwijzer_web.dialogue.queries.findings import (
    Material,
    erased_people,
    last_position,
    material,
    moderated_since,
    people_since,
)
from wijkwijzer_web.dialogue.queries.reports import shown_document

__all__ = [
    "FORMS",
    "assemble_report",
    "draft_report",
    "edit_report",
    "keep_findings",
    "keep_themes",
    "make_report_file",
    "publish_report",
    "refuse_erased",
    "renew_findings",
    "start_file",
    "start_findings",
    "start_report",
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
# Two results in a row differ by as many people at least: else their difference is what one person said.
AT_LEAST = 10


def start_findings(dialogue: Dialogue, *, again: bool = False) -> bool:
    """Ask for new findings when there is reason to; return whether they are being made.

    While the dialogue is open that is when ten people wrote since the last, or a moderator decided, at most
    every twenty seconds; `again` when themes changed and the same answers have to be read anew.
    """
    known = Findings.objects.filter(dialogue=dialogue).first()
    position = last_position(dialogue)
    settled = dialogue.state == Dialogue.State.CLOSED
    if position == 0 or (not again and known and not _outdated(known, position, settled)):
        return False
    if not again and known and known.made_at > timezone.now() - PAUSE:
        return True
    # The work is the same as long as it follows on the same result.
    before = timezone.now() if again else known.made_at if known else dialogue.created_at
    try:
        jobs.start(
            renew_findings,
            kind=RESULTS,
            key=f"{dialogue.slug}:{position}:{int(settled)}:{before:%y%m%d%H%M%S}",
            title=_("Uitkomst van %(title)s") % {"title": dialogue.title},
            parameters={"slug": dialogue.slug},
        )
    except jobs.TooMuchWork:
        return False  # the page shows what there is; who comes next asks again
    return True


def _outdated(known: Findings, position: int, settled: bool) -> bool:
    if known.settled != settled:
        return True
    newer = known.position < position
    return (newer and (settled or people_since(known) >= AT_LEAST)) or moderated_since(known)


@task()
def renew_findings(job_id: str, slug: str) -> None:
    """Compute the newest findings in the background."""
    with jobs.work(job_id) as work:
        dialogue = Dialogue.objects.select_related("organisation").get(slug=slug)
        settled = dialogue.state == Dialogue.State.CLOSED
        known = Findings.objects.filter(dialogue=dialogue).first()
        few = known is not None and not settled and people_since(known) < AT_LEAST
        found = material(dialogue, known.position if known and few else None)
        work.progress(30, _("Berichten en stemmen lezen"))
        document, aggregates, themed = write_document(found, SETTLED if settled else WHILE_LIVE)
        work.progress(90, _("Bewaren"))
        with transaction.atomic():
            refuse_erased(found.dialogue, found.erased)
            keep_themes(dialogue, themed)
            keep_findings(found, settled, document, aggregates)


def keep_findings(
    found: Material, settled: bool, document: dict[str, Any], aggregates: dict[str, Any]
) -> None:
    """Store the newest findings; inside the caller's transaction."""
    Findings.objects.update_or_create(
        dialogue=found.dialogue,
        defaults={
            "position": found.position,
            "settled": settled,
            "document": document,
            "aggregates": aggregates,
        },
    )


def refuse_erased(dialogue: Dialogue, erased: int) -> None:
    """Stop when somebody erased their words while these were being read; holds the log until the commit."""
    Counter.objects.select_for_update().get(dialogue=dialogue)
    if erased_people(dialogue) != erased:
        raise InputError(_("Intussen wiste iemand zijn woorden. Vraag het opnieuw."))


def write_document(found: Material, bootstraps: int) -> tuple[dict[str, Any], dict[str, Any], list[Any]]:
    """Gather and write: the document as JSON, its counts, and the theme of each message."""
    # Imported here: the language model belongs in the worker, not in every web process.
    from wijkwijzer.dialogue import check_verslag, gather, verslag_document

    gathered = gather(found.inquiry, bootstraps=bootstraps)
    document = verslag_document(gathered, made_on=timezone.localdate())
    aggregates = {
        "people": gathered.people,
        "sources": found.sources,
        "check": check_verslag(document, gathered),
        "position": found.position,
        "checksum": found.checksum,
        "groups": gathered.analysis.groups.sizes.tolist() if gathered.analysis else [],
        "statements": [one.to_json() for one in gathered.public.values()],
        "themes": [asdict(question) for question in gathered.questions.values()],
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


def start_report(actor: User, dialogue: Dialogue, return_url: str = "") -> Job | None:
    """Ask for the next version of the verslag; None when nobody answered yet."""
    require(actor, Permission.WRITE, dialogue.organisation)
    position = last_position(dialogue)
    if position == 0:
        return None
    return jobs.start(
        assemble_report,
        kind="concept",
        key=f"{dialogue.slug}:{position}:{timezone.now():%y%m%d%H%M}",
        title=_("Verslag van %(title)s") % {"title": dialogue.title},
        owner=actor,
        return_url=return_url,
        parameters={"slug": dialogue.slug, "actor": actor.pk},
    )


def draft_report(actor: User, dialogue: Dialogue, return_url: str = "") -> bool:
    """After the last round, or at closing: make a draft by itself, unless there is one of just this."""
    if Report.objects.filter(dialogue=dialogue, position__gte=last_position(dialogue)).exists():
        return False
    try:
        return start_report(actor, dialogue, return_url) is not None
    except jobs.TooMuchWork:
        return False  # the page of the verslag has a button


@task()
def assemble_report(job_id: str, slug: str, actor: int) -> None:
    """Make the next version from everything up to now; nothing is locked while it is computed."""
    with jobs.work(job_id) as work:
        dialogue = Dialogue.objects.select_related("organisation").get(slug=slug)
        found = material(dialogue)
        work.progress(20, _("Berichten en stemmen lezen"))
        document, aggregates, themed = write_document(found, SETTLED)
        work.progress(90, _("Bewaren"))
        person = User.objects.get(pk=actor)
        keep_report(actor=person, found=found, document=document, aggregates=aggregates, themed=themed)


@action
def keep_report(
    *,
    actor: User,
    found: Material,
    document: dict[str, Any],
    aggregates: dict[str, Any],
    themed: list[Any],
) -> Report:
    """Store a version of the verslag; it is a draft until it is published."""
    dialogue = found.dialogue
    require(actor, Permission.WRITE, dialogue.organisation)
    refuse_erased(found.dialogue, found.erased)
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
    if report.published_at is not None:
        raise ValidationError(_("Deze versie is gepubliceerd. Maak een nieuwe om iets te veranderen."))
    report.edits = {place: words for place, words in edits.items() if words}
    report.save(update_fields=["edits"])
    remove_report_files(report)
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
        kind=REPORT,
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
        erased = erased_people(report.dialogue)
        work.progress(20, _("Verslag opmaken"))
        content = render(from_json(shown_document(report)), form)
        with transaction.atomic():
            refuse_erased(report.dialogue, erased)
            work.store(f"verslag-{slug}-{version}.{form}", content, FORMS[form])
