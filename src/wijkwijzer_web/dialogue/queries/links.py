"""Every number opens what is under it: the counts of a statement, or the messages of a theme."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from wijkwijzer_web.dialogue.models import Dialogue, Theme
from wijkwijzer_web.dialogue.queries.results import visible_statements

__all__ = ["with_links"]

STATEMENT, OF_THEMES = "stelling:", "Thema's bij: "


def with_links(document: dict[str, Any], dialogue: Dialogue) -> dict[str, Any]:
    """The document for a page: the words of each row lead to the page with its counts or messages."""
    statements = {
        str(pk): reverse("dialogue:statement-counts", args=[dialogue.slug, pk])
        for pk in visible_statements(dialogue).values_list("pk", flat=True)
    }
    themes = {
        (question, label): reverse("dialogue:theme", args=[dialogue.slug, pk])
        for pk, question, label in Theme.objects.filter(question__topic__dialogue=dialogue).values_list(
            "pk", "question__text", "label"
        )
    }
    blocks = [_linked(block, statements, themes) for block in document["blocks"]]
    return {**document, "blocks": blocks}


def _linked(
    block: dict[str, Any], statements: dict[str, str], themes: dict[tuple[str, str], str]
) -> dict[str, Any]:
    if block.get("type") == "Table":
        return _table(block, statements)
    if block.get("type") != "Rows":
        return block
    question = str(block.get("caption", "")).removeprefix(OF_THEMES)
    rows = [_row(row, question, statements, themes) for row in block["rows"]]
    table = block.get("table")
    return {**block, "rows": rows, **({"table": _table(table, statements)} if table else {})}


def _row(
    row: dict[str, Any], question: str, statements: dict[str, str], themes: dict[tuple[str, str], str]
) -> dict[str, Any]:
    refs, words = row.get("refs", ()), row.get("words")
    label = row.get("label")
    url = themes.get((question, label)) if isinstance(label, str) else None
    if len(refs) == 1 and refs[0].startswith(STATEMENT):
        url = statements.get(refs[0].removeprefix(STATEMENT))
    if url is None or not isinstance(words, str):
        return row
    return {**row, "words": [{"type": "Link", "text": words, "url": url}]}


def _table(table: dict[str, Any], statements: dict[str, str]) -> dict[str, Any]:
    columns = table["columns"]
    if not columns or columns[0].get("name") != "Nummer":
        return table
    rows = [[_number(row[0], statements), *row[1:]] for row in table["rows"]]
    return {**table, "rows": rows}


def _number(cell: Any, statements: dict[str, str]) -> Any:
    url = statements.get(cell) if isinstance(cell, str) else None
    return cell if url is None else [{"type": "Link", "text": cell, "url": url}]
