"""From the log to what the library needs: messages, votes, ratings, rankings and answers up to a position."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import polars as pl

from wijkwijzer.dialogue import Dialogue as Log
from wijkwijzer.dialogue import Inquiry, Script, ScriptQuestion, ScriptTopic, empty_table, group_by_question
from wijkwijzer.dialogue import Message as Text
from wijkwijzer.dialogue import Question as TextQuestion
from wijkwijzer.dialogue import Theme as TextTheme
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    Dialogue,
    Event,
    Findings,
    Message,
    Moderation,
    Participant,
    Question,
    Statement,
    ThemeOfMessage,
)
from wijkwijzer_web.dialogue.queries.my_place import answers_in
from wijkwijzer_web.dialogue.queries.population import population_of

__all__ = ["Material", "erased_people", "last_position", "material", "moderated_since", "people_since"]

OVERIG = "overig"


@dataclass(frozen=True, slots=True)
class Material:
    """All that a verslag is made of, a checksum over it, and how many people had erased theirs by then."""

    dialogue: Dialogue
    erased: int
    inquiry: Inquiry
    position: int
    checksum: str
    sources: dict[str, int]


def last_position(dialogue: Dialogue) -> int:
    """The last place of the log that holds an event."""
    last = (
        Event.objects.filter(dialogue=dialogue)
        .order_by("-position")
        .values_list("position", flat=True)
        .first()
    )
    return last or 0


def erased_people(dialogue: Dialogue) -> int:
    """How many people erased what they wrote."""
    return Participant.objects.filter(dialogue=dialogue, erased=True).count()


def people_since(known: Findings) -> int:
    """How many people did something since a result was made."""
    newer = Event.objects.filter(dialogue_id=known.dialogue_id, position__gt=known.position)
    return newer.values("participant_key").distinct().count()


def moderated_since(known: Findings) -> bool:
    """Whether a moderator showed or hid something since a result was made."""
    newer = Moderation.objects.filter(message__dialogue=known.dialogue_id, at__gt=known.made_at)
    return newer.exists()


def material(dialogue: Dialogue, position: int | None = None) -> Material:
    """Read a dialogue up to a position (all of it when left out)."""
    erased = erased_people(dialogue)
    until = last_position(dialogue) if position is None else position
    asked = list(
        Question.objects.filter(topic__dialogue=dialogue)
        .select_related("topic")
        .order_by("topic__order", "order")
    )
    events = list(
        Event.objects.filter(dialogue=dialogue, position__lte=until)
        .exclude(kind__in=[Event.Kind.REPORT, Event.Kind.ERASED])
        .order_by("position")
        .values_list(
            "position", "participant_key", "kind", "question", "statement", "value", "ranking", "probability"
        )
    )
    messages = _messages(dialogue, until)
    themes = [_question(q) for q in asked if q.is_open]
    log = _log(dialogue, asked, events)
    facts = [tuple(map(str, e)) for e in events] + [(m.id, m.text, m.hidden) for m in messages]
    facts += sorted(log.background.iter_rows())
    population = population_of(dialogue)
    return Material(
        dialogue=dialogue,
        erased=erased,
        inquiry=Inquiry(
            name=dialogue.title,
            script=_script(dialogue, asked),
            messages=tuple(messages),
            questions=tuple(group_by_question(messages, themes)),
            checked=_checked(dialogue),
            dialogue=log,
            background=_answers(dialogue),
            population=population.shares,
            population_source=population.source,
        ),
        position=until,
        checksum=hashlib.sha256(repr(facts).encode()).hexdigest(),
        sources=_sources(dialogue),
    )


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


def _messages(dialogue: Dialogue, until: int) -> list[Text]:
    rows = Message.objects.filter(dialogue=dialogue, number__lte=until, statement=None).select_related(
        "question__topic"
    )
    return [
        Text(
            id=str(m.number),
            text=m.shown_text,
            author=str(m.participant_key),
            question=m.question.text,
            topic=m.question.topic.title,
            kind=m.question.kind,
            quotable=m.consent == Message.Consent.LITERAL,
            hidden=m.state != Message.State.VISIBLE,
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


def _log(dialogue: Dialogue, asked: list[Question], events: list[tuple[Any, ...]]) -> Log:
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
        background=_background(dialogue),
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


def _background(dialogue: Dialogue) -> pl.DataFrame:
    rows = [
        (str(person), question, option)
        for person, question, option in BackgroundAnswer.objects.filter(
            participant__dialogue=dialogue
        ).values_list("participant__key", "question__text", "option")
    ]
    return pl.DataFrame(rows, schema=empty_table("background").schema, orient="row")


def _answers(dialogue: Dialogue) -> dict[str, dict[str, int]]:
    """How many people gave each answer that was offered, nobody included."""
    counts = {
        question.text: dict.fromkeys(question.options, 0) for question in dialogue.background_questions.all()
    }
    for question, option in BackgroundAnswer.objects.filter(participant__dialogue=dialogue).values_list(
        "question__text", "option"
    ):
        counts[question][option] = counts[question].get(option, 0) + 1
    return {question: found for question, found in counts.items() if any(found.values())}


def _sources(dialogue: Dialogue) -> dict[str, int]:
    """How many of those who answered something did so online, on paper or at a table."""
    counts: dict[str, int] = {}
    answered = answers_in(dialogue).values("participant_key")
    people = dialogue.participants.filter(erased=False, key__in=answered)
    for source in people.values_list("source", flat=True):
        counts[source] = counts.get(source, 0) + 1
    return counts
