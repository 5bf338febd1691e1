"""Reading a verslag: the editor's words in place, withdrawn words out, every sentence with its refs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkwijzer.dialogue import message_ref, statement_ref, their_words
from wijkwijzer.disclosure import in_tens
from wijkwijzer.report import Document, Paragraph, from_json, without
from wijkwijzer_web.dialogue.models import Dialogue, Findings, Message, Report, Statement
from wijkwijzer_web.publishing import service as publishing

__all__ = [
    "DUTCH",
    "ENGLISH",
    "figures_of",
    "gone_now",
    "only_dutch",
    "published",
    "reading_language",
    "report_of",
    "retracted_of",
    "shown_document",
    "shown_findings",
    "with_languages",
]

DUTCH, ENGLISH = "nl", "en"


def published(dialogue: Dialogue) -> QuerySet[Report]:
    """The versions that everyone may read, newest first."""
    return Report.objects.filter(dialogue=dialogue, published_at__isnull=False, retracted_at=None).order_by(
        "-version"
    )


def retracted_of(dialogue: Dialogue, version: int | None) -> Report | None:
    """The version at an address that was taken back; None when it was not, or another stands there."""
    taken = Report.objects.filter(dialogue=dialogue, retracted_at__isnull=False).order_by("-version")
    if version is None:
        return None if published(dialogue).exists() else taken.first()
    return taken.filter(version=version).first()


def report_of(dialogue: Dialogue, version: int | None) -> Report:
    """A published version, the newest when none is named; 404 when there is none."""
    found = published(dialogue)
    if version is None:
        newest = found.first()
        return newest if newest is not None else get_object_or_404(found, pk=0)
    return get_object_or_404(found, version=version)


def reading_language() -> str:
    """The language of the page, as far as verslagen are written in it."""
    return ENGLISH if (get_language() or DUTCH).startswith(ENGLISH) else DUTCH


def only_dutch(translations: Mapping[str, object]) -> bool:
    """Whether a reader of English gets Dutch: the document was made before there was another."""
    return reading_language() == ENGLISH and ENGLISH not in translations


def shown_document(report: Report, language: str = DUTCH) -> Document:
    """The document as it may be read now: with own words, without what was withdrawn or hidden since."""
    document = publishing.as_it_reads(report, gone_now(report.dialogue), _("(niet openbaar)"), language)
    document = with_languages(document, report.dialogue, report.edits.values())
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


def shown_findings(found: Findings, language: str = DUTCH) -> Document:
    """The document of the newest findings, without what was withdrawn or hidden since they were made."""
    stored = from_json(found.translations.get(language) or found.document)
    document = without(stored, gone_now(found.dialogue), _("(niet openbaar)"))
    document = with_languages(document, found.dialogue)
    return replace(document, subtitle=_("Uitkomst van een dialoog"))


def with_languages(document: Document, dialogue: Dialogue, own: Iterable[str] = ()) -> Document:
    """A document that knows which words are of others, in what language; `own` are of the editors."""
    if document.language == DUTCH:
        return document
    named = [dialogue.title, dialogue.intro, dialogue.organisation.name, *own]
    for topic in dialogue.topics.prefetch_related("questions__themes", "questions__statements"):
        named.append(topic.title)
        for asked in topic.questions.all():
            named += [asked.text, asked.heading, *asked.options]
            named += [theme.label for theme in asked.themes.all()]
            named += [one.text for one in asked.statements.all() if one.state == Statement.State.VISIBLE]
    for about in dialogue.background_questions.all():
        named += [about.text, *about.options]
    return replace(document, theirs=their_words(document, named, DUTCH, _languages(dialogue)))


def _languages(dialogue: Dialogue) -> dict[str, str]:
    """The language of messages that are not in Dutch, by reference."""
    rows = Message.objects.filter(dialogue=dialogue).exclude(language=DUTCH)
    return {message_ref(str(number)): code for number, code in rows.values_list("number", "language")}


def figures_of(report: Report) -> dict[str, list[str]]:
    """Per sentence the counts that it may tell: those of the statements and themes that it rests on."""
    statements = {
        statement_ref(row["statement"]): [str(n) for n in (*(row["everyone"] or ()), row["people"])]
        for row in report.aggregates.get("statements", ())
    }
    whole = [str(report.aggregates.get("people", "")), *map(str, report.aggregates.get("check", {}).values())]
    return {
        one.id: [*whole, *(figure for ref in one.refs for figure in statements.get(ref, ()))]
        for one, _own in publishing.sentences(report)
    }


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
