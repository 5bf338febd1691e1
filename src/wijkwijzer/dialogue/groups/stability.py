"""Would the same groups come out with other people, or with other votes? Bootstraps and matched Jaccard.

Source: Hennig (2007), Cluster-wise assessment of cluster stability; Kuhn (1955) for the matching; Rubin
(1981) for the Bayesian bootstrap, which weighs votes instead of dropping a third of them.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from wijkwijzer.dialogue.groups.latent import Ballots, Fit, improve, seeded_starts
from wijkwijzer.dialogue.votes.matrix import Flags, Floats, Ints, VoteMatrix

__all__ = ["matched_jaccard", "stability_over_people", "stability_over_votes"]

MOST_NUMBERS = 1_600_000
CLEAR_AFTER = 10
SETTLE_AFTER = 4
CLEAR = 0.999


def matched_jaccard(reference: Ints, labels: Ints, k: int) -> Floats:
    """Jaccard overlap of each reference group with its own partner in another labelling, shape (k,).

    Examples
    --------
    >>> matched_jaccard(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 1]), 2).round(2).tolist()
    [0.67, 0.5]
    """
    from scipy.optimize import linear_sum_assignment  # 10 MB of solvers that a page never needs

    table = np.bincount(reference * k + labels, minlength=k * k).reshape(k, k)
    union = table.sum(axis=1)[:, None] + table.sum(axis=0)[None] - table
    overlap = table / np.maximum(union, 1)
    rows, columns = linear_sum_assignment(-overlap)
    matched = np.zeros(k)
    matched[rows] = overlap[rows, columns]
    return matched


def stability_over_people(
    ballots: Ballots,
    fit: Fit,
    members: Flags,
    places: Floats,
    *,
    bootstraps: int,
    rng: np.random.Generator,
    fresh: int = 1,
    needed: float = 0.0,
    settle: bool = False,
    sweeps: int = 15,
) -> Floats:
    """Mean Jaccard per group over bootstraps of people, shape (k,).

    Every bootstrap draws people with replacement, fits again (from the result and from `fresh` other
    starts, the best counts) and labels everyone; the overlap is taken over `members`, the people of whom the
    group is published. Stops early when a group is clearly under `needed`, and with `settle` also when
    every group is clearly above.
    """
    n, _, k = fit.probabilities.shape
    reference = fit.probabilities[:, 0].argmax(axis=1)[members]
    found: list[Floats] = []
    together = max(1, min(25, MOST_NUMBERS // max(1, n * k)))
    while len(found) < bootstraps:
        b = min(together, bootstraps - len(found))
        weights = np.stack([np.bincount(rng.integers(0, n, n), minlength=n) for _ in range(b)], axis=1)
        labels = _refit(ballots, fit, places, weights.astype(np.float64), fresh, sweeps, rng)[members]
        found += [matched_jaccard(reference, labels[:, i], k) for i in range(b)]
        if _clear(np.array(found), needed, settle):
            break
    return np.asarray(np.mean(found, axis=0))


def _refit(
    ballots: Ballots,
    fit: Fit,
    places: Floats,
    weights: Floats,
    fresh: int,
    sweeps: int,
    rng: np.random.Generator,
) -> Ints:
    """Labels (n, b) of everyone after fitting on weighed people."""
    b = weights.shape[1]
    k = fit.probabilities.shape[2]
    strength = fit.model.strength
    best = improve(
        ballots,
        np.repeat(fit.probabilities, b, axis=1),
        strength,
        sweeps=sweeps,
        people=weights,
        tolerance=1e-5,
    )
    labels, score = best.probabilities.argmax(axis=2), best.score
    for _ in range(fresh):
        start = seeded_starts(places[:, : max(2, k - 1)], k, b, rng)
        again = improve(ballots, start, strength, sweeps=sweeps, people=weights, tolerance=1e-5)
        better = again.score > score
        labels[:, better] = again.probabilities[:, better].argmax(axis=2)
        score = np.maximum(score, again.score)
    return np.asarray(labels)


def stability_over_votes(
    votes: VoteMatrix,
    fit: Fit,
    members: Flags,
    *,
    bootstraps: int,
    rng: np.random.Generator,
    needed: float = 0.0,
    settle: bool = False,
    sweeps: int = 15,
) -> Floats:
    """Mean Jaccard per group over Bayesian bootstraps of votes, shape (k,).

    Every bootstrap weighs each vote anew, fits again, and labels people by the votes that they gave: would
    the groups be the same if other votes had been cast? Stops early as `stability_over_people` does.
    """
    k = fit.probabilities.shape[2]
    reference = fit.probabilities[:, 0].argmax(axis=1)[members]
    count = int(votes.opinions.sum())
    own = votes.stacked[members]
    found: list[Floats] = []
    while len(found) < bootstraps:
        ballots = Ballots.of(votes, rng.exponential(size=count))
        again = improve(ballots, fit.probabilities, fit.model.strength, sweeps=sweeps, tolerance=1e-5)
        labels = again.model.expect(own)[0][:, 0].argmax(axis=1)
        found.append(matched_jaccard(reference, labels, k))
        if _clear(np.array(found), needed, settle):
            break
    return np.asarray(np.mean(found, axis=0))


def _clear(found: Floats, needed: float, settle: bool) -> bool:
    """Whether a group is surely under what is needed; with `settle` also whether every group is surely above.

    Sure is: Student's t on the draws so far, one-sided .999.
    """
    if len(found) < (SETTLE_AFTER if settle else CLEAR_AFTER):
        return False
    mean, error = found.mean(axis=0), found.std(axis=0, ddof=1) / np.sqrt(len(found))
    room = (special.stdtrit(len(found) - 1, CLEAR) if settle else 3.0) * error
    return bool(np.any(mean + room < needed)) or (settle and bool(np.all(mean - room > needed)))
