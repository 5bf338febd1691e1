"""Every number opens what is under it: the address book of a dialogue, by what a row is about."""

from __future__ import annotations

from django.urls import reverse

from wijkwijzer.dialogue import statement_ref, theme_ref
from wijkwijzer.report import Document, linked
from wijkwijzer_web.dialogue.models import Dialogue, Theme
from wijkwijzer_web.dialogue.queries.outcome.results import visible_statements

__all__ = ["with_links"]


def with_links(document: Document, dialogue: Dialogue) -> Document:
    """The document for a page: each row leads to the page with its counts or messages."""
    addresses = {
        statement_ref(pk): reverse("dialogue:statement-counts", args=[dialogue.slug, pk])
        for pk in visible_statements(dialogue).values_list("pk", flat=True)
    }
    themes = Theme.objects.filter(question__topic__dialogue=dialogue)
    for pk, topic, question, key in themes.values_list(
        "pk", "question__topic__title", "question__text", "key"
    ):
        addresses[theme_ref(topic, question, key)] = reverse("dialogue:theme", args=[dialogue.slug, pk])
    return linked(document, addresses)
