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

from wijkwijzer.dialogue.votes.matrix import Flags, Floats, Ints, VoteMatrix

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
    ([0.7, 1.0], [0.7, 0.37], [0.7, 1.0])
    """
    people = votes.n if members is None else int(members.sum())
    counts = votes.counts(members)
    n = counts.sum(axis=1)
    if votes.propensities is None:
        effective = n.astype(np.float64)
        share = np.where(n > 0, counts[:, 0] / np.maximum(n, 1), np.nan)
        low, high = beta_interval(share, effective, n, people)
    else:
        share, effective, worth = _hajek(votes, members, people)
        low, high = _interval(share, np.where(n < people, worth, np.inf))
    return Shares(share, low, high, counts, effective, people)


def _hajek(votes: VoteMatrix, members: Flags | None, people: int) -> tuple[Floats, Floats, Floats]:
    """Weighted share, effective number of votes, and what these are worth in a finite population.

    With chances of inclusion c and weights w = 1 / c, votes are worth (sum w)^2 / sum of w^2 (1 - c): a
    vote of someone who was sure to be asked leaves nothing open. A vote without a logged draw has weight 1
    and c = 1.
    """
    chosen = np.ones(len(votes.rows), dtype=bool) if members is None else members[votes.rows]
    logged = np.ones(len(votes.rows)) if votes.propensities is None else votes.propensities
    chance = np.where(np.isnan(logged), 1.0, logged)[chosen]
    weights = np.minimum(1 / chance, LARGEST_WEIGHT)
    columns, agree = votes.columns[chosen], votes.values[chosen] == 1
    total = np.bincount(columns, weights, minlength=votes.s)
    squares = np.bincount(columns, weights**2, minlength=votes.s)
    open_squares = np.bincount(columns, weights**2 * (1 - 1 / weights), minlength=votes.s)
    agreed = np.bincount(columns, weights * agree, minlength=votes.s)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(total > 0, agreed / total, np.nan)
        effective = np.where(total > 0, total**2 / squares, 0.0)
        worth = 1 / _variance(total**2 / open_squares, effective, np.asarray(total, dtype=np.float64), people)
    return share, effective, worth


def _variance(asked: Floats, effective: Floats, reached: Floats, people: int) -> Floats:
    """Variance of the share in units of p (1 - p), when not everyone had a chance to be asked.

    `asked` is what votes are worth for those who had a chance, `reached` estimates how many these are. The
    others (who had left before the statement was written) are taken to be like them: their mean adds its
    own variance.
    """
    missed = np.clip(1 - reached / max(people, 1), 0.0, 1.0)
    there = 1 - missed
    own = missed**2 / effective + missed / max(people, 1)
    both = 2 * missed * there * np.maximum(1 / effective - 1 / np.maximum(reached, 1e-9), 0.0)
    return np.asarray(there**2 / asked + own + both)


def beta_interval(share: Floats, effective: Floats, n: Ints, people: int) -> tuple[Floats, Floats]:
    """Equal-tailed 95% interval of Beta(.5 + m share, .5 + m (1 - share)).

    m is the effective number times (people - 1) / (people - n): the fewer people are left unasked, the more
    each answer tells. All four arguments broadcast; where n >= people the interval is the share itself.

    Examples
    --------
    >>> low, high = beta_interval(np.array([.5]), np.array([50.]), np.array([50]), 100)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.403], [0.597])
    """
    left = np.maximum(people - n, 0)
    worth = np.where(left > 0, effective * max(people - 1, 1) / np.maximum(left, 1), np.inf)
    return _interval(np.where(n > 0, share, np.nan), worth)


def _interval(share: Floats, worth: Floats) -> tuple[Floats, Floats]:
    """Equal-tailed interval for a share from so many votes; a point where they are worth infinitely many."""
    known = np.isfinite(share)
    bounded = known & np.isfinite(worth)
    m, p = np.where(bounded, worth, 1.0), np.where(known, share, 0.5)
    a, b = 0.5 + m * p, 0.5 + m * (1 - p)
    tail = (1 - LEVEL) / 2
    low = np.where(bounded, np.minimum(special.betaincinv(a, b, tail), p), share)
    high = np.where(bounded, np.maximum(special.betaincinv(a, b, 1 - tail), p), share)
    return low, high
