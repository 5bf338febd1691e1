"""What may be shown of counts: nothing about fewer than ten people, also not by subtracting what is shown.

Source: Cox (1995), Network models for complementary cell suppression: in a table with public sums, what an
attacker can still think of a hidden cell is a question of flows between rows and columns.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from wijkwijzer.disclosure.smallest import SMALLEST

__all__ = ["WIDTH", "Cells", "Counts", "Group", "suppress_answers", "suppress_table"]

WIDTH = 5
"""From everything that is shown together a small cell can be no fewer than so many numbers."""
Counts = tuple[int, int, int]
"""How many agreed, passed and disagreed."""
Cells = tuple[int | None, ...]
"""The same, with None for what may not be shown."""
_Table = Sequence[Sequence[int]]
_Key = TypeVar("_Key", int, str)
_UNSEEN = 3  # the column of people who did not vote on the statement


@dataclass(frozen=True, slots=True)
class Group:
    """What may be shown of one group (or background answer) about one statement.

    `cells` are agree, pass and disagree; `voters` is None when their sum would give a hidden cell away.
    """

    cells: Cells
    voters: int | None


def suppress_table(
    everyone: Sequence[int], groups: Sequence[Sequence[int]], sizes: Sequence[int], people: int
) -> tuple[Group, ...]:
    """Suppress every cell under ten in a table of groups, and cells that would give one back.

    The counts of everyone, the size of each group and the number of participants are taken to be public. The
    people in no group are a row that nobody sees, and is protected like the others.

    Parameters
    ----------
    everyone
        Public counts per column (agree, pass, disagree), of all who voted on one statement.
    groups
        The same of each group (opinion groups, or answers to one background question).
    sizes
        Members of each group, those who did not vote on this statement included.
    people
        Participants, those in no group and those who did not vote on this statement included.

    Returns
    -------
    tuple of Group
        In the order of `groups`. An empty cell counts as small: that nobody in a group disagreed says
        something of each of its members. What is hidden in a column is always of two groups or more and of
        ten people or more; and no small cell can be placed within fewer than five numbers by combining sums,
        sizes and what is shown (unless the sums alone do that).

    Examples
    --------
    >>> suppress_table((90, 30, 45), [(60, 18, 10), (30, 12, 35)], (90, 80), 175)[0].cells
    (60, 18, 10)
    >>> [group.cells for group in suppress_table((90, 20, 45), [(60, 12, 10), (30, 8, 35)], (90, 80), 175)]
    [(60, None, 10), (30, None, 35)]
    """
    shown = len(groups)
    rows = [[*map(int, group), size - sum(group)] for group, size in zip(groups, sizes, strict=True)]
    sums = [*map(int, everyone), people - sum(everyone)]
    rest = [total - sum(row[place] for row in rows) for place, total in enumerate(sums)]
    if any(rest):
        rows.append(rest)
    if any(count < 0 for row in rows for count in row):
        raise ValueError("the groups do not fit in the whole")
    hidden: list[list[bool]] = [
        [number >= shown or (place < _UNSEEN and count < SMALLEST) for place, count in enumerate(row)]
        for number, row in enumerate(rows)
    ]
    for number, row in enumerate(rows[:shown]):
        hidden[number][_UNSEEN] = sum(row[:_UNSEEN]) < SMALLEST
    for column in range(_UNSEEN):
        _hide_ten(rows, hidden, column)
    small = [
        (row[place], number, place)
        for number, row in enumerate(rows)
        for place in range(_UNSEEN)
        if row[place] < SMALLEST and any(row[:_UNSEEN])
    ]
    for _, number, place in sorted(small):
        _widen(rows, hidden, number, place)
    for column in range(_UNSEEN):
        _hide_ten(rows, hidden, column)
    _give_back(rows, hidden, [(number, place) for _, number, place in small], shown)
    return tuple(_group(rows[number], hidden[number]) for number in range(shown))


def _group(row: Sequence[int], hidden: Sequence[bool]) -> Group:
    cells = tuple(None if hidden[place] else row[place] for place in range(_UNSEEN))
    voters = sum(row[:_UNSEEN])
    gives_away = cells.count(None) == 1 or (hidden[_UNSEEN] and None in cells)
    return Group(cells, None if gives_away else voters)


def _hide_ten(rows: Sequence[Sequence[int]], hidden: list[list[bool]], column: int) -> None:
    """Hide the smallest cells of a column until the hidden ones are two or more, and ten people or more."""
    cells = {number: row[column] for number, row in enumerate(rows) if sum(row[:_UNSEEN])}
    for number in _ten_or_more(cells, {number for number in cells if hidden[number][column]}):
        hidden[number][column] = True


def _ten_or_more(counts: Mapping[_Key, int], hidden: set[_Key]) -> set[_Key]:
    """Add the smallest counts to what is hidden, until a subtraction gives two or more and ten or more."""
    found = set(hidden)
    if all(counts[key] >= SMALLEST for key in found):
        return found
    for _count, _place, key in sorted(
        (count, place, key) for place, (key, count) in enumerate(counts.items())
    ):
        if len(found) >= 2 and sum(counts[each] for each in found) >= SMALLEST:
            break
        found.add(key)
    return found


def _give_back(rows: _Table, hidden: list[list[bool]], small: list[tuple[int, int]], shown: int) -> None:
    """Show the largest cells again that protect nothing: what was hidden for one cell may do for another."""
    wide = {cell: _width(rows, hidden, *cell) for cell in small}
    cells = [
        (rows[number][place], number, place)
        for number in range(shown)
        for place in range(_UNSEEN)
        if hidden[number][place] and rows[number][place] >= SMALLEST
    ]
    cells += [(0, number, _UNSEEN) for number in range(shown) if sum(rows[number][:_UNSEEN]) >= SMALLEST]
    for _, number, place in sorted(cells, reverse=True):
        hidden[number][place] = False
        enough = place == _UNSEEN or _ten_hidden(rows, hidden, place)
        if not enough or any(_width(rows, hidden, *cell) < wide[cell] for cell in small):
            hidden[number][place] = True


def _ten_hidden(rows: _Table, hidden: list[list[bool]], column: int) -> bool:
    trial = [list(row) for row in hidden]
    _hide_ten(rows, trial, column)
    return trial == hidden


def _width(rows: _Table, hidden: list[list[bool]], number: int, place: int) -> int:
    """How many numbers the cell can be with what is shown now, no more than `WIDTH`."""
    down = _shift(rows, hidden, number, place, WIDTH - 1, up=False, hide=False)
    return 1 + down + _shift(rows, hidden, number, place, WIDTH - 1 - down, up=True, hide=False)


def _widen(rows: Sequence[Sequence[int]], hidden: list[list[bool]], number: int, place: int) -> None:
    """Hide the smallest cells until this one can be `WIDTH` different numbers with the same sums."""
    free = _shift(rows, hidden, number, place, WIDTH - 1, up=False, hide=False)
    wanted = WIDTH - 1 - free
    wanted -= _shift(rows, hidden, number, place, wanted, up=True, hide=True)
    if wanted:
        _shift(rows, hidden, number, place, wanted + free, up=False, hide=True)


def _shift(
    rows: Sequence[Sequence[int]],
    hidden: list[list[bool]],
    number: int,
    place: int,
    wanted: int,
    *,
    up: bool,
    hide: bool,
) -> int:
    """How far the cell can go up or down while every sum stays; with `hide` more cells are hidden for it."""
    table, moved = [list(row) for row in rows], 0
    while moved < wanted:
        path = _cheapest(table, hidden, number, place, up, hide)
        room = [table[row][column] for row, column, sign in path if sign < 0]
        room += [] if up else [table[number][place]]
        step = min([wanted - moved, *room]) if path else 0
        if step == 0:
            break
        for row, column, sign in path:
            table[row][column] += sign * step
            hidden[row][column] = True
        table[number][place] += step if up else -step
        moved += step
    return moved


_Edge = tuple[int, int, int]
_Node = tuple[str, int]


def _cheapest(
    table: Sequence[Sequence[int]],
    hidden: Sequence[Sequence[bool]],
    number: int,
    place: int,
    up: bool,
    hide: bool,
) -> list[_Edge]:
    """The cells, with a sign each, that make up for a change of one cell and cost the least to hide."""
    start, goal = ("column", place), ("row", number)
    cost: dict[_Node, float] = {start: 0.0}
    came: dict[_Node, tuple[_Node, _Edge]] = {}
    heap = [(0.0, start)]
    while heap:
        so_far, node = heapq.heappop(heap)
        if node == goal:
            return _back(came, start, goal)
        if so_far > cost[node]:
            continue
        for following, edge, price in _steps(table, hidden, node, up):
            if edge[:2] == (number, place) or (price >= 1 and not hide):
                continue
            if so_far + price < cost.get(following, float("inf")):
                cost[following], came[following] = so_far + price, (node, edge)
                heapq.heappush(heap, (so_far + price, following))
    return []


def _steps(
    table: Sequence[Sequence[int]], hidden: Sequence[Sequence[bool]], node: _Node, up: bool
) -> Iterator[tuple[_Node, _Edge, float]]:
    kind, here = node
    leaving = kind == "column"
    sign = -1 if leaving == up else 1
    for there in range(len(table) if leaving else len(table[0])):
        row, column = (there, here) if leaving else (here, there)
        if sign < 0 and not table[row][column]:
            continue
        # A hidden cell costs next to nothing: of equal costs the shortest path is taken.
        price = 1e-6 if hidden[row][column] else 1.0 + (table[row][column] if column < _UNSEEN else 0)
        yield ("row" if leaving else "column", there), (row, column, sign), price


def _back(came: Mapping[_Node, tuple[_Node, _Edge]], start: _Node, goal: _Node) -> list[_Edge]:
    path, node = [], goal
    while node != start:
        node, edge = came[node]
        path.append(edge)
    return path


def suppress_answers(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Suppress counts under ten of a list whose total is public, and others until the hidden are ten people.

    Examples
    --------
    >>> suppress_answers({"bewoner": 30, "vrijwilliger": 4, "gemeente": 20})
    {'bewoner': 30, 'vrijwilliger': None, 'gemeente': None}
    >>> suppress_answers({"bewoner": 3})
    {'bewoner': None}
    """
    hidden = _ten_or_more(counts, {answer for answer, count in counts.items() if count < SMALLEST})
    return {answer: None if answer in hidden else count for answer, count in counts.items()}
