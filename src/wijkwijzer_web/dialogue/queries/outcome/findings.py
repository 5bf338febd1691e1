"""From the log to what the library needs: messages, votes, ratings, rankings and answers up to a position."""

from __future__ import annotations

import hashlib
from collections import Counter as Counts
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import polars as pl

from wijkwijzer.dialogue import Dialogue as Log
from wijkwijzer.dialogue import (
    Inquiry,
    PublicRow,
    PublicStatement,
    Script,
    ScriptQuestion,
    ScriptTopic,
    empty_table,
    group_by_question,
)
from wijkwijzer.dialogue import Message as Text
from wijkwijzer.dialogue import Question as TextQuestion
from wijkwijzer.dialogue import Theme as TextTheme
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    Dialogue,
    Event,
    Findings,
    Message,
    Participant,
    Question,
    Statement,
    ThemeOfMessage,
)
from wijkwijzer_web.dialogue.queries.outcome.freshness import ANSWERS, last_decision, last_position
from wijkwijzer_web.dialogue.queries.outcome.population import population_of

__all__ = ["Material", "erased_people", "material"]

OVERIG = "overig"
Tables = Mapping[int | str, Mapping[str, tuple[PublicRow, ...]]]


@dataclass(frozen=True, slots=True)
class Material:
    """All that a verslag is made of, a checksum over it, and how many people had erased theirs by then."""

    dialogue: Dialogue
    erased: int
    inquiry: Inquiry
    position: int
    checksum: str
    sources: dict[str, int]
    moderation: int
    counted_at: int


def erased_people(dialogue: Dialogue) -> int:
    """How many people erased what they wrote."""
    return Participant.objects.filter(dialogue=dialogue, erased=True).count()


def material(dialogue: Dialogue, place: int | None, known: Findings | None = None) -> Material:
    """Read a dialogue up to a place in the log; without one, once more what the public result counted.

    Who erased is not in it. Yet who did so after that public result was made is still counted in it, without
    words: else the difference between the two would be what that one person said.
    """
    erased, made_at = erased_people(dialogue), last_position(dialogue)
    until = place if place is not None else known.position if known else made_at
    again = known if place is None else None
    asked = list(
        Question.objects.filter(topic__dialogue=dialogue)
        .select_related("topic")
        .order_by("topic__order", "order")
    )
    leavers = _leavers(dialogue)
    counted_at = again.aggregates.get("counted_at", again.position) if again else made_at
    gone = {key for key, position in leavers.items() if position <= counted_at}
    events = _events(dialogue, until, gone)
    kept = leavers.keys() - gone
    checked, still = _checked(dialogue), _counted_still(dialogue, kept)
    messages = _messages(dialogue, until, still)
    people = {str(event[1]) for event in events if event[2] in ANSWERS}
    log = _log(dialogue, asked, events, people)
    facts = [tuple(map(str, e)) for e in events] + [(m.id, m.text, m.hidden) for m in messages]
    facts += sorted(log.background.iter_rows())
    before = again.aggregates if again is not None and kept else None
    population = population_of(dialogue)
    return Material(
        dialogue=dialogue,
        erased=erased,
        inquiry=Inquiry(
            name=dialogue.title,
            script=_script(dialogue, asked),
            messages=tuple(messages),
            questions=tuple(group_by_question(messages, [_question(q) for q in asked if q.is_open])),
            checked=checked | still,
            dialogue=log,
            background=before.get("background", {}) if before else _answers(dialogue, people),
            population=population.shares,
            population_source=population.source,
            answer_tables=_published_tables(before) if before else None,
        ),
        position=until,
        checksum=hashlib.sha256(repr(facts).encode()).hexdigest(),
        sources=before["sources"] if before else _sources(dialogue, people),
        moderation=last_decision(dialogue),
        counted_at=counted_at,
    )


def _leavers(dialogue: Dialogue) -> dict[UUID, int]:
    """Who erased, and at which place of the log."""
    found = Event.objects.filter(dialogue=dialogue, kind=Event.Kind.ERASED)
    return dict(found.values_list("participant_key", "position"))


def _events(dialogue: Dialogue, until: int, gone: set[UUID]) -> list[tuple[Any, ...]]:
    rows = (
        Event.objects.filter(dialogue=dialogue, position__lte=until)
        .exclude(kind__in=[Event.Kind.REPORT, Event.Kind.ERASED])
        .order_by("position")
        .values_list(
            "position", "participant_key", "kind", "question", "statement", "value", "ranking", "probability"
        )
    )
    return [row for row in rows if row[1] not in gone]


def _counted_still(dialogue: Dialogue, people: set[UUID]) -> dict[str, str]:
    """The theme of each message that was counted, and whose writer erased it after that."""
    rows = ThemeOfMessage.objects.filter(message__dialogue=dialogue, message__participant_key__in=people)
    found = rows.select_related("theme", "message") if people else rows.none()
    return {str(row.message.number): row.theme.key if row.theme else OVERIG for row in found}


def _published_tables(aggregates: dict[str, Any]) -> Tables:
    found = (PublicStatement.from_json(row) for row in aggregates["statements"])
    return {one.statement: one.tables for one in found}


def _script(dialogue: Dialogue, asked: list[Question]) -> Script:
    topics: dict[str, list[ScriptQuestion]] = {}
    for question in asked:
        row = ScriptQuestion(
            question.text, "" if question.kind == "open" else question.kind, question.heading
        )
        # Statements have a chapter of their own in the verslag, over all topics.
        if question.kind != Question.Kind.STATEMENT:
            topics.setdefault(question.topic.title, []).append(row)
    return Script(
        title=dialogue.title,
        goal=dialogue.intro,
        organisation=dialogue.organisation.name,
        topics=tuple(ScriptTopic(name, questions=tuple(rows)) for name, rows in topics.items()),
    )


def _messages(dialogue: Dialogue, until: int, still: dict[str, str]) -> list[Text]:
    rows = Message.objects.filter(
        dialogue=dialogue, event__position__lte=until, statement=None
    ).select_related("question__topic")
    return [
        Text(
            id=str(m.number),
            text=m.shown_text,
            author=str(m.participant_key),
            question=m.question.text,
            topic=m.question.topic.title,
            kind=m.question.kind,
            quotable=m.consent == Message.Consent.LITERAL,
            hidden=m.state != Message.State.VISIBLE and str(m.number) not in still,
        )
        for m in rows.order_by("number")
    ]


def _question(question: Question) -> TextQuestion:
    themes = tuple(
        TextTheme(t.key, t.label, t.description, tuple(t.seed_words)) for t in question.themes.order_by("key")
    )
    return TextQuestion(question.topic.title, question.text, question.kind, themes)


def _checked(dialogue: Dialogue) -> dict[str, str]:
    rows = ThemeOfMessage.objects.filter(message__dialogue=dialogue, checked=True).select_related(
        "theme", "message"
    )
    return {str(row.message.number): row.theme.key if row.theme else OVERIG for row in rows}


def _log(dialogue: Dialogue, asked: list[Question], events: list[tuple[Any, ...]], people: set[str]) -> Log:
    texts = {q.pk: q.text for q in asked}
    shown = {
        (str(person), statement): chance
        for _, person, kind, _, statement, _, _, chance in events
        if kind == Event.Kind.SHOWN
    }
    votes = [
        (str(person), statement, value, position, str(position), shown.get((str(person), statement)))
        for position, person, kind, _, statement, value, _, _ in events
        if kind == Event.Kind.VOTE
    ]
    ratings = [
        (str(person), texts.get(question, ""), value + 1, position)
        for position, person, kind, question, _, value, _, _ in events
        if kind == Event.Kind.RATING
    ]
    rankings = [
        (str(person), texts.get(question, ""), item, place)
        for _, person, kind, question, _, _, ranking, _ in events
        if kind == Event.Kind.RANKING
        for place, item in enumerate(ranking or (), start=1)
    ]
    return Log(
        statements=_statements(dialogue),
        votes=_votes(votes),
        ratings=pl.DataFrame(ratings, schema=empty_table("ratings").schema, orient="row"),
        rankings=pl.DataFrame(rankings, schema=empty_table("rankings").schema, orient="row"),
        background=_background(dialogue, people),
        title=dialogue.title,
        offered={asked.text: tuple(asked.options) for asked in dialogue.background_questions.all()},
    )


def _statements(dialogue: Dialogue) -> pl.DataFrame:
    rows = [
        (s.pk, s.text, 1 if s.state == Statement.State.VISIBLE else -1)
        for s in Statement.objects.filter(question__topic__dialogue=dialogue).order_by("pk")
    ]
    schema = {"statement": pl.Int64, "text": pl.String, "moderated": pl.Int8}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return table.with_columns(author=pl.lit(None, pl.String), time=pl.lit(None, pl.Int64))


def _votes(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    schema = {
        "participant": pl.String,
        "statement": pl.Int64,
        "vote": pl.Int8,
        "time": pl.Int64,
        "id": pl.String,
        "probability": pl.Float64,
    }
    table = pl.DataFrame(rows, schema=schema, orient="row")
    # Paper shows everything to everyone: such a vote had no chance to be missed.
    return table.with_columns(pl.col("probability").fill_null(1.0))


def _background(dialogue: Dialogue, people: set[str]) -> pl.DataFrame:
    rows = [row for row in _given(dialogue) if row[0] in people]
    return pl.DataFrame(rows, schema=empty_table("background").schema, orient="row")


def _given(dialogue: Dialogue) -> list[tuple[str, str, str]]:
    rows = BackgroundAnswer.objects.filter(participant__dialogue=dialogue).order_by("pk")
    found = rows.values_list("participant__key", "question__text", "option")
    return [(str(person), question, option) for person, question, option in found]


def _answers(dialogue: Dialogue, people: set[str]) -> dict[str, dict[str, int]]:
    """How many people gave each answer that was offered, nobody included."""
    counts = {
        question.text: dict.fromkeys(question.options, 0) for question in dialogue.background_questions.all()
    }
    for person, question, option in _given(dialogue):
        if person in people:
            counts[question][option] = counts[question].get(option, 0) + 1
    return {question: found for question, found in counts.items() if any(found.values())}


def _sources(dialogue: Dialogue, people: set[str]) -> dict[str, int]:
    """How many of those who answered something did so online, on paper or at a table."""
    rows = dialogue.participants.filter(erased=False).values_list("key", "source")
    return dict(Counts(source for key, source in rows if str(key) in people))
