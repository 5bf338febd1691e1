"""The rows behind the counts, for the organiser alone: who is who cannot be read from them.

Participants get numbers in a random order that is drawn anew for each export; rows stand by that number and
not in the order of the log, and times are in whole hours. What was written stands apart, without a number of
a participant, because the rows would otherwise be an export by sender. Answers about the participant are left
out. Who erased is not in it at all.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import polars as pl

from wijkwijzer.cells import harmless
from wijkwijzer.dialogue import Dialogue as Log
from wijkwijzer_web.dialogue.models import Dialogue, Event, Message, Participant, Statement

__all__ = ["Rows", "rows_of"]

KINDS = (Event.Kind.VOTE, Event.Kind.RATING, Event.Kind.RANKING, Event.Kind.SHOWN)
ROW_COLUMNS = (
    "plaats", "deelnemer", "herkomst", "soort", "vraag", "stelling", "waarde", "volgorde", "kans",
    "na_sluiten", "uur",
)  # fmt: skip
MESSAGE_COLUMNS = ("vraag", "stelling", "tekst", "toestemming", "thema", "taal")
_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Rows:
    """Three tables as rows of cells, and the votes as the library knows them."""

    events: Sequence[tuple[object, ...]]
    messages: Sequence[tuple[object, ...]]
    log: Log


def rows_of(dialogue: Dialogue) -> Rows:
    """Read everything of a dialogue that an organiser may have as rows."""
    people = list(Participant.objects.filter(dialogue=dialogue, erased=False).values_list("key", "source"))
    _random.shuffle(people)
    numbers = {key: (number, source) for number, (key, source) in enumerate(people, start=1)}
    shown = Statement.objects.filter(question__topic__dialogue=dialogue).exclude(text="")
    statements = {s.pk: s for s in shown.order_by("pk")}
    events = [
        event
        for event in Event.objects.filter(dialogue=dialogue, kind__in=KINDS)
        .select_related("question")
        .order_by("position")
        if event.participant_key in numbers and (not event.statement_id or event.statement_id in statements)
    ]
    # The order of the log would lead from a message to the rows of whoever wrote it. Of two votes of one
    # person on one statement the last stays the last.
    events.sort(
        key=lambda e: (numbers[e.participant_key][0], e.kind, e.question_id or 0, e.statement_id or 0)
    )
    table = [
        (
            place,
            *numbers[event.participant_key],
            event.kind,
            harmless(event.question.text if event.question else ""),
            event.statement_id,
            event.value,
            " > ".join(map(harmless, event.ranking or ())),
            event.probability,
            int(event.late),
            _hour(event.at).isoformat(),
        )
        for place, event in enumerate(events, start=1)
    ]
    return Rows(table, list(_messages(dialogue)), _log(dialogue, events, numbers, statements))


def _messages(dialogue: Dialogue) -> Iterator[tuple[object, ...]]:
    """What may be read, in a random order: the order of the log would lead to the rows beside it."""
    found = list(
        Message.objects.filter(dialogue=dialogue)
        .exclude(state__in=[Message.State.HIDDEN, Message.State.ERASED])
        .select_related("question", "theme__theme")
    )
    _random.shuffle(found)
    for message in found:
        theme = getattr(message, "theme", None)
        yield (
            harmless(message.question.text),
            message.statement_id,
            harmless(message.shown_text),
            message.consent,
            harmless(theme.theme.label) if theme and theme.theme else "",
            message.language,
        )


def _log(
    dialogue: Dialogue,
    events: list[Event],
    numbers: dict[UUID, tuple[int, str]],
    statements: dict[int, Statement],
) -> Log:
    votes = [
        (
            numbers[event.participant_key][0],
            event.statement_id,
            event.value,
            int(_hour(event.at).timestamp() * 1000),
            f"{place:012}",
        )
        for place, event in enumerate(events)
        if event.kind == Event.Kind.VOTE
    ]
    texts = [
        (key, None, harmless(s.text), None, 1 if s.state == Statement.State.VISIBLE else -1)
        for key, s in statements.items()
    ]
    return Log(
        statements=pl.DataFrame(
            texts,
            {
                "statement": pl.Int64,
                "author": pl.Int64,
                "text": pl.String,
                "time": pl.Int64,
                "moderated": pl.Int8,
            },
            orient="row",
        ),
        votes=pl.DataFrame(
            votes,
            {
                "participant": pl.Int64,
                "statement": pl.Int64,
                "vote": pl.Int8,
                "time": pl.Int64,
                "id": pl.String,
            },
            orient="row",
        ),
        title=dialogue.title,
    )


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
