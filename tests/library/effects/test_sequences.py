"""Types of development: exact distances, the same medoids for shuffled rows, and "geen vaste typen"."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwijzer.effects.sequences import TypesFound, distances, find_types, matching_distance
from wijkwijzer.effects.stamp import from_json, to_json
from wijkwijzer.errors import InputError

states = st.lists(st.integers(0, 3), min_size=6, max_size=6)


def slow(a: list[int], b: list[int]) -> int:
    """Needleman and Wunsch, as in the book."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            change = table[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, change)
    return table[-1][-1]


@settings(max_examples=100, deadline=None)
@given(states, states)
def test_distance_is_that_of_the_book_and_a_metric(a: list[int], b: list[int]) -> None:
    assert matching_distance(a, b) == slow(a, b) == matching_distance(b, a)
    assert (matching_distance(a, b) == 0) == (a == b)


def planted(areas: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    kinds = np.array([[0] * 12, [0] * 6 + [2] * 6, [3] * 12])
    x = kinds[rng.integers(0, 3, areas)]
    flips = rng.random(x.shape) < 0.06
    return np.where(flips, rng.integers(0, 4, x.shape), x)


def test_planted_types_are_found_whatever_the_order() -> None:
    x = planted(600, 1)
    found = find_types(x, 3)
    assert {each.medoid for each in found.types} == {(0,) * 12, (0,) * 6 + (2,) * 6, (3,) * 12}
    assert found.stability > 0.95
    order = np.random.default_rng(0).permutation(600)
    again = find_types(x[order], 3)
    assert again.types == found.types
    assert [again.members[i] for i in range(600)] == [found.members[j] for j in order]
    assert from_json(TypesFound, to_json(found)) == found


def test_noise_has_no_fixed_types() -> None:
    found = find_types(np.random.default_rng(0).integers(0, 4, (300, 8)), 5)
    assert (found.types, found.members, found.reason) == ((), (), "unstable")
    assert found.stability < 0.8


def test_bad_sequences_get_a_sentence() -> None:
    for wrong in ([[0.5, 1.0]], [[-1, 0]], [0, 1]):
        with pytest.raises(InputError, match="hele getallen"):
            find_types(wrong, 2)
    with pytest.raises(InputError, match="minstens twee typen"):
        find_types([[0, 0]] * 5, 2)
    with pytest.raises(InputError, match="steekproef"):
        distances(np.zeros((6001, 2), dtype=int))
