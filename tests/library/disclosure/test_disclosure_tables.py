"""No attacker who combines published counts, sizes and sums learns about fewer than ten people."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from wijkwijzer.disclosure import SMALLEST, suppress_answers, suppress_table
from wijkwijzer.disclosure.tables import WIDTH

counts = st.tuples(*[st.integers(0, 30)] * 3)
unseen = st.integers(0, 12)


def ranges(everyone: list[int], sizes: list[int], people: int, shown: list[tuple[object, ...]]) -> np.ndarray:
    """Lowest and highest number that each cell can have, by linear programming over all that is public."""
    rows = len(sizes)
    width = (rows + 1) * 4
    equal, right = [], []

    def fact(places: list[int], total: int) -> None:
        line = np.zeros(width)
        line[places] = 1
        equal.append(line)
        right.append(total)

    for row in range(rows):
        fact([row * 4 + place for place in range(4)], sizes[row])
        cells, voters = shown[row][:3], shown[row][3]
        for place, cell in enumerate(cells):
            if cell is not None:
                fact([row * 4 + place], int(str(cell)))
        if voters is not None:
            fact([row * 4 + place for place in range(3)], int(str(voters)))
    for place, total in enumerate([*everyone, people - sum(everyone)]):
        fact([row * 4 + place for row in range(rows + 1)], total)
    found = np.zeros((width, 2))
    for cell in range(width):
        aim = np.zeros(width)
        aim[cell] = 1
        for side, sign in enumerate((1, -1)):
            answer = linprog(sign * aim, A_eq=np.array(equal), b_eq=right, bounds=(0, None))
            assert answer.status == 0
            found[cell, side] = round(sign * answer.fun, 6)
    return found.reshape(rows + 1, 4, 2)


tables = st.tuples(st.lists(st.tuples(counts, unseen), min_size=1, max_size=4), st.tuples(counts, unseen))


@settings(max_examples=40, deadline=None)
@given(tables)
def test_no_small_cell_can_be_placed_within_fewer_than_five_numbers(
    table: tuple[list[tuple[tuple[int, int, int], int]], tuple[tuple[int, int, int], int]],
) -> None:
    groups, rest = table
    rows = [*groups, rest]
    everyone = [sum(votes[place] for votes, _ in rows) for place in range(3)]
    sizes = [sum(votes) + left for votes, left in groups]
    people = sum(sizes) + sum(rest[0]) + rest[1]
    found = suppress_table(everyone, [votes for votes, _ in groups], sizes, people)
    shown = [(*group.cells, group.voters) for group in found]
    nothing = [(None,) * 4] * len(groups)
    known, without = ranges(everyone, sizes, people, shown), ranges(everyone, sizes, people, nothing)
    for number, (votes, _) in enumerate(rows):
        for place in range(3):
            if votes[place] >= SMALLEST or not sum(votes):
                continue
            low, high = known[number, place]
            bare = without[number, place, 1] - without[number, place, 0]
            assert high - low >= min(WIDTH - 1, bare), (number, place)


@given(st.lists(counts, min_size=1, max_size=8), counts, unseen)
def test_what_is_hidden_in_a_column_is_never_one_small_cell(
    groups: list[tuple[int, int, int]], rest: tuple[int, int, int], left: int
) -> None:
    everyone = [sum(part[place] for part in [*groups, rest]) for place in range(3)]
    sizes = [sum(group) + left for group in groups]
    shown = suppress_table(everyone, groups, sizes, sum(sizes) + sum(rest) + left)
    for place in range(3):
        column = [group.cells[place] for group in shown]
        known = [cell for cell in column if cell is not None]
        assert all(cell >= SMALLEST for cell in known)
        hidden = everyone[place] - sum(known)
        voting = [group for group in groups if sum(group)]
        assert len(known) >= len(voting) or hidden >= SMALLEST or not known
    for group, votes in zip(shown, groups, strict=True):
        assert group.voters in {None, sum(votes)}
        hidden_cells = [n for n, cell in zip(votes, group.cells, strict=True) if cell is None]
        assert group.voters is None or len(hidden_cells) != 1


def test_four_in_five_of_the_large_cells_stay() -> None:
    rng = np.random.default_rng(7)
    large = left = 0
    for _ in range(60):
        sizes = rng.integers(60, 200, size=4).tolist()
        rates = rng.dirichlet([4, 1.5, 3, 1.5], size=5)
        rows = [rng.multinomial(size, rate).tolist() for size, rate in zip([*sizes, 20], rates, strict=True)]
        everyone = [sum(row[place] for row in rows) for place in range(3)]
        found = suppress_table(everyone, [row[:3] for row in rows[:4]], sizes, sum(sizes) + 20)
        large += sum(count >= SMALLEST for row in rows[:4] for count in row[:3])
        left += sum(cell is not None for group in found for cell in group.cells)
    assert left >= 0.8 * large


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), min_size=1, max_size=8))
def test_a_list_with_a_known_total_gives_nothing_back(answers: dict[str, int]) -> None:
    shown = suppress_answers(answers)
    hidden = [answers[answer] for answer, count in shown.items() if count is None]
    assert all(count is None or count >= SMALLEST for count in shown.values())
    assert not hidden or len(hidden) == len(answers) or (len(hidden) >= 2 and sum(hidden) >= SMALLEST)
