"""Stability: overlap with a partner, and when enough was drawn."""

from __future__ import annotations

import numpy as np
import pytest

from wijkwijzer.dialogue.groups.find import find_groups
from wijkwijzer.dialogue.groups.stability import _clear, matched_jaccard
from wijkwijzer.dialogue.votes.simulation import planted_votes


def test_overlap_with_the_best_partner() -> None:
    first = np.array([0, 0, 0, 1, 1, 2])
    assert matched_jaccard(first, first, 3).tolist() == [1, 1, 1]
    assert matched_jaccard(first, np.array([2, 2, 2, 0, 0, 1]), 3).tolist() == [1, 1, 1]
    assert matched_jaccard(first, np.array([0, 0, 1, 1, 1, 2]), 3) == pytest.approx([2 / 3, 2 / 3, 1])
    assert matched_jaccard(first, np.zeros(6, dtype=int), 3) == pytest.approx([0.5, 0, 0])


def test_when_more_draws_change_nothing() -> None:
    good, bad = np.full((12, 2), 0.95), np.full((12, 2), 0.5)
    wobble = np.linspace(-0.01, 0.01, 12)[:, None]
    assert _clear(bad + wobble, 0.7, False)
    assert not _clear(good + wobble, 0.7, False)
    assert _clear(good + wobble, 0.7, True)
    assert not _clear((good + wobble)[:3], 0.7, True)
    assert not _clear((bad + wobble)[:9], 0.7, False)
    assert not _clear(0.7 + 5 * wobble.repeat(2, axis=1), 0.7, True)


def test_groups_are_numbered_from_large_to_small_and_tell_what_was_tried() -> None:
    planted = planted_votes(150, 30, 25, groups=2, shares=(0.3, 0.7), spread=2.0, seed=1)
    found = find_groups(planted.votes, bootstraps=20)
    assert found.k == 2
    assert found.sizes[0] > found.sizes[1]
    sure = found.member >= 0
    assert (found.member[sure] == (planted.group[sure] == 0)).mean() > 0.97
    assert (found.probability[sure] >= 0.9).all()
    assert (found.member[~sure] == -1).all()
    assert found.rates.shape == (2, 30)
    assert found.weights.sum() == pytest.approx(1, abs=0.02)
    assert [a.verdict for a in found.attempts if a.groups == 2] == ["gekozen"]
    assert all(a.verdict for a in found.attempts)
    assert (found.stability > 0.9).all()
    assert found.flags(0).sum() == found.sizes[0]


def test_too_few_people_make_no_groups() -> None:
    assert find_groups(planted_votes(19, 30, 25, groups=2, spread=2.0, seed=1).votes).k == 0
