"""The rule that chooses statements keeps its published promises."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.dialogue.router import FLOOR, next_weights

votes = st.lists(st.tuples(*[st.integers(0, 500)] * 3), min_size=1, max_size=60)


@given(votes)
def test_probabilities_with_a_floor(rows: list[tuple[int, int, int]]) -> None:
    weights = next_weights(*np.array(rows).T)
    assert np.isclose(weights.sum(), 1)
    assert weights.min() >= FLOOR / len(rows) - 1e-12


@given(votes)
def test_agree_and_disagree_are_alike(rows: list[tuple[int, int, int]]) -> None:
    agree, disagree, passed = np.array(rows).T
    assert np.allclose(next_weights(agree, disagree, passed), next_weights(disagree, agree, passed))


@given(votes, st.randoms(use_true_random=False))
def test_order_does_not_matter(rows: list[tuple[int, int, int]], shuffle: object) -> None:
    order = list(range(len(rows)))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    table = np.array(rows)
    assert np.allclose(next_weights(*table[order].T), next_weights(*table.T)[order])
