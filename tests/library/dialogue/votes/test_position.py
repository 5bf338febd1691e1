"""Positions: each person's place is a small ridge regression, written out here."""

from __future__ import annotations

import numpy as np
import pytest

from wijkwijzer.dialogue.votes.matrix import VoteMatrix
from wijkwijzer.dialogue.votes.position import (
    RIDGE_INTERCEPT,
    RIDGE_POSITION,
    PositionModel,
    align,
    fit_positions,
)
from wijkwijzer.dialogue.votes.simulation import planted_votes


@pytest.fixture(scope="module")
def votes() -> VoteMatrix:
    return planted_votes(80, 30, 22, groups=2, spread=2.0, seed=4).votes


@pytest.fixture(scope="module")
def model(votes: VoteMatrix) -> PositionModel:
    return fit_positions(votes)


def test_shapes(votes: VoteMatrix, model: PositionModel) -> None:
    assert model.positions.shape == (votes.n, 2)
    assert model.covariances.shape == (votes.n, 2, 2)
    assert model.loadings.shape == (votes.s, 2)
    assert model.levels.shape == (votes.s,)
    assert model.extremity == pytest.approx(np.hypot(*model.loadings.T))


def test_folding_in_solves_each_persons_normal_equations(votes: VoteMatrix, model: PositionModel) -> None:
    folded = model.fold_in(votes)
    squares, count, solved = 0.0, 0, {}
    for person in range(votes.n):
        own = (votes.rows == person) & votes.opinions
        features = np.column_stack([np.ones(own.sum()), model.loadings[votes.columns[own]]])
        target = votes.values[own] - model.levels[votes.columns[own]]
        normal = features.T @ features + np.diag([RIDGE_INTERCEPT, RIDGE_POSITION, RIDGE_POSITION])
        found = np.linalg.solve(normal, features.T @ target)
        squares += target @ target - found @ (features.T @ target)
        count += own.sum()
        solved[person] = normal
        assert folded.intercepts[person] == pytest.approx(found[0])
        assert folded.positions[person] == pytest.approx(found[1:])
    for person in (0, 41):
        expected = np.linalg.inv(solved[person])[1:, 1:] * squares / count
        assert folded.covariances[person] == pytest.approx(expected)
    assert folded.levels is model.levels


def test_a_prediction_adds_person_statement_and_both(model: PositionModel) -> None:
    rows, columns = np.array([3, 5]), np.array([1, 0])
    for place, (person, statement) in enumerate(zip(rows, columns, strict=True)):
        expected = model.intercepts[person] + model.levels[statement]
        expected += float(model.positions[person] @ model.loadings[statement])
        assert model.predict(rows, columns)[place] == pytest.approx(expected)


def test_two_camps_lie_on_two_sides(votes: VoteMatrix, model: PositionModel) -> None:
    truth = planted_votes(80, 30, 22, groups=2, spread=2.0, seed=4).group
    side = model.positions[:, 0] > 0
    assert max((side == truth).mean(), (side != truth).mean()) > 0.9


def test_axes_are_the_widest_first_and_point_to_their_largest_loading(model: PositionModel) -> None:
    across = model.loadings.T @ model.loadings
    assert across[0, 0] >= across[1, 1]
    assert across[0, 1] == pytest.approx(0, abs=1e-8)
    largest = model.loadings[np.abs(model.loadings).argmax(axis=0), [0, 1]]
    assert (largest > 0).all()


def test_mean_square_is_one_and_passes_say_nothing(votes: VoteMatrix, model: PositionModel) -> None:
    assert (model.positions**2).mean(axis=0) == pytest.approx([1, 1], rel=1e-3)
    without = fit_positions(votes.votes(votes.opinions))
    assert without.positions == pytest.approx(model.positions)


def test_a_turned_refit_is_turned_back(model: PositionModel) -> None:
    angle = 0.7
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turned = PositionModel(
        model.intercepts,
        model.positions @ turn,
        turn.T @ model.covariances @ turn,
        model.levels,
        model.loadings @ turn,
    )
    back = align(turned, model.positions)
    assert back.positions == pytest.approx(model.positions)
    assert back.loadings == pytest.approx(model.loadings)
    assert back.covariances == pytest.approx(model.covariances)


def test_the_seed_and_the_sweeps_matter_little(votes: VoteMatrix, model: PositionModel) -> None:
    other = align(fit_positions(votes, seed=9, sweeps=8), model.positions)
    assert np.corrcoef(other.positions[:, 0], model.positions[:, 0])[0, 1] > 0.97


def test_one_dimension() -> None:
    found = fit_positions(planted_votes(30, 10, 8, groups=2, seed=1).votes, dimensions=1)
    assert found.positions.shape == (30, 1)
