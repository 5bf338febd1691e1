"""Do more groups predict votes better that the model has not seen?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wijkwijzer.dialogue.groups.inclination import heldout_inclination
from wijkwijzer.dialogue.groups.latent import (
    Ballots,
    Fit,
    coordinates,
    fit_classes,
)
from wijkwijzer.dialogue.votes.matrix import Flags, Floats, VoteMatrix

__all__ = ["HeldOut", "Plan", "choose_plan"]

PATIENCE = 2
HOPELESS = -5.0
"""So many standard errors worse, and more groups are not tried."""


@dataclass(frozen=True)
class Plan:
    """How much work a dialogue of some size gets; small ones get more, because there every vote counts.

    Attributes
    ----------
    folds : int
        Splits of the votes in five that are used to predict.
    starts, final_starts : int
        Starts of each fit on held-out folds, and of the fit on all votes (real votes have many poor optima);
        0 goes on from the held-out fit.
    fresh : int
        Fresh starts per bootstrap, beside the result itself.
    strengths : tuple of float
        Strengths of the prior to choose from.
    tolerance : float
        Relative gain under which a fit is done.
    sweeps : int
        At most so many over everyone in a fit on held-out folds.
    """

    folds: int
    starts: int
    final_starts: int
    fresh: int
    strengths: tuple[float, ...]
    tolerance: float
    sweeps: int = 30

    def settings(self) -> dict[str, float]:
        """Return the plan as numbers for the provenance."""
        return {"folds": self.folds, "starts": self.final_starts, "fresh_starts": self.fresh}


def choose_plan(votes: int) -> Plan:
    """Choose the plan for a number of agrees and disagrees.

    Examples
    --------
    >>> choose_plan(4_000).folds, choose_plan(3_900_000).folds
    (5, 1)
    """
    if votes <= 30_000:
        return Plan(5, 12, 48, 3, (2.0, 4.0, 8.0, 16.0), 1e-6)
    if votes <= 100_000:
        return Plan(2, 12, 48, 2, (2.0, 8.0), 1e-6)
    if votes <= 1_000_000:
        return Plan(1, 4, 8, 1, (4.0,), 1e-5)
    return Plan(1, 16, 0, 0, (24.0,), 1e-6, 3)


class HeldOut:
    """Log-likelihood of held-out votes per person, for any number of classes."""

    def __init__(self, votes: VoteMatrix, plan: Plan, seed: int) -> None:
        self.plan, self.seed, self.n = plan, seed, votes.n
        self.fits: dict[int, Fit] = {}
        self.inclination = np.zeros(votes.n)
        opinions = votes.votes(votes.opinions)
        fold = np.random.default_rng([seed, 4]).integers(0, 5, len(opinions.rows))
        self.folds = [self._split(opinions, fold == part, part) for part in range(plan.folds)]

    def _split(self, votes: VoteMatrix, chosen: Flags, part: int) -> tuple[Ballots, Floats, VoteMatrix]:
        train, test = votes.votes(~chosen), votes.votes(chosen)
        self.inclination += heldout_inclination(train, test, sweeps=4 if len(votes.rows) < 1_000_000 else 2)
        places = coordinates(train, 10, np.random.default_rng([self.seed, 5, part]))
        return Ballots.of(train), places, test

    def score(self, k: int, strength: float) -> Floats:
        """Held-out log-likelihood of k classes, summed per person over the folds, shape (n,)."""
        total = np.zeros(self.n)
        for part, (_, _, test) in enumerate(self.folds):
            fit = self.fits[k] = self._fit(k, strength, part)
            likelihood = _likelihood(fit.probabilities[:, 0], fit.model.rates[:, 0], test)
            total += np.bincount(test.rows, likelihood, minlength=self.n)
        return total

    def _fit(self, k: int, strength: float, part: int) -> Fit:
        ballots, places, _ = self.folds[part]
        return fit_classes(
            ballots,
            places,
            k,
            strength=strength,
            starts=self.plan.starts,
            rng=np.random.default_rng([self.seed, 6, k, part]),
            sweeps=self.plan.sweeps,
            tolerance=self.plan.tolerance,
        )

    def gains(self, most: int) -> dict[int, tuple[float, float]]:
        """Per number of classes its gain over the best smaller number (in standard errors) and its strength.

        "Smaller" includes no groups at all, with or without people who agree more easily than others. Stops
        when two numbers in a row are no better, or one is clearly worse.
        """
        ungrouped = [self.inclination, *(self.score(1, strength) for strength in self.plan.strengths)]
        best = max(ungrouped, key=lambda score: float(score.sum()))
        gains: dict[int, tuple[float, float]] = {}
        failed = 0
        for k in range(2, most + 1):
            scores = [self.score(k, strength) for strength in self.plan.strengths]
            totals = [float(score.sum()) for score in scores]
            score = scores[int(np.argmax(totals))]
            gain = _in_errors(score - best)
            gains[k] = (gain, _peak(self.plan.strengths, totals))
            if gain > 0:
                best, failed = score, 0
            else:
                failed += 1
                if failed == PATIENCE or gain < HOPELESS:
                    break
        return gains


def _likelihood(chance: Floats, rates: Floats, test: VoteMatrix) -> Floats:
    """Log-likelihood of each vote, given class probabilities (n, k) and rates (s, k)."""
    agree = np.zeros(len(test.rows))
    for group in range(chance.shape[1]):
        agree += chance[test.rows, group] * rates[test.columns, group]
    return np.log(np.where(test.values > 0, agree, 1 - agree))


def _peak(strengths: tuple[float, ...], totals: list[float]) -> float:
    """Strength at the top of the parabola through the best one and its neighbours, on a logarithmic scale.

    Without it a few votes more could double the strength, and with it everyone's probability.
    """
    top = int(np.argmax(totals))
    if not 0 < top < len(totals) - 1:
        return strengths[top]
    before, here, after = totals[top - 1 : top + 2]
    shift = (before - after) / (2 * (before - 2 * here + after))
    return float(strengths[top] * (strengths[top + 1] / strengths[top]) ** shift)


def _in_errors(differences: Floats) -> float:
    spread = float(((differences - differences.mean()) ** 2).sum())
    return float(differences.sum() / np.sqrt(spread)) if spread > 0 else 0.0
