"""What unites the groups, and what sets one apart from the others.

Source: Beta posteriors with Jeffreys' prior; Newton et al. (2004) for the false-discovery rate from posterior
probabilities; Small et al. (2021), Polis, for the product over groups as a measure of common ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from wijkwijzer.dialogue.votes.matrix import Flags, Floats, VoteMatrix
from wijkwijzer.dialogue.votes.position import PositionModel
from wijkwijzer.dialogue.votes.shares import beta_interval
from wijkwijzer.disclosure import SMALLEST

__all__ = ["LEAST_VOTERS", "CommonGround", "Difference", "common_ground", "differences"]

LEAST_VOTERS = SMALLEST
"""A group's share is shown only when this many of its members voted."""
FALSE_DISCOVERIES = 0.05
LEAST_DIFFERENCE = 0.1


@dataclass(frozen=True, eq=False)
class CommonGround:
    """How much the groups share an opinion on each of s statements.

    Attributes
    ----------
    agrees : array of bool, shape (s,)
        Whether the groups meet in agreeing (else in disagreeing).
    geometric, minimum : arrays, shape (s,)
        Geometric mean and minimum over the groups of the lower bound of the share on that side; NaN when
        fewer than ten members of a group voted. Without groups everyone is one group.
    level : array, shape (s,)
        Intercept of the position model: agreement by someone in the middle.
    both_sides : array of bool, shape (s,)
        Whether a majority on either side of the main dimension takes that side.
    """

    agrees: Flags
    geometric: Floats
    minimum: Floats
    level: Floats
    both_sides: Flags

    def ranked(self) -> list[int]:
        """Places of the statements with support on both sides, the strongest common ground first."""
        value = np.where(np.isnan(self.geometric) | ~self.both_sides, -1.0, self.geometric)
        order = np.lexsort([np.arange(len(value)), -np.nan_to_num(self.minimum), -value])
        return [int(place) for place in order if value[place] >= 0]


def common_ground(votes: VoteMatrix, groups: Sequence[Flags], positions: PositionModel) -> CommonGround:
    """Measure common ground.

    Parameters
    ----------
    votes : VoteMatrix
        n participants, s statements.
    groups : sequence of bool arrays, shape (n,)
        Members of each group; an empty sequence takes everyone as one group.
    positions : PositionModel
        Fitted on the same votes.

    Examples
    --------
    >>> from wijkwijzer.dialogue.votes.position import fit_positions
    >>> camp = [(p, s, 1 if s == 0 or (p < 15) == (s < 3) else -1) for p in range(30) for s in range(6)]
    >>> votes = VoteMatrix.from_rows(camp)
    >>> sides = [np.arange(30) < 15, np.arange(30) >= 15]
    >>> common_ground(votes, sides, fit_positions(votes)).ranked()
    [0]
    """
    parts = list(groups) or [np.ones(votes.n, dtype=bool)]
    lows = np.stack([_lower_bounds(votes, members) for members in parts])  # groups, 2 sides, s
    minimum = lows.min(axis=0)
    with np.errstate(divide="ignore"):
        geometric = np.exp(np.log(lows).mean(axis=0))
    agrees = np.nan_to_num(minimum[0]) >= np.nan_to_num(minimum[1])
    side = np.where(agrees, 0, 1)
    place = np.arange(votes.s)
    right = positions.positions[:, 0] > 0
    halves = [votes.counts(flags) for flags in (right, ~right)]
    majorities = [half[place, side] * 2 > half.sum(axis=1) for half in halves]
    return CommonGround(
        agrees, geometric[side, place], minimum[side, place], positions.levels, majorities[0] & majorities[1]
    )


def _lower_bounds(votes: VoteMatrix, members: Flags) -> Floats:
    """Lower bound of the share that agrees and of the share that disagrees, shape (2, s)."""
    counts = votes.counts(members)
    n = counts.sum(axis=1)
    bounds = np.full((2, votes.s), np.nan)
    seen = n >= LEAST_VOTERS
    for side in (0, 1):
        share = counts[seen, side] / n[seen]
        bounds[side, seen] = beta_interval(share, n[seen].astype(float), n[seen], int(members.sum()))[0]
    return bounds


@dataclass(frozen=True)
class Difference:
    """A statement on which a group thinks otherwise than the rest.

    `share` and `rest` are shares that agree; `low` and `high` bound the difference (95%); `doubt` is the
    posterior probability that the difference has the other sign.
    """

    group: int
    statement: int
    share: float
    rest: float
    low: float
    high: float
    doubt: float


def differences(votes: VoteMatrix, groups: Sequence[Flags]) -> list[Difference]:
    """Find what sets each group apart from the other participants, with few false discoveries.

    Of all (group, statement) pairs with ten voters on both sides, those are kept whose posterior
    probability of a wrong sign is 5% on average, and whose difference is at least ten points. The strongest
    come first per group.

    Examples
    --------
    >>> camp = [(p, s, 1 if s == 0 or (p < 15) == (s < 3) else -1) for p in range(30) for s in range(6)]
    >>> sides = [np.arange(30) < 15, np.arange(30) >= 15]
    >>> [d.statement for d in differences(VoteMatrix.from_rows(camp), sides) if d.group == 0]
    [1, 2, 3, 4, 5]
    """
    if not groups:
        return []
    everyone = votes.counts()
    inside = np.stack([votes.counts(members) for members in groups])  # groups, s, 3
    outside = everyone[None] - inside
    n, m = inside.sum(axis=2), outside.sum(axis=2)
    p, q = (inside[:, :, 0] + 0.5) / (n + 1), (outside[:, :, 0] + 0.5) / (m + 1)
    error = np.sqrt(p * (1 - p) / (n + 2) + q * (1 - q) / (m + 2))
    gap = p - q
    doubt = special.ndtr(-np.abs(gap) / error)
    group, statement = np.nonzero((n >= LEAST_VOTERS) & (m >= LEAST_VOTERS))
    order = np.argsort(doubt[group, statement], kind="stable")
    group, statement = group[order], statement[order]
    found = np.cumsum(doubt[group, statement]) / np.arange(1, len(group) + 1) <= FALSE_DISCOVERIES
    pairs = [
        Difference(
            int(g),
            int(j),
            float(inside[g, j, 0] / n[g, j]),
            float(outside[g, j, 0] / m[g, j]),
            float(gap[g, j] - 1.96 * error[g, j]),
            float(gap[g, j] + 1.96 * error[g, j]),
            float(doubt[g, j]),
        )
        for g, j in zip(group[found], statement[found], strict=True)
        if abs(gap[g, j]) >= LEAST_DIFFERENCE
    ]
    return sorted(pairs, key=lambda pair: (pair.group, -max(pair.low, -pair.high), pair.statement))
