"""Which statement next: one published rule for a live round and for weeks of voting.

A statement's weight is 70% the uncertainty of its share and 30% how much it divides people, and a fifth of
every draw is uniform, so each of m eligible statements has a probability of at least .2 / m. Weights depend
on totals only, never on who the participant is or on what others like them voted: then showing can be
corrected for, and is. The weights are published, and every draw is logged with its probability.

Polis' own weights multiply: five early disagrees against five early agrees make a 36-fold difference, and a
statement that starts unpopular is hardly seen again. Here the least popular statement keeps most of its
turns.

Source: Thompson (1933) for showing most what is known least; `propensity` holds the correction.
"""

from __future__ import annotations

import numpy as np

from wijkwijzer.dialogue.votes.arrays import Flags, Floats, Ints

__all__ = ["draw", "draw_probabilities", "router_weights"]

UNCERTAINTY, DIVISION = 0.7, 0.3
UNIFORM = 0.2
TRUSTED = 10


def router_weights(counts: Ints, extremity: Floats | None, people: int) -> Floats:
    """Weight of each statement, adding up to 1: what a site publishes and keeps until the next update.

    Parameters
    ----------
    counts : array of int, shape (s, 3)
        Agree, disagree and pass so far.
    extremity : array, shape (s,), or None
        How strongly each statement divides people (`PositionModel.extremity`); None before the first fit.
        Statements with fewer than ten votes get the mean.
    people : int
        Participants so far; the more of them voted, the less there is left to learn.

    Examples
    --------
    >>> counts = np.array([[9, 1, 0], [5, 5, 0], [0, 0, 0]])
    >>> router_weights(counts, None, 40).round(2).tolist()  # the statement nobody saw comes first
    [0.13, 0.17, 0.69]
    """
    n = counts.sum(axis=1)
    p = (counts[:, 0] + 0.5) / (n + 1)
    left = np.maximum(1 - n / max(people, 1), 1 / max(people, 1))
    variance = p * (1 - p) / (n + 2) * left
    if extremity is None or not np.any(extremity > 0):
        division = np.ones(len(n))
    else:
        known = n >= TRUSTED
        typical = float(extremity[known].mean()) if known.any() else 1.0
        division = np.where(known, extremity, typical)
    return UNCERTAINTY * _normal(variance) + DIVISION * _normal(division)


def _normal(values: Floats) -> Floats:
    total = float(values.sum())
    return values / total if total > 0 else np.full(len(values), 1 / max(len(values), 1))


def draw_probabilities(weights: Floats, eligible: Flags) -> Floats:
    """Probability that each statement is shown next to someone, shape (s,); 0 for what is not eligible.

    Examples
    --------
    >>> draw_probabilities(np.array([.7, .2, .1]), np.array([True, True, False])).round(2).tolist()
    [0.72, 0.28, 0.0]
    """
    m = int(eligible.sum())
    if not m:
        return np.zeros(len(weights))
    return np.where(eligible, UNIFORM / m + (1 - UNIFORM) * _normal(np.where(eligible, weights, 0.0)), 0.0)


def draw(weights: Floats, eligible: Flags, rng: np.random.Generator) -> tuple[int, float] | None:
    """Draw the next statement for someone: its place and the probability to log, or None when all were seen.

    Examples
    --------
    >>> draw(np.array([1.0]), np.array([True]), np.random.default_rng(0))
    (0, 1.0)
    """
    chances = draw_probabilities(weights, eligible)
    if not chances.any():
        return None
    place = int(rng.choice(len(chances), p=chances / chances.sum()))
    return place, float(chances[place])
