"""Shares and their intervals, against formulas written out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from wijkwijzer.dialogue.votes.matrix import VoteMatrix
from wijkwijzer.dialogue.votes.shares import beta_interval, shares_of

VOTES = VoteMatrix.from_rows(
    [(p, 0, 1 if p < 7 else -1) for p in range(10)] + [(0, 1, 1), (1, 1, 0), (2, 1, -1), (3, 1, 1)]
)


def test_counts_share_and_numbers() -> None:
    found = shares_of(VOTES)
    assert found.counts.tolist() == [[7, 3, 0], [2, 1, 1]]
    assert found.n.tolist() == [10, 4]
    assert found.share.tolist() == [0.7, 0.5]
    assert found.effective.tolist() == [10.0, 4.0]
    assert found.people == 10


def test_who_everyone_answered_has_no_interval() -> None:
    found = shares_of(VOTES)
    assert found.low[0] == found.high[0] == 0.7
    assert found.low[1] < 0.5 < found.high[1]


def test_the_interval_is_that_of_the_beta_posterior_for_a_finite_population() -> None:
    low, high = beta_interval(np.array([0.5]), np.array([4.0]), np.array([4]), 10)
    worth = 4 * 9 / 6
    known = stats.beta(0.5 + worth * 0.5, 0.5 + worth * 0.5)
    assert low[0] == pytest.approx(known.ppf(0.025), abs=1e-12)
    assert high[0] == pytest.approx(known.ppf(0.975), abs=1e-12)


def test_the_interval_always_holds_the_share() -> None:
    share = np.array([0.0, 1.0])
    low, high = beta_interval(share, np.array([3.0, 3.0]), np.array([3, 3]), 100)
    assert low[0] == 0.0 < high[0]
    assert low[1] < 1.0 == high[1]


def test_nobody_voted_is_unknown_and_more_votes_than_people_is_a_point() -> None:
    low, high = beta_interval(np.array([0.5, 0.5]), np.array([1.0, 9.0]), np.array([0, 9]), 8)
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    assert low[1] == high[1] == 0.5


def test_one_person_alone() -> None:
    found = shares_of(VoteMatrix.from_rows([(1, 1, 1)]))
    assert (found.share[0], found.low[0], found.high[0], found.people) == (1.0, 1.0, 1.0, 1)


def test_only_members_count() -> None:
    members = np.zeros(VOTES.n, dtype=bool)
    members[[0, 1, 9]] = True
    found = shares_of(VOTES, members)
    assert found.counts.tolist() == [[2, 1, 0], [1, 0, 1]]
    assert found.people == 3


def weighed(chances: list[float]) -> VoteMatrix:
    return replace(VOTES, propensities=np.array(chances))


def test_a_logged_draw_weighs_by_its_inverse() -> None:
    chance = np.full(len(VOTES.rows), 0.5)
    first = VOTES.columns == 0
    chance[first & (VOTES.values > 0)] = 0.25
    found = shares_of(weighed(chance.tolist()))
    weights = np.array([4.0] * 7 + [2.0] * 3)
    assert found.share[0] == pytest.approx(28 / 34)
    assert found.effective[0] == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    assert found.share[1] == pytest.approx(0.5)


def test_weights_are_cut_at_twenty_and_unlogged_votes_weigh_one() -> None:
    chance = np.ones(len(VOTES.rows))
    second = np.flatnonzero(VOTES.columns == 1)
    chance[second[0]], chance[second[1]] = 0.001, np.nan
    found = shares_of(weighed(chance.tolist()))
    assert found.share[1] == pytest.approx(21 / 23)  # 20 + 1 of 20 + 1 + 1 + 1


def test_who_was_sure_to_be_asked_leaves_less_open() -> None:
    people = [(p, s, 1 if (p + s) % 2 else -1) for p in range(40) for s in range(2) if p < 30 or s == 0]
    votes = VoteMatrix.from_rows(people)
    sure, unsure = (replace(votes, propensities=np.full(len(votes.rows), c)) for c in (0.99, 0.2))
    widths = [(found.high[1] - found.low[1]) for found in map(shares_of, (sure, unsure))]
    assert 0 < widths[0] < widths[1]
    assert shares_of(unsure).low[0] == shares_of(unsure).high[0] == 0.5  # everyone answered


def test_members_weigh_with_their_own_draws() -> None:
    chance = np.where(VOTES.rows == 0, 0.5, 1.0)
    members = np.isin(np.arange(VOTES.n), [0, 8])
    found = shares_of(weighed(chance.tolist()), members)
    assert found.share[0] == pytest.approx(2 / 3)
    assert found.people == 2
