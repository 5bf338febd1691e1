"""The rule that chooses statements keeps its published promises."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.dialogue.votes.router import UNIFORM, draw_probabilities, router_weights

votes = st.lists(st.tuples(*[st.integers(0, 500)] * 3), min_size=1, max_size=60)


def _chances(rows: np.ndarray, eligible: np.ndarray) -> np.ndarray:
    return draw_probabilities(router_weights(rows, None, int(rows.sum(axis=1).max())), eligible)


@given(votes, st.data())
def test_probabilities_with_a_floor(rows: list[tuple[int, int, int]], data: st.DataObject) -> None:
    table = np.array(rows)
    eligible = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))
    chances = _chances(table, eligible)
    assert not chances[~eligible].any()
    if eligible.any():
        assert np.isclose(chances.sum(), 1)
        assert chances[eligible].min() >= UNIFORM / eligible.sum() - 1e-12


@given(votes)
def test_agree_and_disagree_are_alike(rows: list[tuple[int, int, int]]) -> None:
    table = np.array(rows)
    table[:, 2] = 0
    everything = np.ones(len(rows), dtype=bool)
    assert np.allclose(_chances(table, everything), _chances(table[:, [1, 0, 2]], everything))


@given(votes, st.randoms(use_true_random=False))
def test_order_does_not_matter(rows: list[tuple[int, int, int]], shuffle: object) -> None:
    order = list(range(len(rows)))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    table, everything = np.array(rows), np.ones(len(rows), dtype=bool)
    assert np.allclose(_chances(table[order], everything), _chances(table, everything)[order])
