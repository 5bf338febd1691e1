"""The order of a set-up: what stands where, and what stands beside a part."""

from __future__ import annotations

from typing import Any

from wijkwijzer_web.dialogue.models import Dialogue, Question, Round, Topic

__all__ = ["Movable", "arrangement", "beside"]

Movable = Topic | Question | Round


def arrangement(dialogue: Dialogue) -> tuple[list[Any], ...]:
    """The order of topics, questions and rounds as it is stored now: what a form to move one is made from."""
    questions = Question.objects.filter(topic__dialogue=dialogue).values_list("topic_id", "pk")
    return (
        list(dialogue.topics.values_list("pk", flat=True)),
        [list(pair) for pair in questions],
        list(dialogue.rounds.values_list("pk", flat=True)),
    )


def beside(dialogue: Dialogue, part: Movable) -> list[Any]:
    """The parts that a part stands between, in order, itself included."""
    if isinstance(part, Question):
        return list(part.topic.questions.all())
    if isinstance(part, Topic):
        return list(dialogue.topics.all())
    return list(dialogue.rounds.all())
