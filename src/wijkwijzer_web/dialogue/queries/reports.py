"""Reading a verslag: the editor's words in place, withdrawn words out, every sentence with its refs."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wijkwijzer.dialogue import message_ref, statement_ref
from wijkwijzer.report import Document, Editable, Paragraph, editable, from_json, with_edits, without
from wijkwijzer_web.dialogue.models import Dialogue, Findings, Message, Report, Statement
from wijkwijzer_web.dialogue.queries.beside import in_tens

__all__ = [
    "gone_now",
    "published",
    "report_of",
    "sentences",
    "shown_document",
    "shown_findings",
    "state_of",
]


def published(dialogue: Dialogue) -> QuerySet[Report]:
    """The versions that everyone may read, newest first."""
    return Report.objects.filter(dialogue=dialogue, published_at__isnull=False).order_by("-version")


def report_of(dialogue: Dialogue, version: int | None) -> Report:
    """A published version, the newest when none is named; 404 when there is none."""
    found = published(dialogue)
    if version is None:
        newest = found.first()
        return newest if newest is not None else get_object_or_404(found, pk=0)
    return get_object_or_404(found, version=version)


def shown_document(report: Report) -> Document:
    """The document as it may be read now: with own words, without what was withdrawn or hidden since."""
    document = without(from_json(report.document), gone_now(report.dialogue), _("(niet openbaar)"))
    document = with_edits(document, report.edits)
    if in_tens(report.withdrawn):
        words = _("Meer dan %(n)s bijdragen zijn later ingetrokken.") % {"n": in_tens(report.withdrawn) - 1}
        words += " " + _("De tellingen zijn die van toen; de woorden zijn weg.") + " " + _both_figures(report)
        document = replace(document, blocks=(Paragraph(words), *document.blocks))
    tag = _("Versie %(n)s, vastgesteld op %(date)s") if report.published_at else _("Versie %(n)s, concept")
    day = date_format(localtime(report.published_at), "j F Y") if report.published_at else ""
    return replace(document, tag=tag % {"n": report.version, "date": day})


def _both_figures(report: Report) -> str:
    """How many messages the counts rest on, and about how many of those are left."""
    then = report.aggregates.get("check", {}).get("messages", 0)
    left = max(0, then - in_tens(report.withdrawn))
    return _("Toen: %(then)s berichten. Nu: hoogstens %(left)s.") % {"then": then, "left": left}


def shown_findings(found: Findings) -> Document:
    """The document of the newest findings, without what was withdrawn or hidden since they were made."""
    document = without(from_json(found.document), gone_now(found.dialogue), _("(niet openbaar)"))
    return replace(document, subtitle=_("Uitkomst van een dialoog"))


def sentences(report: Report) -> list[tuple[Editable, str]]:
    """The sentences of a draft in reading order, each with the words that an editor put in its place."""
    return [(one, report.edits.get(one.id, "")) for one in editable(from_json(report.document))]


def state_of(report: Report) -> tuple[object, ...]:
    """What the form of a draft shows: its own words, and how much was withdrawn from under it."""
    return (report.version, report.edits, report.withdrawn)


def gone_now(dialogue: Dialogue) -> set[str]:
    """What may not stand in public in its own words: messages and statements, by reference."""
    messages = Message.objects.filter(dialogue=dialogue)
    readable = messages.filter(state=Message.State.VISIBLE, consent=Message.Consent.LITERAL)
    hushed = messages.exclude(pk__in=readable.values("pk")).values_list("number", flat=True)
    hidden = Statement.objects.filter(question__topic__dialogue=dialogue)
    hidden = hidden.exclude(state=Statement.State.VISIBLE)
    return {message_ref(str(n)) for n in hushed} | {
        statement_ref(pk) for pk in hidden.values_list("pk", flat=True)
    }
