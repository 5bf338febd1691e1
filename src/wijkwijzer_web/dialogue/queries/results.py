"""What everyone may see: counts, never a person; the same document for the result page and the verslag."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from wijkwijzer.dialogue.publish import LEAST, Cells, Counts, suppress
from wijkwijzer.report.html import HtmlParts, html_parts
from wijkwijzer.report.store import from_json
from wijkwijzer_web.dialogue.models import (
    BackgroundAnswer,
    Dialogue,
    Event,
    Findings,
    Message,
    Report,
    Statement,
    Theme,
)

__all__ = [
    "StatementCounts",
    "findings_of",
    "open_dialogues",
    "parts_of",
    "published_reports",
    "statement_counts",
    "statement_reasons",
    "theme_messages",
    "themes_of",
]

CHOICES = (1, 0, -1)


@dataclass(frozen=True, slots=True)
class StatementCounts:
    """Votes on one statement, of all and per background answer; None where too few people stand behind it."""

    statement: Statement
    everyone: Counts | None
    rows: tuple[tuple[str, str, Cells | None], ...]

    @property
    def total(self) -> int:
        """How many voted; 0 when too few to show."""
        return sum(self.everyone) if self.everyone else 0


def findings_of(dialogue: Dialogue) -> Findings | None:
    """The newest findings, None when nobody wrote yet or they are still being made."""
    return Findings.objects.filter(dialogue=dialogue).first()


def parts_of(document: dict[str, object]) -> HtmlParts:
    """A stored document as pieces of page."""
    return html_parts(from_json(document))


def open_dialogues() -> QuerySet[Dialogue]:
    """Dialogues that people can take part in, newest first."""
    return Dialogue.objects.filter(state=Dialogue.State.OPEN).select_related("organisation")


def published_reports() -> QuerySet[Report]:
    """Every published version, newest first."""
    return (
        Report.objects.filter(published_at__isnull=False)
        .select_related("dialogue__organisation")
        .order_by("-published_at")
    )


def statement_counts(statement: Statement) -> StatementCounts:
    """Count last votes, all and per background answer, with cells under ten suppressed."""
    last = _last_votes(statement)
    answers: dict[str, list[tuple[str, str]]] = {}
    for key, question, option in BackgroundAnswer.objects.filter(
        participant__dialogue_id=statement.question.topic.dialogue_id
    ).values_list("participant__key", "question__text", "option"):
        answers.setdefault(str(key), []).append((question, option))
    groups: dict[tuple[str, str], list[int]] = {}
    for person, value in last.items():
        for answer in answers.get(person, []):
            groups.setdefault(answer, []).append(value)
    everyone = _count(list(last.values()))
    enough = sum(everyone) >= LEAST
    rows: list[tuple[str, str, Cells | None]] = []
    for question in sorted({question for question, _ in groups}):
        names = sorted(option for asked, option in groups if asked == question)
        table = suppress(everyone, [_count(groups[question, option]) for option in names])
        rows += [
            (question, option, cells if enough and any(cell is not None for cell in cells) else None)
            for option, cells in zip(names, table, strict=True)
        ]
    return StatementCounts(statement, everyone if enough else None, tuple(rows))


def statement_reasons(statement: Statement) -> QuerySet[Message]:
    """Why people voted as they did, in words that may be quoted; without who agreed or disagreed."""
    return _quotable(Message.objects.filter(statement=statement))


def theme_messages(theme: Theme) -> tuple[QuerySet[Message], int]:
    """The quotable messages of a theme, and how many more are not public."""
    everything = Message.objects.filter(theme__theme=theme, state=Message.State.VISIBLE)
    readable = _quotable(everything)
    return readable, everything.count() - readable.count()


def _quotable(messages: QuerySet[Message]) -> QuerySet[Message]:
    return messages.filter(state=Message.State.VISIBLE, consent=Message.Consent.LITERAL).order_by("number")


def _last_votes(statement: Statement) -> dict[str, int]:
    rows = (
        Event.objects.filter(statement=statement, kind=Event.Kind.VOTE)
        .order_by("position")
        .values_list("participant_key", "value")
    )
    return {str(person): value for person, value in rows if value is not None}


def _count(values: list[int]) -> Counts:
    agree, passed, disagree = (values.count(choice) for choice in CHOICES)
    return agree, passed, disagree


def themes_of(dialogue: Dialogue) -> QuerySet[Theme]:
    """The themes with how many people named each."""
    people = Count(
        "messages__message__participant_key", distinct=True, filter=Q(messages__message__state="zichtbaar")
    )
    return (
        Theme.objects.filter(question__topic__dialogue=dialogue)
        .annotate(people=people)
        .select_related("question")
    )
