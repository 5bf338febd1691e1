"""The example's dialogues: one that has ended, with a published verslag, and one to take part in at once."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from random import Random
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from wijkwijzer.example.dialogue import ExampleDialogue, ExampleMessage, example_dialogue
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.core.work import jobs
from wijkwijzer_web.dialogue.actions.documents.files import EXAMPLE, forget_belongings
from wijkwijzer_web.dialogue.actions.documents.findings import (
    SETTLED,
    keep_findings,
    start_findings,
    write_document,
)
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    BackgroundQuestion,
    Counter,
    Dialogue,
    Event,
    Message,
    Participant,
    Promise,
    Question,
    Report,
    Statement,
    Theme,
    ThemeOfMessage,
    Topic,
    this_minute,
)
from wijkwijzer_web.dialogue.queries.outcome.findings import material

__all__ = ["example_left", "load_example_dialogues", "publish_example_report", "remove_example"]

NAMESPACE = UUID("5d0f2f2e-8a0b-4f0e-9d53-6d1d7a0c2f11")
FINISHED, OPEN = "wat-werkt-in-de-wijk", "wat-maakt-dat-een-aanpak-lukt"
READERS = "Drie adviseurs van de provincie en wie het verslag leest."
NON_READERS = "De politie, de Belastingdienst en andere handhavers."
OPEN_STATEMENTS = 12
FORTY, LEFT = 40, 3
# What people write too: a letter, a word, a word of the site itself, nothing that can be read.
WHO = (
    "In onze straat hielp",
    "Bij ons op het plein werkte",
    "Voor mijn moeder hielp",
    "Op school werkte",
    "In de flat hielp",
    "Bij de speeltuin werkte",
)
WHAT = (
    "het dat er elke dag iemand was.",
    "het dat we zelf mochten kiezen.",
    "het pas toen dezelfde mensen bleven.",
    "het dat er eerst geluisterd werd.",
)
# Days ago: what was promised then became tasks and results in the example of the programme.
OPENED_AGO, CLOSED_AGO, REPORTED_AGO = 490, 460, 440
SHORT = ("e", "ja", "geld", "Vertrouwen", "de buurt", "12", "Stelling", "?")


@action
def load_example_dialogues(*, actor: User | None, organisation: Organisation) -> None:
    """Write both dialogues when they are not there yet; the verslag is made in the background."""
    record(organisation, details={"example": True})
    if Dialogue.objects.filter(slug=FINISHED).exists():
        return
    made = example_dialogue()
    finished = _dialogue(organisation, FINISHED, made.title, made.goal, Dialogue.State.CLOSED, [made.area])
    Dialogue.objects.filter(pk=finished.pk).update(created_at=timezone.now() - timedelta(days=OPENED_AGO))
    questions = _questions(finished, made)
    people = _people(finished, made)
    _answers(finished, made, questions, people)
    _promises(finished, made)
    title, intro = "Wat maakt dat een aanpak lukt?", "Vertel wat volgens jou helpt. Het duurt vijf minuten."
    _open_dialogue(_dialogue(organisation, OPEN, title, intro, Dialogue.State.OPEN), made)
    start_findings(Dialogue.objects.get(slug=OPEN))
    jobs.start(
        publish_example_report,
        kind=EXAMPLE,
        key=FINISHED,
        title=_("Verslag van %(title)s") % {"title": made.title},
        parameters={"slug": FINISHED},
    )


@task()
def publish_example_report(job_id: str, slug: str) -> None:
    """Make and publish the verslag of the finished example."""
    with jobs.work(job_id) as work:
        dialogue = Dialogue.objects.select_related("organisation").get(slug=slug)
        found, reported = material(dialogue, None), timezone.localtime() - timedelta(days=REPORTED_AGO)
        work.progress(20, _("Berichten en stemmen lezen"))
        written = write_document(found, SETTLED, made_on=reported.date())
        with transaction.atomic():
            keep_findings(found, None, True, written)
        Report.objects.get_or_create(
            dialogue=dialogue,
            version=1,
            defaults={
                "position": found.position,
                "checksum": found.checksum,
                "document": written.document,
                "translations": written.translations,
                "aggregates": written.aggregates,
                "published_at": reported,
            },
        )


def _dialogue(
    organisation: Organisation, slug: str, title: str, intro: str, state: str, areas: list[str] | None = None
) -> Dialogue:
    now = timezone.now()
    dialogue = Dialogue.objects.create(
        organisation=organisation,
        slug=slug,
        title=title,
        intro=intro,
        state=state,
        readers=READERS,
        non_readers=NON_READERS,
        keep_until=timezone.localdate() + timedelta(days=730),
        languages=["en", "ar"],
        areas=areas or [],
        closed_at=now - timedelta(days=CLOSED_AGO) if state == Dialogue.State.CLOSED else None,
        closes_at=now + timedelta(days=21) if state == Dialogue.State.OPEN else None,
        is_example=True,
    )
    Counter.objects.create(dialogue=dialogue)
    return dialogue


def _questions(dialogue: Dialogue, made: ExampleDialogue) -> list[Question]:
    topics: dict[str, Topic] = {}
    questions = []
    for number, asked in enumerate(made.questions):
        topic = topics.get(asked.topic)
        if topic is None:
            topic = Topic.objects.create(dialogue=dialogue, title=asked.topic, order=len(topics) + 1)
            topics[asked.topic] = topic
        question = Question.objects.create(
            topic=topic, order=number, kind=asked.kind, text=asked.text, heading=asked.heading
        )
        questions.append(question)
        Theme.objects.bulk_create(
            Theme(
                question=question,
                key=t.key,
                label=t.label,
                description=t.description,
                seed_words=list(t.words),
                state=Theme.State.CONFIRMED,
            )
            for t in asked.themes
        )
        Statement.objects.bulk_create(
            Statement(question=question, number=n, text=text) for n, text in enumerate(asked.texts, start=1)
        )
    return questions


def _people(dialogue: Dialogue, made: ExampleDialogue) -> list[Participant]:
    day = timezone.localdate() - timedelta(days=20)
    people = Participant.objects.bulk_create(
        Participant(dialogue=dialogue, key=uuid5(NAMESPACE, f"{dialogue.slug}:{n}"), joined_on=day)
        for n in range(len(made.votes))
    )
    for order, (text, options, answers) in enumerate(
        (
            (made.background_question, made.background_options, made.background),
            (made.age_question, made.age_options, made.ages),
        ),
        start=1,
    ):
        asked = BackgroundQuestion.objects.create(
            dialogue=dialogue, order=order, text=text, options=list(options)
        )
        BackgroundAnswer.objects.bulk_create(
            BackgroundAnswer(participant=person, question=asked, option=options[answer])
            for person, answer in zip(people, answers.tolist(), strict=True)
            if answer >= 0
        )
    return people


def _answers(
    dialogue: Dialogue, made: ExampleDialogue, questions: list[Question], people: list[Participant]
) -> None:
    position, at = count(1), this_minute() - timedelta(days=20)
    events: list[Event] = []

    def add(person: int, kind: str, question: Question, **values: object) -> Event:
        event = Event(
            dialogue=dialogue,
            position=next(position),
            participant_key=people[person].key,
            kind=kind,
            question=question,
            at=at,
            **values,
        )
        events.append(event)
        return event

    written = [(m, add(m.person, Event.Kind.MESSAGE, questions[m.question])) for m in made.messages]
    rating = next(q for q in questions if q.kind == Question.Kind.RATING)
    for person, value in enumerate(made.ratings.tolist()):
        if value != 9:
            add(person, Event.Kind.RATING, rating, value=value)
    stellingen = next(q for q in questions if q.kind == Question.Kind.STATEMENT)
    statements = list(stellingen.statements.order_by("number"))
    for person, row in enumerate(made.votes.tolist()):
        for statement, vote in zip(statements, row, strict=True):
            if vote != 9:
                add(person, Event.Kind.VOTE, stellingen, statement=statement, value=vote)
    Event.objects.bulk_create(events, batch_size=500)
    Counter.objects.filter(dialogue=dialogue).update(position=next(position))
    _words(dialogue, written, questions)


def _words(
    dialogue: Dialogue, written: list[tuple[ExampleMessage, Event]], questions: list[Question]
) -> None:
    numbers = Random(dialogue.slug).sample(range(1_000_000, 10_000_000), len(written))
    messages = Message.objects.bulk_create(
        Message(
            event=event,
            dialogue=dialogue,
            number=number,
            question=event.question,
            participant_key=event.participant_key,
            text=m.text,
            shown_text=m.text,
            consent=Message.Consent.LITERAL if m.literal else Message.Consent.SUMMARY,
            state=Message.State.VISIBLE,
        )
        for number, (m, event) in zip(numbers, written, strict=True)
    )
    themes = {(t.question_id, t.key): t for t in Theme.objects.filter(question__in=questions)}
    ThemeOfMessage.objects.bulk_create(
        ThemeOfMessage(
            message=message,
            theme=themes.get((message.question_id, m.theme or "")),
            probability=1.0,
            checked=True,
        )
        for message, (m, _event) in zip(messages, written, strict=True)
    )


def _promises(dialogue: Dialogue, made: ExampleDialogue) -> None:
    for key, text, owner, days, state in made.promises:
        theme = Theme.objects.filter(question__topic__dialogue=dialogue, key=key).first()
        due = timezone.localdate() + timedelta(days=days)
        Promise.objects.create(dialogue=dialogue, theme=theme, text=text, owner=owner, due=due, state=state)


def _open_dialogue(dialogue: Dialogue, made: ExampleDialogue) -> None:
    asked = next(q for q in made.questions if q.kind == "statement")
    first = next(q for q in made.questions if q.kind == "factor")
    topic = Topic.objects.create(dialogue=dialogue, title="Wat een aanpak laat lukken")
    words = "Wat hielp in jouw wijk echt? Vertel het in je eigen woorden."
    own = Question.objects.create(topic=topic, order=1, kind="factor", text=words, heading="Wat hielp")
    Theme.objects.bulk_create(
        Theme(question=own, key=t.key, label=t.label, description=t.description, seed_words=list(t.words))
        for t in first.themes
    )
    votes = Question.objects.create(topic=topic, order=2, kind="statement", text="Ben je het eens of oneens?")
    Statement.objects.bulk_create(
        Statement(question=votes, number=n, text=text)
        for n, text in enumerate(asked.texts[:OPEN_STATEMENTS], start=1)
    )
    Question.objects.create(
        topic=topic, order=3, kind="rating", text="Hoe gaat het met de samenwerking in jouw wijk?"
    )
    BackgroundQuestion.objects.create(
        dialogue=dialogue, text=made.background_question, options=list(made.background_options)
    )
    _forty(dialogue, made, own, votes)


def _forty(dialogue: Dialogue, made: ExampleDialogue, own: Question, votes: Question) -> None:
    """Forty people who took part already: long answers, answers of one word, and some who erased theirs."""
    day, at = timezone.localdate() - timedelta(days=3), this_minute() - timedelta(days=3)
    people = Participant.objects.bulk_create(
        Participant(dialogue=dialogue, key=uuid5(NAMESPACE, f"{dialogue.slug}:{n}"), joined_on=day)
        for n in range(FORTY)
    )
    said = [f"{who} {what}" for who in WHO for what in WHAT]
    statements = list(votes.statements.order_by("number"))
    position = count(1)
    events, written = [], []
    for n, person in enumerate(people):
        asked = {"dialogue": dialogue, "participant_key": person.key, "at": at}
        text = said[n] if n < len(said) else SHORT[n - len(said)] if n - len(said) < len(SHORT) else ""
        message = Event(position=next(position), kind=Event.Kind.MESSAGE, question=own, **asked)
        events.append(message)
        written.append((text, message))
        events += [
            Event(
                position=next(position),
                kind=Event.Kind.VOTE,
                question=votes,
                statement=statement,
                value=int(value),
                **asked,
            )
            for statement, value in zip(statements, made.votes[n], strict=False)
            if value != 9
        ]
    gone = {person.key for person in people[-LEFT:]}
    events += [
        Event(dialogue=dialogue, position=next(position), participant_key=key, kind=Event.Kind.ERASED, at=at)
        for key in sorted(gone)
    ]
    Event.objects.bulk_create(events, batch_size=500)
    Counter.objects.filter(dialogue=dialogue).update(position=next(position))
    Participant.objects.filter(key__in=gone).update(erased=True)
    numbers = Random(dialogue.slug).sample(range(1_000_000, 10_000_000), len(written))
    Message.objects.bulk_create(
        _of_forty(dialogue, text, event, number, event.participant_key in gone)
        for number, (text, event) in zip(numbers, written, strict=True)
    )


def _of_forty(dialogue: Dialogue, text: str, event: Event, number: int, erased: bool) -> Message:
    words = "" if erased else text or "?"
    return Message(
        event=event,
        dialogue=dialogue,
        number=number,
        question=event.question,
        participant_key=event.participant_key,
        text=words,
        shown_text=words,
        consent=Message.Consent.LITERAL if words not in SHORT else Message.Consent.SUMMARY,
        state=Message.State.ERASED if erased else Message.State.VISIBLE,
    )


def example_left(organisation: Organisation) -> int:
    """How many invented dialogues stand here."""
    return Dialogue.objects.filter(organisation.invented).count()


def remove_example(organisation: Organisation) -> dict[str, int]:
    """Take the invented dialogues away, with every answer, promise, verslag and file of them."""
    rows = list(Dialogue.objects.filter(organisation.invented))
    for dialogue in rows:
        forget_belongings(dialogue)
        for report in dialogue.reports.all():
            report.delete()
        for promise in dialogue.promises.all():
            promise.delete()
        dialogue.delete()
    return {str(Dialogue._meta.verbose_name_plural): len(rows)}
