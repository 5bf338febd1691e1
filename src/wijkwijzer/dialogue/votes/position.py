"""Where people stand: matrix factorisation with intercepts on agree and disagree.

A vote of participant i on statement j (1 or -1; a pass says nothing here, passes made a fake group of
people who pass a lot) is modelled as ``a_i + b_j + u_i . v_j``. Alternating ridge regressions solve it;
each person's small normal equations give the covariance of the position, so an ellipse costs nothing.

Source: Koren, Bell & Volinsky (2009), Matrix factorization techniques for recommender systems; Gower (1975)
for the Procrustes alignment of a refit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from wijkwijzer.dialogue.votes.matrix import Floats, VoteMatrix, ones_at

__all__ = ["PositionModel", "align", "fit_positions"]

RIDGE_POSITION = 2.0
RIDGE_INTERCEPT = 2.0
RIDGE_LOADING = 6.0
"""Ridge penalties, on the scale of one vote; chosen on held-out votes of ten real conversations."""
MOST_PEOPLE = 20_000


@dataclass(frozen=True, eq=False)
class PositionModel:
    """Positions of n participants and s statements in d dimensions.

    Attributes
    ----------
    intercepts : array, shape (n,)
        How readily someone agrees with anything.
    positions : array, shape (n, d)
        Place of each participant; each dimension has mean square 1 over participants.
    covariances : array, shape (n, d, d)
        Uncertainty of the place, in the same units squared.
    levels : array, shape (s,)
        How readily a statement is agreed with by someone in the middle.
    loadings : array, shape (s, d)
        How much, and to which side, a statement divides people.
    """

    intercepts: Floats
    positions: Floats
    covariances: Floats
    levels: Floats
    loadings: Floats

    @property
    def extremity(self) -> Floats:
        """How strongly each statement divides people, shape (s,)."""
        return np.asarray(np.sqrt((self.loadings**2).sum(axis=1)))

    def predict(self, rows: Floats, columns: Floats) -> Floats:
        """Expected vote (-1 to 1 mostly) of participants `rows` on statements `columns`, same length."""
        together = (self.positions[rows] * self.loadings[columns]).sum(axis=1)
        return np.asarray(self.intercepts[rows] + self.levels[columns] + together)

    def fold_in(self, votes: VoteMatrix) -> PositionModel:
        """Place the participants of `votes` (same statements) without changing the statements."""
        signed, voted = _matrices(votes)
        intercepts, positions, covariances = _solve_people(signed, voted, self.levels, self.loadings)
        return PositionModel(intercepts, positions, covariances, self.levels, self.loadings)


def fit_positions(votes: VoteMatrix, *, dimensions: int = 2, sweeps: int = 5, seed: int = 0) -> PositionModel:
    """Fit the position model.

    Parameters
    ----------
    votes : VoteMatrix
        n participants, s statements.
    dimensions : int
        d; two is what a bar chart of "my place among the others" needs.
    sweeps : int
        Alternating regressions.
    seed : int
        Start of the loadings.

    Examples
    --------
    >>> camp = [(p, s, 1 if (p < 4) == (s < 3) else -1) for p in range(8) for s in range(6)]
    >>> model = fit_positions(VoteMatrix.from_rows(camp), dimensions=1)
    >>> sides = model.positions[:, 0] > 0
    >>> bool(sides[0]), bool(sides[7]), len(set(sides[:4].tolist())), len(set(sides[4:].tolist()))
    (True, False, 1, 1)
    """
    if votes.n > MOST_PEOPLE:  # statements are known well enough from a sample; everyone is placed on them
        chosen = np.sort(np.random.default_rng([seed, votes.n]).permutation(votes.n)[:MOST_PEOPLE])
        sample = fit_positions(votes.people(chosen), dimensions=dimensions, sweeps=sweeps, seed=seed)
        return sample.fold_in(votes)
    signed, voted = _matrices(votes)
    per_statement = np.maximum(np.asarray(voted.sum(axis=0)).ravel(), 1)
    levels = np.asarray(signed.sum(axis=0)).ravel() / (per_statement + 1)
    loadings = _first_loadings(signed, voted, levels, dimensions, seed)
    by_statement, voted_on = signed.T.tocsr(), voted.T.tocsr()
    for _ in range(sweeps):
        intercepts, positions, covariances = _solve_people(signed, voted, levels, loadings)
        ridge = np.array([RIDGE_INTERCEPT / 2, *[RIDGE_LOADING] * dimensions])
        solved = _solve(by_statement, voted_on, intercepts, positions, ridge)[0]
        scale = np.sqrt((positions**2).mean(axis=0)) if len(positions) else np.ones(dimensions)
        scale = np.where(scale > 1e-9, scale, 1.0)
        positions, covariances = positions / scale, covariances / np.outer(scale, scale)
        levels, loadings = solved[:, 0], solved[:, 1:] * scale
    return _oriented(intercepts, positions, covariances, levels, loadings)


def align(model: PositionModel, reference: Floats) -> PositionModel:
    """Turn and mirror a refit so that its positions lie as close as possible to earlier ones (Procrustes).

    Parameters
    ----------
    reference : array, shape (n, d)
        Earlier positions of the same participants, rows in the same order.
    """
    u, _, vt = np.linalg.svd(model.positions.T @ reference)
    turn = u @ vt
    covariances = turn.T @ model.covariances @ turn
    return PositionModel(
        model.intercepts, model.positions @ turn, covariances, model.levels, model.loadings @ turn
    )


def _matrices(votes: VoteMatrix) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Votes as 1 and -1, and a one where there is an agree or disagree; both (n, s)."""
    chosen = votes.opinions
    rows, columns = votes.rows[chosen], votes.columns[chosen]
    shape = (votes.n, votes.s)
    signed = ones_at(rows, columns, shape, votes.values[chosen].astype(np.float64))
    return signed, ones_at(rows, columns, shape)


def _first_loadings(
    signed: sparse.csr_array, voted: sparse.csr_array, levels: Floats, dimensions: int, seed: int
) -> Floats:
    """Directions of largest spread of votes minus the level of the statement, by power iterations."""
    width = signed.shape[1]
    residual = signed - voted * levels
    block = np.random.default_rng(seed).standard_normal((width, min(dimensions + 2, max(1, width))))
    for _ in range(4):
        block = np.linalg.qr(residual.T @ (residual @ block))[0]
    found = np.zeros((width, dimensions))
    found[:, : block.shape[1]] = block[:, :dimensions]
    return np.asarray(found * 0.3 * np.sqrt(width))


def _solve_people(
    signed: sparse.csr_array, voted: sparse.csr_array, levels: Floats, loadings: Floats
) -> tuple[Floats, Floats, Floats]:
    ridge = np.array([RIDGE_INTERCEPT, *[RIDGE_POSITION] * loadings.shape[1]])
    solved, normal, mean_square = _solve(signed, voted, levels, loadings, ridge)
    covariances = np.linalg.inv(normal)[:, 1:, 1:] * mean_square
    return solved[:, 0], solved[:, 1:], np.asarray(covariances)


def _solve(
    signed: sparse.csr_array, voted: sparse.csr_array, offsets: Floats, features: Floats, ridge: Floats
) -> tuple[Floats, Floats, float]:
    """Ridge regression of every row at once, on an intercept and the other side's features.

    Returns coefficients (rows, 1 + d), normal matrices (rows, 1 + d, 1 + d) and the residual mean square.
    """
    width = features.shape[1] + 1
    design = np.column_stack([np.ones(len(features)), features])
    above = np.triu_indices(width)
    products = voted @ (design[:, above[0]] * design[:, above[1]])
    normal = np.zeros((signed.shape[0], width, width))
    normal[:, above[0], above[1]] = normal[:, above[1], above[0]] = products
    right = signed @ design - voted @ (design * offsets[:, None])
    normal += np.diag(ridge)
    solved = np.linalg.solve(normal, right[:, :, None])[:, :, 0]
    total = float(signed.nnz) or 1.0
    targets = total - 2 * float(signed.sum(axis=0) @ offsets) + float(voted.sum(axis=0) @ offsets**2)
    explained = float((solved * right).sum())
    return solved, normal, max(targets - explained, 1e-6) / total


def _oriented(
    intercepts: Floats, positions: Floats, covariances: Floats, levels: Floats, loadings: Floats
) -> PositionModel:
    """Principal axes, the widest first, each with its largest loading on the positive side."""
    d = loadings.shape[1]
    turn = np.linalg.svd(loadings, full_matrices=True)[2].T if len(loadings) else np.eye(d)
    turned = loadings @ turn
    if len(turned):
        turn = turn * np.where(turned[np.abs(turned).argmax(axis=0), np.arange(d)] < 0, -1.0, 1.0)
    return PositionModel(intercepts, positions @ turn, turn.T @ covariances @ turn, levels, loadings @ turn)
