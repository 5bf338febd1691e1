"""Erasing proves itself: where somebody's words stood, and whether each place is empty at this moment.

The list is made before the erasure from numbers only, and is looked at again after it, in the tables and in
every stored document. Nothing of it is kept: it stands on the page of who erased, once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from wijkwijzer.dialogue import message_ref, statement_ref
from wijkwijzer.errors import InputError
from wijkwijzer.report import (
    BulletList,
    Document,
    Paragraph,
    Quote,
    RowHeading,
    Rows,
    Sentence,
    Table,
    from_json,
    walk,
)
from wijkwijzer_web.core.models import Job
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    Dialogue,
    Findings,
    Message,
    Participant,
    Report,
    Statement,
    topic_of,
)

__all__ = ["Checked", "Place", "look_again", "places_of", "times_quoted"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something of a person stands: a phrase of the participants' screens, its values, and a look."""

    phrase: str
    values: dict[str, object]
    empty: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Checked:
    """A place as it was found just now."""

    phrase: str
    values: dict[str, object]
    empty: bool


def places_of(participant: Participant) -> list[Place]:
    """Everywhere that words or answers of this person stand."""
    dialogue, key = participant.dialogue, participant.key
    messages = Message.objects.filter(dialogue=dialogue, participant_key=key).exclude(
        state=Message.State.ERASED
    )
    own = Statement.objects.filter(question__topic__dialogue=dialogue, writer=key)
    numbers = list(messages.order_by("event__position").values_list("number", flat=True))
    statements = list(own.values_list("pk", flat=True))
    refs = {message_ref(str(n)) for n in numbers} | {statement_ref(pk) for pk in statements}
    places = [Place("bewijs_bericht", {"n": n}, partial(_no_message, dialogue, n)) for n in numbers]
    places += [Place("bewijs_stelling", {}, partial(_no_statement, pk)) for pk in statements]
    places += _documents(dialogue, refs)
    places.append(Place("bewijs_over_jou", {}, partial(_no_background, key)))
    places.append(Place("bewijs_link", {}, partial(_no_link, key)))
    places.append(Place("bewijs_bestanden", {}, partial(_no_files, dialogue)))
    return places


def look_again(places: Collection[Place]) -> list[Checked]:
    """Look in each of these places now."""
    return [Checked(place.phrase, place.values, place.empty()) for place in places]


def times_quoted(document: dict[str, object], refs: Collection[str]) -> int:
    """How often words of these ids stand in a stored document."""
    try:
        return sum(_quoted(block, frozenset(refs)) for block in walk(from_json(document)))
    except InputError:
        return 0


def _documents(dialogue: Dialogue, refs: Collection[str]) -> list[Place]:
    found = Findings.objects.filter(dialogue=dialogue).first()
    count = times_quoted(found.document, refs) if found else 0
    places = (
        [Place("bewijs_uitkomst", {"n": count}, partial(_not_in_findings, dialogue, refs))] if count else []
    )
    for report in Report.objects.filter(dialogue=dialogue).order_by("version"):
        count = times_quoted(report.document, refs)
        if count:
            values: dict[str, object] = {"n": count, "versie": report.version}
            places.append(Place("bewijs_verslag", values, partial(_not_in_report, report.pk, refs)))
    return places


def _quoted(block: object, refs: frozenset[str]) -> int:
    match block:
        case Quote():
            return bool(refs.intersection(block.refs))
        case Sentence() | Paragraph():
            return bool(refs.intersection(block.quotes))
        case BulletList():
            return sum(bool(refs.intersection(item.quotes)) for item in block.items)
        case Rows():
            return sum(isinstance(row, RowHeading) and row.about in refs for row in block.rows)
        case Table():
            return 0  # a table says again what stands in the rows or sentences above it
        case _:
            return 0


def _no_message(dialogue: Dialogue, number: int) -> bool:
    left = Message.objects.filter(dialogue=dialogue, number=number)
    return not left.exclude(text="", shown_text="", state=Message.State.ERASED).exists()


def _no_statement(key: int) -> bool:
    return not Statement.objects.filter(pk=key).exclude(text="", state=Statement.State.ERASED).exists()


def _no_background(key: UUID) -> bool:
    return not BackgroundAnswer.objects.filter(participant__key=key).exists()


def _no_link(key: UUID) -> bool:
    return not Participant.objects.filter(key=key).exclude(token_hash=None, code_hash=None).exists()


def _no_files(dialogue: Dialogue) -> bool:
    rows = Job.objects.filter(kind__in=("rijen", "verslag", "drukwerk"), key__startswith=f"{dialogue.slug}:")
    return not rows.exists() and not Job.objects.filter(key__startswith=f"{topic_of(dialogue.pk)}:").exists()


def _not_in_findings(dialogue: Dialogue, refs: Collection[str]) -> bool:
    found = Findings.objects.filter(dialogue=dialogue).first()
    stored = () if found is None else (found.document, *found.translations.values())
    return not any(_stands(one, refs) for one in stored)


def _not_in_report(key: int, refs: Collection[str]) -> bool:
    report = Report.objects.filter(pk=key).first()
    return report is None or not any(_stands(one, refs) for one in report.documents)


def _stands(document: dict[str, object], refs: Collection[str]) -> bool:
    """Whether a quote is still a quote; a heading keeps its id, and says that the words are gone."""
    read: Document = from_json(document)
    ids = frozenset(refs)
    return any(
        _quoted(block, ids)
        for block in walk(read)
        if isinstance(block, Quote | Sentence | Paragraph | BulletList)
    )
