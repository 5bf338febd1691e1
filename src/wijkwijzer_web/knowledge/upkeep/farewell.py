"""What becomes of knowledge when its organisation is removed: what others build on stays, for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.knowledge.models import KnowledgeRecord, Reaction, State
from wijkwijzer_web.knowledge.records.actions import changed
from wijkwijzer_web.knowledge.search.actions import renew_search

__all__ = ["farewell"]


def farewell(organisation: Organisation) -> list[str]:
    """Let go what records of others name; of the rest take what was said of it, and name where it stood."""
    mine = {row.key: row for row in KnowledgeRecord.objects.filter(organisation=organisation)}
    others = KnowledgeRecord.objects.exclude(pk__in=[row.pk for row in mine.values()])
    named = {word for data in others.values_list("data", flat=True) for word in _words(data)} & mine.keys()
    stays = {key for key in named if mine[key].public}
    for key in sorted(stays):
        row = mine.pop(key)
        row.organisation = None
        changed(row, tell=False)
    Reaction.objects.filter(kind="stuk", key__in=list(mine)).delete()
    if mine or stays:
        transaction.on_commit(renew_search)
    told = (row for row in mine.values() if row.public or row.state == State.WITHDRAWN)
    return [row.get_absolute_url() for row in told]


def _words(data: Any) -> Iterator[str]:
    """Every word or sentence that stands in a record."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from _words(value)
        case list():
            for value in data:
                yield from _words(value)
