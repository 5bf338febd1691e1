"""What may be shown of counts: nothing about fewer than ten people, also not by subtracting what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["LEAST", "Counts", "Protected", "protect"]

LEAST = 10
Counts = tuple[int, int, int]
"""How many agreed, passed and disagreed."""


@dataclass(frozen=True, slots=True)
class Protected:
    """The counts that may be shown; None where they may not."""

    everyone: Counts | None
    groups: tuple[Counts | None, ...]


def protect(everyone: Counts, groups: Sequence[Counts]) -> Protected:
    """Suppress the counts of small groups, and of others where a subtraction would give them back.

    Parameters
    ----------
    everyone
        Counts of all who voted on one statement.
    groups
        Counts per answer to one background question; who did not answer it is the rest of `everyone`.

    Returns
    -------
    Protected
        A group under ten voters is hidden. What is hidden (the rest that gave no answer included) must
        together be ten voters or nobody; else the smallest groups that are left are hidden too.

    Examples
    --------
    >>> protect((40, 2, 8), [(30, 0, 5), (8, 2, 2), (2, 0, 1)]).groups
    ((30, 0, 5), None, None)
    >>> protect((3, 1, 2), [(3, 1, 2)]).everyone is None
    True
    """
    if sum(everyone) < LEAST:
        return Protected(None, tuple(None for _ in groups))
    sizes = [sum(counts) for counts in groups]
    rest = sum(everyone) - sum(sizes)
    hidden = {place for place, size in enumerate(sizes) if size < LEAST}
    for place in sorted(range(len(sizes)), key=lambda place: (sizes[place], place)):
        together = rest + sum(sizes[each] for each in hidden)
        if together == 0 or together >= LEAST:
            break
        hidden.add(place)
    return Protected(everyone, tuple(None if n in hidden else counts for n, counts in enumerate(groups)))
