"""Latent classes against the same formulas written out for one person and one statement at a time."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from wijkwijzer.dialogue.groups.latent import (
    Ballots,
    ClassModel,
    coordinates,
    fit_classes,
    hasten,
    improve,
    leave_one_out,
    maximise,
    seeded_starts,
)
from wijkwijzer.dialogue.votes.matrix import VoteMatrix
from wijkwijzer.dialogue.votes.simulation import Planted, planted_votes


@pytest.fixture(scope="module")
def planted() -> Planted:
    return planted_votes(60, 30, 20, groups=2, spread=2.0, seed=2)


@pytest.fixture(scope="module")
def votes(planted: Planted) -> VoteMatrix:
    return planted.votes


@pytest.fixture(scope="module")
def ballots(votes: VoteMatrix) -> Ballots:
    return Ballots.of(votes)


@pytest.fixture(scope="module")
def model(votes: VoteMatrix) -> ClassModel:
    rng = np.random.default_rng(1)
    return ClassModel(rng.uniform(0.1, 0.9, (votes.s, 1, 2)), np.log(np.array([[0.3, 0.7]])), 4.0)


def joint(votes: VoteMatrix, model: ClassModel, person: int) -> np.ndarray:
    log = model.log_weights[0].copy()
    for row, column, value in zip(votes.rows, votes.columns, votes.values, strict=True):
        if row == person and value:
            rates = model.rates[column, 0]
            log += np.log(rates if value > 0 else 1 - rates)
    return log


def test_ballots_count_agree_and_disagree(votes: VoteMatrix, ballots: Ballots) -> None:
    counts = votes.counts()
    total = np.asarray(ballots.forward.sum(axis=0)).ravel()
    assert total.tolist() == [*counts[:, 0], *counts[:, 1]]
    assert ballots.mean == pytest.approx((counts[:, 0] + 0.5) / (counts[:, 0] + counts[:, 1] + 1))
    assert (ballots.n, ballots.s) == (60, 30)
    assert ballots.backward.shape == (60, 60)


def test_weights_count_votes_more_than_once(votes: VoteMatrix) -> None:
    double = Ballots.of(votes, np.full(int(votes.opinions.sum()), 2.0))
    assert np.asarray(double.forward.sum()) == 2 * votes.opinions.sum()


def test_expectation_is_bayes(votes: VoteMatrix, ballots: Ballots, model: ClassModel) -> None:
    found, likelihood = model.expect(ballots.forward)
    for person in range(0, 60, 7):
        log = joint(votes, model, person)
        assert found[person, 0] == pytest.approx(np.exp(log) / np.exp(log).sum())
        assert likelihood[person, 0] == pytest.approx(np.log(np.exp(log).sum()))


def test_maximisation_draws_rates_to_the_mean_of_the_statement(votes: VoteMatrix, ballots: Ballots) -> None:
    chance = np.random.default_rng(3).dirichlet([1, 1], 60)[:, None, :]
    found = maximise(ballots, chance, 4.0, None)
    for column in (0, 9):
        at = (votes.columns == column) & votes.opinions
        agree = chance[votes.rows[at & (votes.values > 0)], 0].sum(axis=0)
        total = chance[votes.rows[at], 0].sum(axis=0)
        assert found.rates[column, 0] == pytest.approx((agree + 4 * ballots.mean[column]) / (total + 4))
    members = chance.sum(axis=0)[0]
    assert np.exp(found.log_weights[0]) == pytest.approx((members + 1) / (members.sum() + 2))
    heavy = maximise(ballots, chance, 4.0, np.full((60, 1), 3.0))
    mean = ballots.mean[:, None, None]
    assert abs(heavy.rates - mean).sum() > abs(found.rates - mean).sum()


def test_sweeps_never_lower_the_posterior(ballots: Ballots) -> None:
    start = seeded_starts(np.random.default_rng(0).normal(size=(60, 2)), 2, 3, np.random.default_rng(0))
    scores = [improve(ballots, start, 4.0, sweeps=n, tolerance=-1).score for n in range(1, 12)]
    assert all((later >= earlier - 1e-9).all() for earlier, later in itertools.pairwise(scores))


def test_improving_stops_when_nothing_is_gained(ballots: Ballots) -> None:
    start = seeded_starts(np.random.default_rng(0).normal(size=(60, 2)), 2, 3, np.random.default_rng(0))
    quick, slow = (improve(ballots, start, 4.0, sweeps=n, tolerance=1e-6) for n in (60, 200))
    assert quick.score == pytest.approx(slow.score, rel=2e-3)
    best = slow.best()
    assert best.score == [slow.score.max()]
    assert best.probabilities.shape == (60, 1, 2)


def test_long_steps_arrive_where_short_ones_do(ballots: Ballots) -> None:
    start = seeded_starts(np.random.default_rng(0).normal(size=(60, 2)), 2, 1, np.random.default_rng(0))
    hastened = hasten(ballots, start, 4.0, sweeps=20)
    assert hastened.sum(axis=2) == pytest.approx(1)
    assert (hastened > 0).all()
    long, short = (improve(ballots, p, 4.0, sweeps=200, tolerance=1e-12) for p in (hastened, start))
    assert long.score == pytest.approx(short.score, rel=1e-6)


def test_left_out_a_person_is_judged_by_what_others_said(votes: VoteMatrix, ballots: Ballots) -> None:
    places = coordinates(votes, 2, np.random.default_rng(0))
    fit = improve(ballots, seeded_starts(places, 2, 4, np.random.default_rng(1)), 8.0).best()
    alone = leave_one_out(ballots, fit)
    assert alone.sum(axis=2) == pytest.approx(1)
    assert alone.max(axis=2).mean() < fit.probabilities.max(axis=2).mean()
    exact = []
    for person in range(60):
        others = fit.probabilities.copy()
        others[person] = 0
        without = maximise(ballots, others, 8.0, None)
        exact.append(joint(votes, ClassModel(without.rates, fit.model.log_weights, 8.0), person))
    truth = np.exp(exact) / np.exp(exact).sum(axis=1, keepdims=True)
    assert np.abs(alone[:, 0] - truth).mean() < np.abs(fit.probabilities[:, 0] - truth).mean() / 2


def test_starts_are_near_one_class_each() -> None:
    places = np.array([[0.0, 0], [0.1, 0], [5, 5], [5.1, 5]])
    found = seeded_starts(places, 2, 6, np.random.default_rng(0))
    assert found.shape == (4, 6, 2)
    assert found.sum(axis=2) == pytest.approx(1)
    assert np.sort(found, axis=2)[:, :, 1] == pytest.approx(0.95)
    label = found.argmax(axis=2)
    assert (label[0] == label[1]).all()
    assert (label[2] == label[3]).all()
    assert (label[0] != label[2]).all()


def test_who_said_most(votes: VoteMatrix, ballots: Ballots) -> None:
    said = np.bincount(votes.rows[votes.opinions], minlength=60)
    chosen = ballots.most_active(5)
    assert sorted(chosen) == chosen.tolist()
    assert said[chosen].min() >= np.delete(said, chosen).max()
    assert ballots.people(chosen).n == 5


@pytest.mark.parametrize("large", [False, True])
def test_two_camps_are_found(
    large: bool, monkeypatch: pytest.MonkeyPatch, planted: Planted, ballots: Ballots
) -> None:
    if large:
        monkeypatch.setattr("wijkwijzer.dialogue.groups.latent.LARGE", 10)
        monkeypatch.setattr("wijkwijzer.dialogue.groups.latent.ACTIVE", 30)
    rng = np.random.default_rng(0)
    places = coordinates(planted.votes, 2, rng)
    fit = fit_classes(ballots, places, 2, strength=4.0, starts=8, rng=rng)
    label = fit.probabilities[:, 0].argmax(axis=1)
    assert max((label == planted.group).mean(), (label != planted.group).mean()) > 0.85
    one = fit_classes(ballots, places, 1, strength=4.0, starts=2, rng=rng)
    assert one.probabilities.shape == (60, 1, 1)
    assert one.score[0] < fit.score[0]
