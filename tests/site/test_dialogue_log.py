"""The log itself: one statement on PostgreSQL and two on SQLite keep the same, at places without gaps."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from fixtures_dialogue import Phone
from wijkwijzer_web.dialogue.actions.log import Entry, append, append_at_once
from wijkwijzer_web.dialogue.models import Counter, Dialogue, Event, Message, Question, Statement, this_minute
from wijkwijzer_web.dialogue.take_part.record import ACTS_PER_MINUTE, record

pytestmark = pytest.mark.twice


def entries(dialogue: Dialogue) -> list[Entry]:
    """A vote with its reason, words, a ranking and what was shown: every column is used."""
    question = Question.objects.get(topic__dialogue=dialogue, kind="statement")
    statement = Statement.objects.filter(question=question).first()
    assert statement is not None
    return [
        Entry(kind="stem", question=question.pk, statement=statement.pk, value=-1),
        Entry(
            kind="bericht",
            question=question.pk,
            statement=statement.pk,
            text="Want 'dit' is 100% \"waar\"; echt.\nRegel twee.",
            consent=Message.Consent.LITERAL,
        ),
        Entry(kind="volgorde", question=question.pk, ranking=("Groen", "Rust")),
        Entry(kind="bericht", question=question.pk, text="نعم – ja", language="ar"),
        Entry(kind="getoond", question=question.pk, statement=statement.pk, probability=0.125),
        Entry(kind="bijval", question=question.pk, refers_to=3),
    ]


def kept(dialogue: Dialogue, key: uuid.UUID) -> list[tuple[object, ...]]:
    """What stands in both tables of one participant, places counted from their first."""
    events = Event.objects.filter(dialogue=dialogue, participant_key=key).order_by("position")
    first = events[0].position
    return [
        (
            event.position - first,
            event.kind,
            event.question_id,
            event.statement_id,
            event.value,
            event.ranking,
            event.probability,
            event.refers_to,
            event.late,
            event.request is None,
            event.at == this_minute(),
            *Message.objects.filter(event=event, dialogue=dialogue).values_list(
                "text", "shown_text", "language", "consent", "state", "question_id", "statement_id"
            ),
        )
        for event in events
    ]


@pytest.mark.django_db
def test_both_ways_of_writing_keep_the_same(dialogue: Dialogue) -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    append_at_once(dialogue, one, entries(dialogue), request=uuid.uuid4(), late=True)
    with transaction.atomic():
        append(dialogue, other, entries(dialogue), request=uuid.uuid4(), late=True)
    assert kept(dialogue, one) == kept(dialogue, other)
    assert len(kept(dialogue, one)) == 6
    assert list(Event.objects.values_list("position", flat=True)) == list(range(1, 13))


@pytest.mark.django_db
def test_a_second_time_writes_nothing_and_takes_no_place(dialogue: Dialogue) -> None:
    key, request = uuid.uuid4(), uuid.uuid4()
    first = append_at_once(dialogue, key, entries(dialogue), request=request)
    with pytest.raises(IntegrityError):
        append_at_once(dialogue, key, entries(dialogue), request=request)
    assert record(dialogue, key, entries(dialogue), request=request).position == first
    assert Event.objects.count() == 6
    assert Message.objects.count() == 2
    assert Counter.objects.get(dialogue=dialogue).position == 6


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_places_without_gaps_or_doubles(dialogue: Dialogue) -> None:
    def write() -> None:
        for _ in range(10):
            append_at_once(dialogue, uuid.uuid4(), entries(dialogue), request=uuid.uuid4())
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Event.objects.values_list("position", flat=True)) == list(range(1, 361))
    assert Message.objects.count() == 120


@pytest.mark.django_db
def test_what_was_shown_does_not_count_as_a_flood_but_acts_do(
    dialogue: Dialogue, phone: Callable[[], Phone]
) -> None:
    one = phone()
    one.begin()
    one.send(one.screen(), overslaan="1")
    participant = Event.objects.get(kind="overgeslagen").participant_key
    question = Question.objects.get(topic__dialogue=dialogue, kind="statement")
    shown = [Entry(kind="getoond", question=question.pk)] * ACTS_PER_MINUTE
    append_at_once(dialogue, participant, shown, request=uuid.uuid4())
    assert one.send(one.screen(), keuze="eens").status_code == 302
    append_at_once(
        dialogue,
        participant,
        [Entry(kind="oordeel", question=question.pk, value=1)] * ACTS_PER_MINUTE,
        request=uuid.uuid4(),
    )
    assert one.send(one.screen(), keuze="eens").status_code == 429
