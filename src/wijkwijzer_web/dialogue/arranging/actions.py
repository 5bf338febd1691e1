"""What an organiser changes in a set-up before people come: the order, and the words of a question."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.dialogue.models import Dialogue, Event, Question, Round, Topic
from wijkwijzer_web.dialogue.queries.arrangement import Movable, arrangement, beside
from wijkwijzer_web.publishing.service import refuse_older

__all__ = ["change_question", "move_part"]


@action
def move_part(*, actor: User, dialogue: Dialogue, part: Movable, up: bool, version: str = "") -> int:
    """Put a topic, question or round one place up or down; return its place, from one.

    Refused when somebody changed the order since the page was made, and when people answer already: the
    place of a question belongs to what they were asked.
    """
    require(actor, Permission.WRITE, dialogue.organisation)
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    refuse_older(version, *arrangement(dialogue))
    _refuse_when_begun(dialogue, part)
    rows = beside(dialogue, part)
    old = [row.pk for row in rows].index(part.pk)
    new = max(0, min(len(rows) - 1, old + (-1 if up else 1)))
    rows.insert(new, rows.pop(old))
    for order, row in enumerate(rows, start=1):
        type(part).objects.filter(pk=row.pk).update(order=order)
    record(dialogue, details={"moved": part._meta.label, "key": part.pk, "place": new + 1})
    return new + 1


def _refuse_when_begun(dialogue: Dialogue, part: Movable) -> None:
    if isinstance(part, Round):
        if part.state != Round.State.WAITING:
            raise ValidationError(_("Deze ronde is al begonnen. De volgorde blijft zoals hij is."))
    elif Event.objects.filter(dialogue=dialogue).exists():
        raise ValidationError(_("Er is al geantwoord. De volgorde blijft zoals hij is."))


@action
def change_question(
    *,
    actor: User,
    dialogue: Dialogue,
    question: Question,
    topic: str,
    before: tuple[Any, ...],
    version: str = "",
) -> Question:
    """Store a question in other words, as long as nobody answered it; `before` is how it is stored now."""
    require(actor, Permission.WRITE, dialogue.organisation)
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    refuse_older(version, *before)
    if Event.objects.filter(dialogue=dialogue, question=question).exists():
        raise ValidationError(_("Hier is al op geantwoord. Maak een nieuwe vraag."))
    if question.topic.title.casefold() != topic.casefold():
        _put_under(dialogue, question, topic)
    question.full_clean()
    question.save()
    record(dialogue, details={"question": question.pk, "changed": True})
    return question


def _put_under(dialogue: Dialogue, question: Question, title: str) -> None:
    """Move a question to the end of another topic, which is made when it is not there."""
    known = dialogue.topics.filter(title__iexact=title).first()
    last = dialogue.topics.last()
    under = known or Topic.objects.create(
        dialogue=dialogue, title=title, order=last.order + 1 if last is not None else 1
    )
    before = under.questions.last()
    question.topic, question.order = under, before.order + 1 if before is not None else 1
