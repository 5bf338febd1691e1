"""What everyone may see: the one gate that pages, files, open data and the API go through.

Counts come from a stored result (the newest findings, or a version of the verslag), in which small numbers
were suppressed when it was made. Words come from the tables as they are now: what was hidden or erased since
is gone at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijkwijzer.dialogue import PublicStatement, statement_picture
from wijkwijzer.report import Document, HtmlParts, Language, html_block, html_parts
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.rooms import Found
from wijkwijzer_web.dialogue.models import (
    Dialogue,
    Findings,
    Message,
    Promise,
    Question,
    Report,
    Statement,
    Theme,
)

__all__ = [
    "StatementCounts",
    "counts_in",
    "findings_of",
    "found",
    "open_dialogues",
    "parts_of",
    "promises_of",
    "public_dialogues",
    "public_questions",
    "published_reports",
    "quotable",
    "theme_shares_in",
    "themes_of",
    "told_reports",
    "visible_statements",
]

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class StatementCounts:
    """A statement that everyone may read, and its votes; None when too few voted up to the result."""

    statement: Statement
    found: PublicStatement | None

    @property
    def total(self) -> int:
        """How many voted; 0 when too few to show."""
        return sum(self.found.everyone) if self.found and self.found.everyone else 0

    @property
    def picture(self) -> str:
        """The votes as rows with a table beside them; empty when too few voted."""
        if self.found is None:
            return ""
        language: Language = "en" if (get_language() or "nl").startswith("en") else "nl"
        drawn = statement_picture(self.found, self.statement.text, language)
        return html_block(drawn, language) if drawn else ""


def public_dialogues() -> QuerySet[Dialogue]:
    """Every dialogue that is no draft and no trial, newest first."""
    real = Dialogue.objects.filter(organisation__trial_of=None)
    return real.exclude(state=Dialogue.State.DRAFT).select_related("organisation")


def found(query: str, language: str, actor: User | AnonymousUser) -> list[Found]:
    """Public dialogues and published verslagen for the search: title and intro, no word of who took part."""
    words = [word.casefold() for word in query.split() if len(word) > 2][:8]
    if not words:
        return []
    reported = set(published_reports().values_list("dialogue_id", flat=True))
    hits: list[Found] = []
    for row in public_dialogues().order_by("-created_at"):
        text = f"{row.title} {row.intro}".casefold()
        if not all(word in text for word in words):
            continue
        hits.append(Found(_("Dialoog"), row.title, row.get_absolute_url(), row.intro[:300], 0.5))
        if row.pk in reported:
            url = reverse("dialogue:report", args=[row.slug])
            hits.append(Found(_("Verslag"), row.title, url, row.intro[:300], 0.5))
        if len(hits) >= MOST_FOUND:
            break
    return hits


def open_dialogues() -> QuerySet[Dialogue]:
    """Dialogues that people can take part in, newest first."""
    return public_dialogues().filter(state=Dialogue.State.OPEN)


def public_questions(dialogue: Dialogue) -> QuerySet[Question]:
    """The questions in order, each with the statements that everyone may read."""
    shown = Prefetch("statements", Statement.objects.filter(state=Statement.State.VISIBLE).order_by("number"))
    return (
        Question.objects.filter(topic__dialogue=dialogue)
        .select_related("topic")
        .prefetch_related(shown)
        .order_by("topic__order", "topic_id", "order", "id")
    )


def findings_of(dialogue: Dialogue) -> Findings | None:
    """The newest findings, None when nobody wrote yet or they are still being made."""
    return Findings.objects.filter(dialogue=dialogue).first()


def parts_of(document: Document, why: str = "") -> HtmlParts:
    """A document as pieces of page; `why` is where stands what made each sentence."""
    return html_parts(document, why=why)


def published_reports() -> QuerySet[Report]:
    """Every published version, newest first."""
    return told_reports().filter(retracted_at=None).order_by("-published_at", "-pk")


def told_reports() -> QuerySet[Report]:
    """Every version that is or was public, by what happened to it last: who follows hears both."""
    return (
        Report.objects.filter(published_at__isnull=False)
        .filter(dialogue__organisation__trial_of=None)
        .exclude(dialogue__state=Dialogue.State.DRAFT)
        .select_related("dialogue__organisation")
        .order_by(Coalesce("retracted_at", "published_at").desc(), "-pk")
    )


def visible_statements(dialogue: Dialogue) -> QuerySet[Statement]:
    """The statements that everyone may read, in order."""
    shown = Statement.objects.filter(question__topic__dialogue=dialogue, state=Statement.State.VISIBLE)
    return shown.select_related("question").order_by("question", "number")


def counts_in(aggregates: Mapping[str, Any] | None, statements: Iterable[Statement]) -> list[StatementCounts]:
    """The counts of a stored result beside statements that may be read now."""
    rows = (aggregates or {}).get("statements", ())
    found = {row["statement"]: PublicStatement.from_json(row) for row in rows}
    return [StatementCounts(statement, found.get(statement.pk)) for statement in statements]


def theme_shares_in(aggregates: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Per open question of a stored result who answered, and its themes with shares (0 to 1)."""
    questions: list[dict[str, Any]] = (aggregates or {}).get("themes", [])
    return questions


def promises_of(dialogue: Dialogue) -> QuerySet[Promise]:
    """What was promised, soonest first."""
    return Promise.objects.filter(dialogue=dialogue).select_related("theme").order_by("due", "pk")


def quotable(messages: QuerySet[Message], found: Findings | None) -> QuerySet[Message]:
    """Of these messages those whose words may stand in public, up to the stored result, by number."""
    shown = messages.filter(state=Message.State.VISIBLE, consent=Message.Consent.LITERAL)
    return shown.filter(event__position__lte=found.position if found else 0).order_by("number")


def themes_of(dialogue: Dialogue, aggregates: Mapping[str, Any] | None) -> list[Theme]:
    """The themes that people named, up to the stored result."""
    named = {
        (question["topic"], question["question"], theme["theme_id"])
        for question in theme_shares_in(aggregates)
        for theme in question["themes"]
        if theme["authors"]
    }
    themes = Theme.objects.filter(question__topic__dialogue=dialogue).select_related("question__topic")
    return [t for t in themes if (t.question.topic.title, t.question.text, t.key) in named]
