"""Latent classes of agree and disagree: the model behind the opinion groups.

Someone in class k agrees with statement j with probability theta[k, j]; a pass says nothing. Every theta is
drawn towards the statement's mean by a Dirichlet (here: Beta) prior worth `strength` votes, so a class
cannot be made of a few votes. Expectation-maximisation, several starts at once in one array.

Source: Goodman (1974), Exploratory latent structure analysis; Dempster, Laird & Rubin (1977) for EM.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from wijkwijzer.dialogue.votes.matrix import Floats, Ints, VoteMatrix, ones_at

__all__ = [
    "Ballots",
    "ClassModel",
    "Fit",
    "coordinates",
    "fit_classes",
    "hasten",
    "improve",
    "leave_one_out",
    "seeded_starts",
]

DENSE_CELLS = 2_000_000
LARGE = 20_000
ACTIVE, PER_STATEMENT = 5_000, 500
"""With more than `LARGE` people the first sweeps are on those who said most:
so many, and enough for so many opinions a statement."""
FLOOR = 1e-4


@dataclass(frozen=True, eq=False)
class Ballots:
    """Agree and disagree of n people on s statements, ready for matrix products.

    Attributes
    ----------
    forward, backward : matrices, shapes (n, 2s) and (2s, n)
        Agree in the first s columns, disagree in the last; dense when that is faster.
    mean : array, shape (s,)
        Share that agreed of those who agreed or disagreed, drawn a little towards a half.
    """

    forward: Any
    backward: Any
    mean: Floats

    @classmethod
    def of(cls, votes: VoteMatrix, weights: Floats | None = None) -> Ballots:
        """Prepare votes; `weights` gives one weight per agree or disagree (a bootstrap of votes)."""
        forward = votes.stacked
        if weights is not None:
            forward = sparse.csr_array((weights, forward.indices, forward.indptr), shape=forward.shape)
        total = np.asarray(forward.sum(axis=0)).ravel()
        agree, disagree = total[: votes.s], total[votes.s :]
        mean = (agree + 0.5) / (agree + disagree + 1)
        cells = forward.shape[0] * forward.shape[1]
        if cells <= DENSE_CELLS and forward.nnz > 0.08 * cells:
            dense = forward.toarray()
            return cls(dense, np.ascontiguousarray(dense.T), mean)
        return cls(forward, forward.T, mean)  # by column: sums stay in the cache, four times faster

    def people(self, places: Ints) -> Ballots:
        """Keep some people."""
        forward = self.forward[places]
        return Ballots(forward, forward.T, self.mean)

    def most_active(self, count: int, per_statement: int = 0) -> Ints:
        """Places, in ascending order, of the people who agreed or disagreed most often.

        At least `count` of them, and so many that together they said `per_statement` things a statement.
        """
        said = self.forward @ np.ones(self.forward.shape[1])
        order = np.argsort(-said, kind="stable")
        needed = int(np.searchsorted(np.cumsum(said[order]), per_statement * self.s))
        return np.sort(order[: max(count, needed)])

    @property
    def n(self) -> int:
        """Number of people."""
        return int(self.forward.shape[0])

    @property
    def s(self) -> int:
        """Number of statements."""
        return len(self.mean)


@dataclass(frozen=True, eq=False)
class ClassModel:
    """Parameters of `b` fits of `k` classes at once.

    Attributes
    ----------
    rates : array, shape (s, b, k)
        theta: the chance that a class agrees, of those who agree or disagree.
    log_weights : array, shape (b, k)
        Logarithm of the class shares.
    strength : float
        Votes that the prior is worth.
    """

    rates: Floats
    log_weights: Floats
    strength: float

    @property
    def shape(self) -> tuple[int, int]:
        """Number of fits and of classes."""
        return self.log_weights.shape[0], self.log_weights.shape[1]

    def logs(self) -> Floats:
        """Log chance of agree (first s rows) and of disagree, shape (2s, b * k)."""
        flat = self.rates.reshape(len(self.rates), -1)
        return np.asarray(np.log(np.concatenate([flat, 1 - flat])))

    def expect(self, forward: Any) -> tuple[Floats, Floats]:
        """Probability of each class, shape (n, b, k), and log-likelihood, shape (n, b), per person."""
        b, k = self.shape
        joint = (forward @ self.logs()).reshape(-1, b, k) + self.log_weights
        peak = joint[:, :, 0].copy()
        for each in range(
            1, k
        ):  # a loop over classes is three times faster than a maximum along a short axis
            np.maximum(peak, joint[:, :, each], out=peak)
        joint -= peak[:, :, None]
        np.exp(joint, out=joint)
        total = (joint.reshape(-1, k) @ np.ones(k)).reshape(peak.shape)
        joint /= total[:, :, None]
        return joint, peak + np.log(total)

    def take(self, fits: Ints) -> ClassModel:
        """Keep some of the fits."""
        return ClassModel(self.rates[:, fits], self.log_weights[fits], self.strength)


@dataclass(frozen=True, eq=False)
class Fit:
    """Fits after some sweeps: model, class probabilities (n, b, k) and log-posterior (b,)."""

    model: ClassModel
    probabilities: Floats
    score: Floats

    def best(self) -> Fit:
        """Keep the fit with the highest log-posterior."""
        top = np.array([int(self.score.argmax())])
        return self.take(top)

    def take(self, fits: Ints) -> Fit:
        """Keep some of the fits."""
        return Fit(self.model.take(fits), self.probabilities[:, fits], self.score[fits])


def leave_one_out(ballots: Ballots, fit: Fit) -> Floats:
    """Class probabilities (n, b, k) when nobody's own votes count in the rates they are judged by.

    A class of thirty people follows each of them a little, which makes membership look surer than it is. To
    first order, taking one agree out of a of n changes log(a / n) by -(1/a - 1/n).
    """
    model, s = fit.model, ballots.s
    b, k = model.shape
    weighed = fit.probabilities.reshape(ballots.n, b * k)
    counts = ballots.backward @ weighed
    agree, disagree = counts[:s], counts[s:]
    total = agree + disagree + model.strength
    mean = ballots.mean[:, None]
    own = np.concatenate(
        [
            1 / (agree + model.strength * mean) - 1 / total,
            1 / (disagree + model.strength * (1 - mean)) - 1 / total,
        ]
    )
    joint = ballots.forward @ model.logs() - weighed * (ballots.forward @ own)
    joint = joint.reshape(-1, b, k) + model.log_weights
    chance = np.exp(joint - joint.max(axis=2, keepdims=True))
    return np.asarray(chance / chance.sum(axis=2, keepdims=True))


def maximise(ballots: Ballots, probabilities: Floats, strength: float, people: Floats | None) -> ClassModel:
    """Parameters given class probabilities (n, b, k); `people` (n, b) weighs people (a bootstrap)."""
    weighed = probabilities if people is None else probabilities * people[:, :, None]
    n, b, k = weighed.shape
    counts = (ballots.backward @ weighed.reshape(n, b * k)).reshape(-1, b, k)
    agree, disagree = counts[: ballots.s], counts[ballots.s :]
    rates = (agree + strength * ballots.mean[:, None, None]) / (agree + disagree + strength)
    members = weighed.sum(axis=0)
    shares = (members + 1) / (members.sum(axis=1, keepdims=True) + k)
    return ClassModel(np.clip(rates, FLOOR, 1 - FLOOR), np.log(shares), strength)


def improve(
    ballots: Ballots,
    probabilities: Floats,
    strength: float,
    *,
    sweeps: int = 60,
    people: Floats | None = None,
    tolerance: float = 1e-6,
) -> Fit:
    """Sweep expectation and maximisation until no fit gains more than `tolerance` (relative)."""
    before = np.full(probabilities.shape[1], -np.inf)
    for sweep in range(sweeps):
        model = maximise(ballots, probabilities, strength, people)
        probabilities, likelihood = model.expect(ballots.forward)
        score = (likelihood if people is None else likelihood * people).sum(axis=0)
        score = score + _log_prior(ballots.mean, model)
        if sweep > 2 and bool(np.all(score - before < tolerance * np.abs(score))):
            break
        before = score
    return Fit(model, probabilities, score)


def hasten(
    ballots: Ballots, probabilities: Floats, strength: float, *, sweeps: int = 10, step: float = 1.8
) -> Floats:
    """Sweep with steps longer than expectation-maximisation takes, shape (n, b, k): for many people.

    Where groups overlap EM creeps; a step 1.8 times as long halves the sweeps (over-relaxation; Salakhutdinov
    & Roweis 2003). `improve` must follow: only its own steps never lower the posterior.
    """
    for _ in range(sweeps):
        found, _ = maximise(ballots, probabilities, strength, None).expect(ballots.forward)
        probabilities = np.clip(probabilities + step * (found - probabilities), 1e-6, None)
        probabilities /= probabilities.sum(axis=2, keepdims=True)
    return probabilities


def _promising(first: Fit) -> Floats:
    """Class probabilities of the best quarter of some starts."""
    chosen = np.argsort(-first.score, kind="stable")[: max(1, len(first.score) // 4)]
    return first.probabilities[:, chosen]


def _log_prior(mean: Floats, model: ClassModel) -> Floats:
    logs = model.logs()
    s = len(mean)
    prior = model.strength * (mean @ logs[:s] + (1 - mean) @ logs[s:])
    return np.asarray(prior.reshape(model.shape).sum(axis=1) + model.log_weights.sum(axis=1))


def coordinates(votes: VoteMatrix, dimensions: int, rng: np.random.Generator) -> Floats:
    """Rough places of people to start classes from, shape (n, dimensions): where residuals spread most."""
    chosen = votes.opinions
    rows, columns = votes.rows[chosen], votes.columns[chosen]
    agree = (votes.values[chosen] > 0).astype(np.float64)
    per_statement = np.bincount(columns, minlength=votes.s)
    mean = (np.bincount(columns, agree, minlength=votes.s) + 0.5) / (per_statement + 1)
    per_person = np.bincount(rows, minlength=votes.n)
    residual = (agree - mean[columns]) / np.sqrt(np.maximum(per_person, 1))[rows]
    matrix = ones_at(rows, columns, (votes.n, votes.s), residual)
    width = min(dimensions + 3, votes.s, votes.n)
    block = rng.standard_normal((votes.s, width))
    for _ in range(5):
        block = np.linalg.qr(matrix.T @ (matrix @ block))[0]
    u, values, _ = np.linalg.svd(matrix @ block, full_matrices=False)
    return np.asarray((u * values)[:, :dimensions])


def seeded_starts(places: Floats, k: int, starts: int, rng: np.random.Generator) -> Floats:
    """Class probabilities (n, starts, k) from k-means on `places`, seeded far apart (k-means++)."""
    n = len(places)
    out = np.full((n, starts, k), 0.1 / k)
    for start in range(starts):
        centres = places[[int(rng.integers(n))]]
        for _ in range(1, k):
            distance = _squared(places, centres).min(axis=1)
            total = float(distance.sum())
            chosen = rng.choice(n, p=distance / total) if total > 0 else rng.integers(n)
            centres = np.vstack([centres, places[int(chosen)]])
        for _ in range(4):
            label = _squared(places, centres).argmin(axis=1)
            size = np.bincount(label, minlength=k)
            sums = np.stack([np.bincount(label, axis, minlength=k) for axis in places.T], axis=1)
            centres = np.where(size[:, None] > 0, sums / np.maximum(size, 1)[:, None], centres)
        out[np.arange(n), start, label] += 0.9
    return out


def _squared(places: Floats, centres: Floats) -> Floats:
    return np.asarray(((places[:, None, :] - centres[None]) ** 2).sum(axis=2))


def fit_classes(
    ballots: Ballots,
    places: Floats,
    k: int,
    *,
    strength: float,
    starts: int,
    rng: np.random.Generator,
    sweeps: int = 60,
    tolerance: float = 1e-6,
) -> Fit:
    """Fit k classes from several starts and keep the best.

    In a large dialogue the first sweeps are on the people who said most: a small group stands out among
    those, where among everyone random starts miss it.

    Examples
    --------
    >>> camp = [(p, s, 1 if (p < 6) == (s < 4) else -1) for p in range(12) for s in range(8)]
    >>> votes = VoteMatrix.from_rows(camp)
    >>> rng = np.random.default_rng(0)
    >>> fit = fit_classes(Ballots.of(votes), coordinates(votes, 2, rng), 2, strength=4.0, starts=4, rng=rng)
    >>> label = fit.probabilities[:, 0].argmax(axis=1)
    >>> len(set(label[:6].tolist())), len(set(label[6:].tolist())), bool(label[0] == label[6])
    (1, 1, False)
    """
    if k == 1:
        return improve(ballots, np.ones((ballots.n, 1, 1)), strength, sweeps=1)
    places = places[:, : max(2, k - 1)]
    if ballots.n > LARGE:
        chosen = ballots.most_active(ACTIVE, PER_STATEMENT)
        few = ballots.people(chosen)
        first = improve(few, seeded_starts(places[chosen], k, starts, rng), strength, sweeps=10)
        best = improve(few, _promising(first), strength, sweeps=40, tolerance=1e-6).best()
        probabilities = hasten(ballots, best.model.expect(ballots.forward)[0], strength)
    else:
        first = improve(ballots, seeded_starts(places, k, starts, rng), strength, sweeps=10)
        probabilities = _promising(first)
    return improve(ballots, probabilities, strength, sweeps=sweeps, tolerance=tolerance).best()
