"""Near-duplicates, kinder words, and the record that a personal link opens."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from wijkwijzer_web.core.codes import token_fingerprint
from wijkwijzer_web.knowledge.models import Contributor, KnowledgeRecord, Revision
from wijkwijzer_web.knowledge.search.queries import ask

__all__ = ["Hint", "by_token", "hints", "look_alikes", "newest_data", "state_of"]

MOST = 3


def by_token(token: str) -> Contributor | None:
    """Whose link this is."""
    return Contributor.objects.select_related("record").filter(token_hash=token_fingerprint(token)).first()


def newest_data(row: KnowledgeRecord) -> dict[str, Any]:
    """The record as its writer last wanted it: the change that waits, or what it says now."""
    waiting = row.revisions.filter(status=Revision.Status.WAITING).order_by("-number").first()
    return dict(waiting.data if waiting else row.data)


def state_of(row: KnowledgeRecord) -> tuple[object, ...]:
    """What the form of its writer was made from."""
    return (row.version, newest_data(row))


def look_alikes(kind: str, text: str) -> list[KnowledgeRecord]:
    """Public records of this kind that say nearly the same: "is it one of these?"."""
    if len(text.strip()) < 12:
        return []
    rows = {row.key: row for row in KnowledgeRecord.objects.filter(public=True, kind=kind)}
    answer = ask(text[:400], list(rows), MOST)
    return [rows[key] for key in answer.keys]


@dataclass(frozen=True, slots=True)
class Hint:
    """A word that says more than it means, and what to write instead."""

    word: str
    instead: str
    why: str


@cache
def _words() -> list[dict[str, str]]:
    text = (Path(__file__).parent / "woorden.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["woord"]
    assert isinstance(found, list)
    return found


def hints(text: str) -> list[Hint]:
    """Words in a text for which there is a better one."""
    low = text.casefold()
    return [Hint(one["staat"], one["liever"], one["want"]) for one in _words() if one["staat"] in low]
