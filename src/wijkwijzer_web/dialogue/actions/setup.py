"""What an organiser does: set up, copy, open and close a dialogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.models import (
    BackgroundQuestion,
    Counter,
    Dialogue,
    Event,
    Question,
    Round,
    Statement,
    Topic,
)
from wijkwijzer_web.publishing.service import refuse_older

__all__ = [
    "add_background_question",
    "add_question",
    "add_round",
    "add_statements",
    "change_state",
    "copy_dialogue",
    "remove_part",
    "save_dialogue",
]

MOST_BACKGROUND_QUESTIONS = 3


@action
def save_dialogue(
    *,
    actor: User,
    dialogue: Dialogue,
    moderators: Sequence[User] = (),
    version: str = "",
    state: Callable[[], tuple[Any, ...]] = tuple,
) -> Dialogue:
    """Store a new or changed dialogue; ChangedError when somebody else saved it since the form was made.

    Who moderates is named by an administrator: whoever else saves leaves the names as they are.
    """
    require(actor, Permission.WRITE, dialogue.organisation)
    if dialogue.pk:
        Dialogue.objects.select_for_update().get(pk=dialogue.pk)
        refuse_older(version, *state())
    dialogue.save()
    if set(moderators) != set(dialogue.moderators.all()):  # who moderates reads what others wrote
        require(actor, Permission.MANAGE_MEMBERS, dialogue.organisation)
        dialogue.moderators.set(moderators)
    Counter.objects.get_or_create(dialogue=dialogue)
    record(dialogue)
    return dialogue


@action
def add_question(*, actor: User, dialogue: Dialogue, topic: str, question: Question) -> Question:
    """Add a question under a topic; a topic that is not there yet is made."""
    require(actor, Permission.WRITE, dialogue.organisation)
    under = dialogue.topics.filter(title__iexact=topic).first()
    if under is None:
        under = Topic.objects.create(dialogue=dialogue, title=topic, order=_next(dialogue.topics))
    question.topic, question.order = under, _next(under.questions)
    question.full_clean()
    question.save()
    record(dialogue, details={"question": question.pk, "kind": question.kind})
    return question


@action
def add_statements(*, actor: User, dialogue: Dialogue, question: Question, texts: Sequence[str]) -> int:
    """Add statements to start with; one that is there already is passed over."""
    require(actor, Permission.WRITE, dialogue.organisation)
    known = {text.casefold() for text in question.statements.values_list("text", flat=True)}
    number = question.statements.aggregate(last=Max("number"))["last"] or 0
    fresh = [text for text in dict.fromkeys(texts) if text.casefold() not in known]
    Statement.objects.bulk_create(
        Statement(question=question, number=number + n, text=text) for n, text in enumerate(fresh, start=1)
    )
    record(dialogue, details={"question": question.pk, "statements": len(fresh)})
    return len(fresh)


@action
def add_background_question(*, actor: User, dialogue: Dialogue, text: str, options: Sequence[str]) -> None:
    """Add an optional question about the participant; three at most."""
    require(actor, Permission.WRITE, dialogue.organisation)
    if dialogue.background_questions.count() >= MOST_BACKGROUND_QUESTIONS:
        raise ValidationError(_("Er zijn al drie achtergrondvragen. Meer vragen we niet."))
    BackgroundQuestion.objects.create(
        dialogue=dialogue, text=text, options=list(options), order=_next(dialogue.background_questions)
    )
    record(dialogue, details={"background": text})


@action
def add_round(*, actor: User, dialogue: Dialogue, step: Round) -> None:
    """Add a step to the script."""
    require(actor, Permission.WRITE, dialogue.organisation)
    step.dialogue, step.order = dialogue, _next(dialogue.rounds)
    step.save()
    record(dialogue, details={"round": step.pk})


@action
def remove_part(*, actor: User, dialogue: Dialogue, part: models.Model) -> None:
    """Remove a question, statement, background question or round that nobody answered yet."""
    require(actor, Permission.WRITE, dialogue.organisation)
    answered = Event.objects.filter(dialogue=dialogue)
    if isinstance(part, Statement):
        answered = answered.filter(statement=part)
    elif isinstance(part, Question):
        answered = answered.filter(question=part)
    if not isinstance(part, Round) and answered.exists():
        raise ValidationError(_("Hier is al op geantwoord. Daarom blijft het staan."))
    record(dialogue, details={"removed": part._meta.label, "key": part.pk})
    part.delete()


@action
def change_state(*, actor: User, dialogue: Dialogue, state: str) -> None:
    """Open or close a dialogue; opening asks for at least one question."""
    require(actor, Permission.WRITE, dialogue.organisation)
    if state == Dialogue.State.OPEN and not Question.objects.filter(topic__dialogue=dialogue).exists():
        raise ValidationError(_("Voeg eerst een vraag toe. Dan kan de dialoog open."))
    dialogue.state = state
    dialogue.closed_at = timezone.now() if state == Dialogue.State.CLOSED else None
    dialogue.save(update_fields=["state", "closed_at"])
    record(dialogue, details={"state": state})


@action
def copy_dialogue(*, actor: User, dialogue: Dialogue, slug: str, title: str) -> Dialogue:
    """Make a draft with the same questions, statements to start with, script and background questions."""
    require(actor, Permission.WRITE, dialogue.organisation)
    copy = Dialogue.objects.get(pk=dialogue.pk)
    copy.pk, copy._state.adding = None, True
    copy.slug, copy.title, copy.state = slug, title, Dialogue.State.DRAFT
    copy.opens_at = copy.closes_at = copy.closed_at = None
    copy.is_example = False
    copy.save()
    copy.moderators.set(dialogue.moderators.all())
    Counter.objects.create(dialogue=copy)
    for asked in dialogue.background_questions.all():
        BackgroundQuestion.objects.create(
            dialogue=copy, order=asked.order, text=asked.text, options=asked.options
        )
    _copy_questions(dialogue, copy)
    record(copy, details={"from": dialogue.slug})
    return copy


def _copy_questions(dialogue: Dialogue, copy: Dialogue) -> None:
    copied: dict[int, Question] = {}
    for topic in dialogue.topics.prefetch_related("questions__statements"):
        new_topic = Topic.objects.create(dialogue=copy, order=topic.order, title=topic.title)
        for question in topic.questions.all():
            statements = [s for s in question.statements.all() if s.writer is None]
            key = question.pk
            question.pk, question._state.adding, question.topic = None, True, new_topic
            question.save()
            copied[key] = question
            Statement.objects.bulk_create(
                Statement(question=question, number=n, text=s.text, translations=s.translations)
                for n, s in enumerate(statements, start=1)
            )
    for step in dialogue.rounds.all():
        Round.objects.create(
            dialogue=copy,
            order=step.order,
            kind=step.kind,
            title=step.title,
            minutes=step.minutes,
            question=copied.get(step.question_id or 0),
        )


def _next(rows: models.Manager[models.Model]) -> int:
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1
