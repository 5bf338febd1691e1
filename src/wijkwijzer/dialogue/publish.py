"""What may be shown of counts: nothing about fewer than ten people, also not by subtracting what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["LEAST", "Cells", "Counts", "Protected", "protect", "suppress"]

LEAST = 10
Counts = tuple[int, int, int]
"""How many agreed, passed and disagreed."""
Cells = tuple[int | None, ...]
"""The same, with None for what may not be shown."""


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


def suppress(everyone: Sequence[int], groups: Sequence[Sequence[int]]) -> tuple[Cells, ...]:
    """Suppress every cell under ten in a table of groups, and cells that a subtraction would give back.

    The counts of everyone are public, so per column (agree, pass, disagree) the sum of what is hidden is
    too. That sum must be of at least two unknown cells and at least ten people; else the smallest cells
    that are left in the column are hidden as well. Do not publish the total of a group of which a cell is
    hidden: with it the cells of one group could be subtracted from each other.

    Parameters
    ----------
    everyone
        Public counts per column, of all who voted on one statement.
    groups
        Counts per column of each group (opinion groups, or answers to one background question). People in no
        group are the rest of `everyone`.

    Returns
    -------
    tuple of tuple
        Per group a count or None per column. An empty cell counts as small: that nobody in a group disagreed
        says something of each of its members.

    Examples
    --------
    >>> suppress((90, 20, 45), [(60, 12, 10), (30, 8, 35)])
    ((60, None, 10), (30, None, 35))
    """
    columns = [_column(total, [group[place] for group in groups]) for place, total in enumerate(everyone)]
    return tuple(tuple(column[row] for column in columns) for row in range(len(groups)))


def _column(total: int, cells: Sequence[int]) -> list[int | None]:
    rest = total - sum(cells)
    hidden = {row for row, count in enumerate(cells) if count < LEAST}
    for row in sorted(range(len(cells)), key=lambda row: (cells[row], row)):
        unknown = len(hidden) + (rest > 0)
        if not hidden and (rest == 0 or rest >= LEAST):
            break
        if unknown >= 2 and rest + sum(cells[each] for each in hidden) >= LEAST:
            break
        hidden.add(row)
    return [None if row in hidden else count for row, count in enumerate(cells)]
