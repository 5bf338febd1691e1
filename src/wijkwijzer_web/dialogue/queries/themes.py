"""Themes per question for whoever names and checks them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from wijkwijzer_web.dialogue.models import Dialogue, Message, Question, Theme, ThemeOfMessage

__all__ = ["ThemedQuestion", "by_question"]

TO_CHECK = 10


@dataclass(frozen=True, slots=True)
class ThemedQuestion:
    """One open question: its themes, the messages most useful to check, and how many were checked."""

    question: Question
    themes: tuple[Theme, ...]
    to_check: tuple[ThemeOfMessage, ...]
    checked: int
    messages: int


def by_question(dialogue: Dialogue) -> list[ThemedQuestion]:
    """All open questions of a dialogue."""
    return [
        _themed(q) for q in Question.objects.filter(topic__dialogue=dialogue, kind__in=Question.OPEN_KINDS)
    ]


def _themed(question: Question) -> ThemedQuestion:
    rows = ThemeOfMessage.objects.filter(
        message__question=question, message__state=Message.State.VISIBLE
    ).select_related("message", "theme")
    people = Count("messages__message__participant_key", distinct=True)
    return ThemedQuestion(
        question,
        tuple(question.themes.annotate(people=people).order_by("-people", "label")),
        tuple(rows.filter(checked=False, check_first__isnull=False).order_by("check_first")[:TO_CHECK]),
        rows.filter(checked=True).count(),
        rows.count(),
    )
