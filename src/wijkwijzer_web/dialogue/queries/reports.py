"""Reading a verslag: the editor's words in place, withdrawn words out, every sentence with its refs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkwijzer_web.dialogue.models import Dialogue, Findings, Message, Report

__all__ = [
    "Editable",
    "editable",
    "published",
    "report_of",
    "shown_document",
    "shown_findings",
    "withdraw",
]

EDITABLE = {"Sentence", "Paragraph"}


@dataclass(frozen=True, slots=True)
class Editable:
    """A sentence that an editor may put in other words, and how many sources it keeps."""

    place: str
    text: str
    own: str
    refs: int


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


def shown_document(report: Report) -> dict[str, Any]:
    """The document as it may be read now: with own words, without what was withdrawn or hidden since."""
    document = _with_edits(report.document, report.edits)
    document = withdraw(document, _gone(report.dialogue))
    if report.withdrawn:
        words = ngettext(
            "%(n)s bijdrage is later ingetrokken. De tellingen zijn die van toen; de woorden zijn weg.",
            "%(n)s bijdragen zijn later ingetrokken. De tellingen zijn die van toen; de woorden zijn weg.",
            report.withdrawn,
        ) % {"n": report.withdrawn}
        words += " " + _both_figures(report)
        document = {**document, "blocks": [{"type": "Paragraph", "content": words}, *document["blocks"]]}
    tag = _("Versie %(n)s, vastgesteld op %(date)s") if report.published_at else _("Versie %(n)s, concept")
    day = date_format(localtime(report.published_at), "j F Y") if report.published_at else ""
    return {**document, "tag": tag % {"n": report.version, "date": day}}


def _both_figures(report: Report) -> str:
    """How many messages the counts rest on, and how many of those are left."""
    left = Message.objects.filter(
        dialogue=report.dialogue,
        number__lte=report.position,
        statement=None,
        state=Message.State.VISIBLE,
    ).count()
    then = report.aggregates.get("check", {}).get("messages", 0)
    return _("Toen: %(then)s berichten. Nu: %(left)s.") % {"then": then, "left": left}


def shown_findings(found: Findings) -> dict[str, Any]:
    """The document of the newest findings, without what was withdrawn or hidden since they were made."""
    return {**withdraw(found.document, _gone(found.dialogue)), "subtitle": _("Uitkomst van een dialoog")}


def editable(report: Report) -> list[Editable]:
    """The sentences of a draft in reading order."""
    return [
        Editable(place, block["content"], report.edits.get(place, ""), len(block.get("refs", [])))
        for place, block in _sentences(report.document)
    ]


def withdraw(document: dict[str, Any], gone: set[str], words: Iterable[str] = ()) -> dict[str, Any]:
    """Take quotes of these messages (by number), and these words wherever they stand, out of a document.

    The places and counts stay.
    """
    refs = {f"bericht:{number}" for number in gone}
    there = sorted({each for each in words if each.strip()}, key=len, reverse=True)
    taken: dict[str, Any] = _without(document, refs, there) if refs or there else document
    return taken


def _without(value: Any, refs: set[str], words: list[str]) -> Any:
    if isinstance(value, str):
        for each in words:
            value = value.replace(each, _("(ingetrokken)"))
        return value
    if isinstance(value, list):
        return [_without(each, refs, words) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "Quote" and refs.intersection(value.get("refs", [])):
        return {"type": "Paragraph", "content": _("(niet openbaar)"), "small": True}
    return {key: _without(each, refs, words) for key, each in value.items()}


def _gone(dialogue: Dialogue) -> set[str]:
    """Messages whose words may no longer stand in public."""
    everything = Message.objects.filter(dialogue=dialogue)
    readable = everything.filter(state=Message.State.VISIBLE, consent=Message.Consent.LITERAL)
    return {str(n) for n in everything.exclude(pk__in=readable.values("pk")).values_list("number", flat=True)}


def _with_edits(document: dict[str, Any], edits: dict[str, str]) -> dict[str, Any]:
    blocks = list(document["blocks"])
    for place, words in edits.items():
        if place.isdigit() and int(place) < len(blocks) and blocks[int(place)]["type"] in EDITABLE:
            blocks[int(place)] = {**blocks[int(place)], "content": words}
    return {**document, "blocks": blocks}


def _sentences(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, block in enumerate(document["blocks"]):
        if block["type"] in EDITABLE and isinstance(block.get("content"), str):
            yield str(place), block
