"""Reading reactions about something."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwijzer_web.knowledge.models import Reaction

__all__ = ["Reactions", "shown"]


@dataclass(frozen=True, slots=True)
class Reactions:
    """What people said about one thing: how often it was said to be right or not, and the lines."""

    right: int
    wrong: int
    lines: tuple[Reaction, ...]


def shown(kind: str, key: str) -> Reactions:
    """What may be read about a thing of this kind with this key."""
    rows = list(Reaction.objects.filter(kind=kind, key=key).select_related("organisation"))
    return Reactions(
        sum(row.sort == Reaction.Sort.RIGHT for row in rows),
        sum(row.sort == Reaction.Sort.WRONG for row in rows),
        tuple(row for row in rows if row.text and row.state == Reaction.State.SHOWN),
    )
