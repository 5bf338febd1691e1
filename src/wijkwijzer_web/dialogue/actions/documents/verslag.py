"""Versions of the verslag: made in the background, put in other words, published, taken back, as a file."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from wijkwijzer.dialogue import short_verslag
from wijkwijzer.errors import InputError
from wijkwijzer.report import Document
from wijkwijzer_web.core.models import Job, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.dialogue.actions.documents.files import DRAFT
from wijkwijzer_web.dialogue.actions.documents.findings import (
    ATTEMPTS,
    SETTLED,
    Written,
    keep_findings,
    write_document,
)
from wijkwijzer_web.dialogue.models import Dialogue, Findings, Report
from wijkwijzer_web.dialogue.queries.outcome.findings import Material, material
from wijkwijzer_web.dialogue.queries.outcome.freshness import last_position, whole_place
from wijkwijzer_web.dialogue.queries.outcome.reports import (
    DUTCH,
    ENGLISH,
    figures_of,
    gone_now,
    shown_document,
)
from wijkwijzer_web.publishing import service as publishing

__all__ = [
    "assemble_report",
    "draft_report",
    "edit_report",
    "publish_report",
    "readable",
    "readable_in_english",
    "retract_report",
    "short_readable",
    "short_readable_in_english",
    "start_file",
    "start_report",
]


def start_report(actor: User, dialogue: Dialogue, return_url: str = "") -> Job | None:
    """Ask for the next version of the verslag; None when nobody answered yet."""
    require(actor, Permission.WRITE, dialogue.organisation)
    position = last_position(dialogue)
    if position == 0:
        return None
    return jobs.start(
        assemble_report,
        kind=DRAFT,
        key=f"{dialogue.slug}:{position}:{timezone.now():%y%m%d%H%M}",
        title=_("Verslag van %(title)s") % {"title": dialogue.title},
        owner=actor,
        return_url=return_url,
        parameters={"slug": dialogue.slug, "actor": actor.pk},
    )


def draft_report(actor: User, dialogue: Dialogue, return_url: str = "") -> bool:
    """After the last round, or at closing: make a draft by itself, unless there is one of just this."""
    known = Findings.objects.filter(dialogue=dialogue).first()
    place = whole_place(dialogue, known)
    until = place if place is not None else known.position if known else 0
    if Report.objects.filter(dialogue=dialogue, position__gte=until).exists():
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
        person = User.objects.get(pk=actor)
        for _attempt in range(ATTEMPTS):
            known = Findings.objects.filter(dialogue=dialogue).first()
            found = material(dialogue, whole_place(dialogue, known), known)
            work.progress(20, _("Berichten en stemmen lezen"))
            made = write_document(found, SETTLED)
            work.progress(90, _("Bewaren"))
            kept = keep_report(actor=person, found=found, known=known, made=made, done=work.done)
            if kept is not None:
                return
        raise InputError(_("Intussen veranderde er steeds iets. Vraag het opnieuw."))


@action
def keep_report(
    *, actor: User, found: Material, known: Findings | None, made: Written, done: Callable[[], None]
) -> Report | None:
    """Store a version of the verslag, a draft until it is published, with the newest findings beside it.

    None, and nothing stored, when somebody erased while it was made. `done` is said together with it.
    """
    dialogue = found.dialogue
    require(actor, Permission.WRITE, dialogue.organisation)
    settled = dialogue.state == Dialogue.State.CLOSED
    if not keep_findings(found, known, settled, made):
        record(dialogue, details={"again": True})
        return None
    last = Report.objects.filter(dialogue=dialogue).aggregate(last=Max("version"))["last"] or 0
    report = Report.objects.create(
        dialogue=dialogue,
        version=last + 1,
        position=found.position,
        checksum=found.checksum,
        document=made.document,
        translations=made.translations,
        aggregates=made.aggregates,
    )
    done()
    record(dialogue, details={"version": report.version, "checksum": report.checksum})
    return report


@action
def edit_report(*, actor: User, report: Report, edits: dict[str, str], version: str = "") -> None:
    """Put an editor's words in place of sentences; what a sentence rests on does not change."""
    require(actor, Permission.WRITE, report.dialogue.organisation)
    figures = figures_of(report) if report.published_at is None else {}
    count = publishing.put_edits(report.publication, edits, version, figures)
    publishing.remove_files(report.series)
    record(report.dialogue, details={"version": report.version, "edits": count})


@action
def publish_report(*, actor: User, report: Report) -> None:
    """Put a version where everyone can read it; its figures do not change any more."""
    require(actor, Permission.WRITE, report.dialogue.organisation)
    publishing.publish(report.publication)
    record(report.dialogue, details={"version": report.version, "checksum": report.checksum})


@action
def retract_report(*, actor: User, report: Report, why: str) -> None:
    """Take a published version back: its address says when and why, and nothing of it can be read."""
    require(actor, Permission.WRITE, report.dialogue.organisation)
    if len(why) < 10:
        raise ValidationError(_("Zeg waarom je het verslag terugneemt. Dat komt op de plek van het verslag."))
    publishing.retract(report.publication, why)
    publishing.remove_files(report.series)
    record(report.dialogue, details={"version": report.version, "retracted": True})


def start_file(
    report: Report, form: str, return_url: str, language: str = DUTCH, *, short: bool = False
) -> Job:
    """Ask for the verslag as a file in a language, or give the job that makes or made it."""
    name, maker = _makers()[language == ENGLISH, short]
    return publishing.start_file(
        report.publication,
        form,
        maker=f"{maker.__module__}.{maker.__name__}",
        name=f"{name}-{report.dialogue.slug}-{report.version}",
        title=_("Verslag van %(title)s") % {"title": report.dialogue.title},
        back=return_url,
    )


def _makers() -> dict[tuple[bool, bool], tuple[str, Callable[[int], tuple[Document, object]]]]:
    """Name of the file and what makes it: whether it is in English, whether it is short."""
    return {
        (False, False): ("verslag", readable),
        (False, True): ("kort-verslag", short_readable),
        (True, False): ("report", readable_in_english),
        (True, True): ("short-report", short_readable_in_english),
    }


def readable(publication: int) -> tuple[Document, object]:
    """A version as it may be read now, and what may not be."""
    report = Report.objects.select_related("dialogue").get(pk=publication)
    return shown_document(report), gone_now(report.dialogue)


def short_readable(publication: int) -> tuple[Document, object]:
    """The short form of the same."""
    document, gone = readable(publication)
    return short_verslag(document), gone


def short_readable_in_english(publication: int) -> tuple[Document, object]:
    """The short form with our words in English."""
    document, gone = readable_in_english(publication)
    return short_verslag(document), gone


def readable_in_english(publication: int) -> tuple[Document, object]:
    """The same with our words in English."""
    report = Report.objects.select_related("dialogue").get(pk=publication)
    with override(ENGLISH):
        return shown_document(report, ENGLISH), gone_now(report.dialogue)
