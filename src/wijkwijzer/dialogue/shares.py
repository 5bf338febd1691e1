"""The share of a dialogue's participants who agree, with an interval for what not everyone was shown.

share = agree / (agree + disagree + pass), one person counts once. When the log holds the probability with
which a statement was shown, votes are weighed by its inverse (Hajek). The interval is that of a Beta
posterior for the effective number of votes, with the correction for a finite population: when everyone
answered there is nothing left to be unsure about and the interval is a point.

Source: Hajek (1971); Kish (1965) for the effective number; Jeffreys' prior; Cochran (1977) for the finite
population.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from wijkwijzer.dialogue.matrix import Flags, Floats, Ints, VoteMatrix

__all__ = ["Shares", "beta_interval", "shares_of"]

LARGEST_WEIGHT = 20.0
LEVEL = 0.95


@dataclass(frozen=True, eq=False)
class Shares:
    """Shares of s statements among some participants.

    Attributes
    ----------
    share, low, high : arrays, shape (s,)
        Estimate and 95% interval, 0 to 1; NaN where nobody voted.
    counts : array of int, shape (s, 3)
        Agree, disagree, pass.
    effective : array, shape (s,)
        Effective number of votes before the correction for a finite population.
    people : int
        Participants that the share is about.
    """

    share: Floats
    low: Floats
    high: Floats
    counts: Ints
    effective: Floats
    people: int

    @property
    def n(self) -> Ints:
        """Votes per statement, shape (s,)."""
        return np.asarray(self.counts.sum(axis=1))


def shares_of(votes: VoteMatrix, members: Flags | None = None) -> Shares:
    """Estimate the share that agrees with each statement, among everyone or among `members`.

    Parameters
    ----------
    votes : VoteMatrix
        n participants, s statements; `propensities` weigh when they are there.
    members : array of bool, shape (n,), optional
        Participants that the share is about.

    Examples
    --------
    >>> votes = VoteMatrix.from_rows([(p, 0, 1 if p < 7 else -1) for p in range(10)] + [(0, 1, 1), (1, 1, 1)])
    >>> found = shares_of(votes)
    >>> found.share.round(2).tolist(), found.low.round(2).tolist(), found.high.round(2).tolist()
    ([0.7, 1.0], [0.7, 0.38], [0.7, 1.0])
    """
    people = votes.n if members is None else int(members.sum())
    counts = votes.counts(members)
    n = counts.sum(axis=1)
    if votes.propensities is None:
        effective = n.astype(np.float64)
        with np.errstate(invalid="ignore"):
            share = np.where(n > 0, counts[:, 0] / np.maximum(n, 1), np.nan)
    else:
        share, effective = _hajek(votes, members)
    low, high = beta_interval(share, effective, n, people)
    return Shares(share, low, high, counts, effective, people)


def _hajek(votes: VoteMatrix, members: Flags | None) -> tuple[Floats, Floats]:
    """Weighted share and effective number of votes; a vote without a logged probability has weight 1."""
    chosen = np.ones(len(votes.rows), dtype=bool) if members is None else members[votes.rows]
    logged = np.ones(len(votes.rows)) if votes.propensities is None else votes.propensities
    weights = np.minimum(1 / np.where(np.isnan(logged), 1.0, logged), LARGEST_WEIGHT)[chosen]
    columns, agree = votes.columns[chosen], votes.values[chosen] == 1
    total = np.bincount(columns, weights, minlength=votes.s)
    squares = np.bincount(columns, weights**2, minlength=votes.s)
    agreed = np.bincount(columns, weights * agree, minlength=votes.s)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0, agreed / total, np.nan), np.where(total > 0, total**2 / squares, 0.0)


def beta_interval(share: Floats, effective: Floats, n: Ints, people: int) -> tuple[Floats, Floats]:
    """Equal-tailed 95% interval of Beta(.5 + m share, .5 + m (1 - share)).

    m is the effective number times (people - 1) / (people - n): the fewer people are left unasked, the more
    each answer tells. All four arguments broadcast; where n >= people the interval is the share itself.

    Examples
    --------
    >>> low, high = beta_interval(np.array([.5]), np.array([50.]), np.array([50]), 100)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.404], [0.596])
    """
    left = np.maximum(people - n, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        worth = np.where(left > 0, effective * max(people - 1, 1) / np.maximum(left, 1), np.inf)
    known = np.isfinite(share) & (n > 0)
    m = np.where(known & np.isfinite(worth), worth, 1.0)
    p = np.where(known, share, 0.5)
    a, b = 0.5 + m * p, 0.5 + m * (1 - p)
    tail = (1 - LEVEL) / 2
    low = np.minimum(special.betaincinv(a, b, tail), p)
    high = np.maximum(special.betaincinv(a, b, 1 - tail), p)
    everyone = known & (left == 0)
    low, high = np.where(everyone, share, low), np.where(everyone, share, high)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)
