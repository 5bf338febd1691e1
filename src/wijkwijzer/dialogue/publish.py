"""What may be shown of counts: nothing about fewer than ten people, also not by subtracting what is shown."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["LEAST", "Cells", "Counts", "suppress"]

LEAST = 10
Counts = tuple[int, int, int]
"""How many agreed, passed and disagreed."""
Cells = tuple[int | None, ...]
"""The same, with None for what may not be shown."""


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
