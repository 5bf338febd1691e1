"""What a dialogue asks, read once and kept for a moment: every participant of a room needs the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import caches
from django.http import Http404

from wijkwijzer_web.dialogue.models import BackgroundQuestion, Dialogue, Question, Statement

__all__ = ["AskedQuestion", "AskedStatement", "Structure", "dialogue_by_slug", "forget", "structure"]

SECONDS = 2  # how long another process may still see what an organiser just changed


@dataclass(frozen=True, slots=True)
class AskedStatement:
    """A statement that people may see."""

    pk: int
    number: int
    text: str
    translations: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """The text in this language, else as it was written."""
        return self.translations.get(language) or self.text


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with the statements under it."""

    pk: int
    kind: str
    text: str
    topic: str
    options: tuple[str, ...]
    statements: tuple[AskedStatement, ...]
    translations: Mapping[str, str]

    @property
    def is_open(self) -> bool:
        """Whether people answer in their own words."""
        return self.kind in Question.OPEN_KINDS

    def in_language(self, language: str) -> str:
        """The text in this language, else as it was written."""
        return self.translations.get(language) or self.text

    def statement(self, pk: int) -> AskedStatement | None:
        """The statement with this key, None when it is not (or no longer) shown."""
        return next((s for s in self.statements if s.pk == pk), None)


@dataclass(frozen=True, slots=True)
class Structure:
    """All questions of a dialogue in order, and the questions about the participant."""

    questions: tuple[AskedQuestion, ...]
    background: tuple[BackgroundQuestion, ...]

    def question(self, pk: int) -> AskedQuestion | None:
        """The question with this key, None when it is not of this dialogue."""
        return next((q for q in self.questions if q.pk == pk), None)


def dialogue_by_slug(slug: str) -> Dialogue:
    """The dialogue at this address, not a draft; 404 when there is none."""
    cache, key = caches["local"], f"dialogue:{slug}"
    dialogue: Dialogue | None = cache.get(key)
    if dialogue is None:
        dialogue = (
            Dialogue.objects.select_related("organisation")
            .filter(slug=slug)
            .exclude(state=Dialogue.State.DRAFT)
            .first()
        )
        if dialogue is None:
            raise Http404
        cache.set(key, dialogue, SECONDS)
    return dialogue


def structure(dialogue: Dialogue) -> Structure:
    """Read the questions and visible statements in two queries, at most every two seconds per process."""
    cache, key = caches["local"], f"dialogue-structure:{dialogue.pk}"
    known: Structure | None = cache.get(key)
    if known is None:
        known = _read(dialogue)
        cache.set(key, known, SECONDS)
    return known


def forget(dialogue: Dialogue) -> None:
    """Let this process read again at once (after a change by an organiser or a moderator)."""
    caches["local"].delete_many([f"dialogue:{dialogue.slug}", f"dialogue-structure:{dialogue.pk}"])


def _read(dialogue: Dialogue) -> Structure:
    shown: dict[int, list[AskedStatement]] = {}
    for row in Statement.objects.filter(
        question__topic__dialogue=dialogue, state=Statement.State.VISIBLE
    ).order_by("question_id", "number"):
        statement = AskedStatement(row.pk, row.number, row.text, row.translations)
        shown.setdefault(row.question_id, []).append(statement)
    questions = Question.objects.filter(topic__dialogue=dialogue).select_related("topic")
    return Structure(
        tuple(
            AskedQuestion(
                pk=q.pk,
                kind=q.kind,
                text=q.text,
                topic=q.topic.title,
                options=tuple(q.options),
                statements=tuple(shown.get(q.pk, ())),
                translations=q.translations,
            )
            for q in questions.order_by("topic__order", "topic_id", "order", "id")
        ),
        tuple(dialogue.background_questions.all()),
    )
