"""What other apps may ask of dialogues: what is public of them, from the stored result, and the example.

Nothing here gives a count that changes because one more person came, wrote or erased.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from wijkwijzer_web.dialogue.actions.example import load_example_dialogues
from wijkwijzer_web.dialogue.models import Dialogue, Findings, Message, Promise, Question, Report
from wijkwijzer_web.dialogue.queries.outcome.beside import withheld_in
from wijkwijzer_web.dialogue.queries.outcome.public_data import question_data, statement_data
from wijkwijzer_web.dialogue.queries.outcome.reports import published
from wijkwijzer_web.dialogue.queries.outcome.results import (
    counts_in,
    findings_of,
    open_dialogues,
    promises_of,
    public_dialogues,
    public_questions,
    published_reports,
    quotable,
    theme_shares_in,
    visible_statements,
)
from wijkwijzer_web.dialogue.queries.structure import dialogue_by_slug

__all__ = [
    "Dialogue",
    "Findings",
    "Message",
    "Promise",
    "Question",
    "Report",
    "dialogue_by_slug",
    "findings_of",
    "load_example_dialogues",
    "open_dialogues",
    "promises_of",
    "public_dialogues",
    "public_messages",
    "public_questions",
    "published",
    "published_reports",
    "result_data",
]


def result_data(dialogue: Dialogue) -> dict[str, Any]:
    """The newest public counts of a dialogue as plain values with Dutch names."""
    found = findings_of(dialogue)
    aggregates = found.aggregates if found else {}
    return {
        "stand": "nog niet gemaakt" if found is None else "vastgesteld" if found.settled else "voorlopig",
        "gemaakt_op": found.made_at if found else None,
        "deelnemers": aggregates.get("people", 0),
        "herkomst": aggregates.get("sources", {}),
        "groepen": aggregates.get("groups", []),
        "stellingen": [statement_data(one) for one in counts_in(aggregates, visible_statements(dialogue))],
        "vragen": [question_data(one) for one in theme_shares_in(aggregates)],
    }


def public_messages(
    dialogue: Dialogue, question: int | None, theme: int | None
) -> tuple[QuerySet[Message], int]:
    """The messages that everyone may read (of a question, of a theme), and how many more are not public."""
    found = findings_of(dialogue)
    written = Message.objects.filter(dialogue=dialogue)
    if question:
        written = written.filter(question_id=question)
    if theme:
        written = written.filter(theme__theme_id=theme)
    withheld = withheld_in(found.aggregates if found else None, question=question or 0, theme=theme or 0)
    return quotable(written, found).select_related("theme"), withheld
