"""Nothing small can be worked out, whatever is subtracted from whatever; and most stays visible."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from wijkwijzer.disclosure import PRIMARY, PUBLISHED, SMALLEST, recoverable, suppress_sums
from wijkwijzer.disclosure.span import Span
from wijkwijzer.example import Province


def attack_with_floats(cells: np.ndarray, published: np.ndarray) -> np.ndarray:
    """An attacker with ordinary linear algebra: which hidden cells are fixed by the published ones?"""
    if not published.any():
        return np.zeros(len(cells), dtype=bool)
    known = cells[published]
    fit = np.linalg.lstsq(known.T, cells.T, rcond=1e-10)[0]
    error = np.abs(known.T @ fit - cells.T).max(axis=0)
    return ~published & (error < 1e-7)


def table(parents: list[int], own: list[set[int]], weights: list[tuple[int, int, float]]) -> np.ndarray:
    """Buurten as atoms, wijken, a gemeente, own areas, and areas in other borders."""
    atoms = len(parents)
    rows = [np.eye(atoms)]
    rows += [np.array([[float(p == parent) for p in parents]]) for parent in sorted(set(parents))]
    rows.append(np.ones((1, atoms)))
    rows += [np.array([[float(i in area) for i in range(atoms)]]) for area in own]
    for first, second, weight in weights:
        row = np.array([[float(p == first) + weight * (p == second) for p in parents]])
        rows.append(row)
    stacked = np.vstack(rows)
    return stacked[stacked.any(axis=1)]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_subtraction_recovers_anything(data: st.DataObject) -> None:
    parents = data.draw(st.lists(st.integers(0, 3), min_size=1, max_size=12))
    own = data.draw(st.lists(st.sets(st.integers(0, len(parents) - 1)), max_size=4))
    weights = data.draw(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([0.25, 0.375])), max_size=2)
    )
    cells = table(parents, own, weights)
    atoms = data.draw(st.lists(st.integers(0, 60), min_size=len(parents), max_size=len(parents)))
    counts = cells @ np.array(atoms, dtype=float)
    found = suppress_sums(counts, csr_matrix(cells))
    assert (found.status[(counts > 0) & (counts < SMALLEST)] == PRIMARY).all()
    assert not attack_with_floats(cells, found.published).any()
    assert recoverable(csr_matrix(cells), found.published, np.flatnonzero(~found.published)) == []
    if not ((counts > 0) & (counts < SMALLEST)).any():
        assert found.published.all()


def test_difference_of_two_published_sums_is_not_a_small_count() -> None:
    # A wijk of five buurten, and an own area of three of them: what lies between is 4 + 3.
    cells = csr_matrix(np.vstack([np.eye(5), np.ones(5), [1, 1, 1, 0, 0]]))
    found = suppress_sums([40, 50, 60, 4, 3, 157, 150], cells)
    assert found.status[3] == found.status[4] == PRIMARY
    assert not (found.published[5] and found.published[6])


def test_naive_suppression_is_broken_by_the_same_attack() -> None:
    cells = csr_matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]])
    naive = np.array([False, True, True, True])
    assert recoverable(cells, naive, [0]) == [0]
    assert attack_with_floats(cells.toarray(), naive).tolist() == [True, False, False, False]


def test_smallest_neighbour_protects_and_the_same_one_every_year() -> None:
    year = np.vstack([np.eye(4), np.ones(4)])
    cells = csr_matrix(np.block([[year, np.zeros((5, 4))], [np.zeros((5, 4)), year]]))
    counts = [4, 30, 80, 25, 139, 12, 28, 80, 27, 147]
    series = [1, 2, 3, 4, 5] * 2
    found = suppress_sums(counts, cells, series=series)
    assert found.status[0] == PRIMARY
    assert np.flatnonzero(found.status[:5]).tolist() == [0, 3]  # 25 is the smallest neighbour
    assert found.published[5:].all()  # nothing is small in the second year


def test_unknown_counts_are_protected_too() -> None:
    cells = csr_matrix(np.vstack([np.eye(3), np.ones(3)]))
    found = suppress_sums([np.nan, 30, 40, 75], cells)
    assert not found.published[0]
    assert found.published.sum() == 2


def test_zeros_are_shown_and_nobody_is_no_error() -> None:
    cells = csr_matrix(np.vstack([np.eye(3), np.ones(3)]))
    assert suppress_sums([0, 0, 0, 0], cells).published.all()
    assert len(suppress_sums([], csr_matrix((0, 0))).status) == 0
    assert suppress_sums([5], csr_matrix([[1]])).status.tolist() == [PRIMARY]
    assert suppress_sums([15], csr_matrix([[1]])).status.tolist() == [PUBLISHED]


def test_rows_may_come_in_any_order() -> None:
    rng = np.random.default_rng(1)
    cells = table([0, 0, 1, 1, 1, 2, 2], [{0, 2, 3}], [])
    counts = cells @ rng.integers(0, 40, 7)
    order = rng.permutation(len(cells))
    one = suppress_sums(counts, csr_matrix(cells))
    two = suppress_sums(counts[order], csr_matrix(cells[order]))
    assert one.published.sum() == two.published.sum()
    assert not attack_with_floats(cells[order], two.published).any()


def test_span_is_exact_with_awkward_weights() -> None:
    span = Span()
    third = csr_matrix([[1 / 3, 2 / 3], [1, 0]])
    assert recoverable(third, np.array([True, True]), [0]) == [0]
    assert span.add({0: 3}) is True
    assert span.contains({0: 7}) is True
    assert span.contains({}) is True


@pytest.mark.parametrize("year", [2016, 2024])
def test_example_keeps_most_cells_and_leaks_none(year: int) -> None:
    province = Province()
    division, column = province.divisions[year], year - 2005
    people = province.society.realised["a_bijstand"][:, column] * province.society.residents[:, column]
    blocks = []
    for level in ("buurt", "wijk", "gemeente"):
        codes, _, index = division.areas(level)
        blocks.append((index[None] == np.arange(len(codes))[:, None]).astype(float))
    # Atoms of the land that share a buurt are one atom here.
    buurten = blocks[0]
    count = np.round(buurten @ people)
    first = buurten.argmax(axis=1)
    cells = np.vstack(
        [np.eye(len(buurten)), *(block[:, first] for block in blocks[1:]), np.ones(len(buurten))]
    )
    counts = cells @ count
    found = suppress_sums(counts, csr_matrix(cells))
    small = (counts > 0) & (counts < SMALLEST)
    assert small.sum() > 50
    assert found.published[~small].mean() >= 0.8
    assert recoverable(csr_matrix(cells), found.published, np.flatnonzero(~found.published)) == []
    assert len(recoverable(csr_matrix(cells), ~small, np.flatnonzero(small))) > 5


def test_a_total_over_years_gives_no_year_away() -> None:
    # One area and its neighbour in three years, both years' sums, and the total of each over the years.
    atoms = np.eye(6)
    sums = [
        [1, 1, 0, 0, 0, 0],
        [0, 0, 1, 1, 0, 0],
        [0, 0, 0, 0, 1, 1],
        [1, 0, 1, 0, 1, 0],
        [0, 1, 0, 1, 0, 1],
    ]
    cells = np.vstack([atoms, sums])
    counts = cells @ [4, 40, 30, 45, 28, 44]
    found = suppress_sums(counts, csr_matrix(cells), series=[1, 2] * 3 + [3, 3, 3, 4, 5])
    assert found.status[0] == PRIMARY
    assert not attack_with_floats(cells, found.published).any()
    assert found.published.mean() > 0.6


def test_counts_cannot_be_negative_and_even_that_tells_nothing() -> None:
    rng = np.random.default_rng(4)
    tried = 0
    for _ in range(40):
        size = int(rng.integers(3, 10))
        parents = rng.integers(0, 3, size).tolist()
        own = [set(rng.choice(size, rng.integers(1, size + 1), replace=False).tolist()) for _ in range(3)]
        cells = table(parents, own, [])
        atoms = rng.choice([0, 1, 3, 5, 8, 12, 15, 30, 60], size)
        counts = cells @ atoms
        shown = suppress_sums(counts, csr_matrix(cells)).published
        for secret in np.flatnonzero((atoms > 0) & (atoms < SMALLEST)):
            goal = np.eye(size)[secret]
            known = {"A_eq": cells[shown], "b_eq": counts[shown]} if shown.any() else {}
            least, most = (linprog(sign * goal, bounds=(0, None), **known) for sign in (1, -1))
            if least.status == 0 and most.status == 0:
                tried += 1
                assert -most.fun - least.fun > 1e-6
    assert tried > 30
