"""Reading reactions about something.

Who says that something is (no longer) right does so with a button, alone. How often it was said moves for
ten people at once, in the order in which they came, so that nobody can be read off from before and after.
"""

from __future__ import annotations

from dataclasses import dataclass

from wijkwijzer.disclosure import in_tens
from wijkwijzer_web.knowledge.models import Reaction

__all__ = ["Reactions", "shown"]


@dataclass(frozen=True, slots=True)
class Reactions:
    """What people said about one thing: how often it was said to be right or not, and the lines.

    `right` and `wrong` are of the first tens of people: both are 0 while there are fewer than ten.
    """

    right: int
    wrong: int
    lines: tuple[Reaction, ...]


def shown(kind: str, key: str) -> Reactions:
    """What may be read about a thing of this kind with this key."""
    rows = list(Reaction.objects.filter(kind=kind, key=key).select_related("organisation"))
    said = [row.sort for row in rows if row.sort in (Reaction.Sort.RIGHT, Reaction.Sort.WRONG)]
    counted = said[: in_tens(len(said))]
    return Reactions(
        counted.count(Reaction.Sort.RIGHT),
        counted.count(Reaction.Sort.WRONG),
        tuple(row for row in rows if row.text and row.state == Reaction.State.SHOWN),
    )
