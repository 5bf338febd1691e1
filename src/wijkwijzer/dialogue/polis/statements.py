"""Representative statements and group-aware consensus of the classic Polis view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wijkwijzer.dialogue.votes.matrix import Flags, Floats, Ints

__all__ = ["Representative", "consensus", "representative"]

MOST = 5
Z_NEEDED = 1.2816


@dataclass(frozen=True)
class Representative:
    """A statement that stands for a group: its side, its share there and among the rest, its rank value."""

    statement: int
    agrees: bool
    share: float
    rest: float
    strength: float

    def to_json(self) -> dict[str, float | bool]:
        """Return everything but the place of the statement."""
        return {"agrees": self.agrees, "share": self.share, "rest": self.rest, "strength": self.strength}


def representative(parts: Sequence[Ints], group: int, hidden: Flags) -> tuple[Representative, ...]:
    """Choose at most five statements for a group.

    Parameters
    ----------
    parts : sequence of arrays, shape (s, 3)
        Agree, disagree and pass of each group.
    group : int
        Which group.
    hidden : array of bool, shape (s,)
        Statements to leave out.

    Examples
    --------
    >>> ours, rest = np.array([[20, 1, 0], [9, 10, 0]]), np.array([[4, 30, 0], [15, 16, 0]])
    >>> [(r.statement, r.agrees) for r in representative([ours, rest], 0, np.zeros(2, dtype=bool))]
    [(0, True)]
    """
    inside = parts[group]
    outside = sum((part for i, part in enumerate(parts) if i != group), np.zeros_like(inside))
    found: list[Representative] = []
    for side in (0, 1):
        p, p_test, r, r_test = _tests(inside, outside, side)
        for place in np.flatnonzero((p_test > Z_NEEDED) & (r_test > Z_NEEDED) & ~hidden):
            rest = float(p[place] / r[place])
            strength = float(r[place] * r_test[place] * p[place] * p_test[place])
            found.append(Representative(int(place), side == 0, float(p[place]), rest, strength))
    return tuple(sorted(found, key=lambda each: (-each.strength, each.statement))[:MOST])


def _tests(inside: Ints, outside: Ints, side: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Share and its test against a half, ratio to the rest and its two-proportion test, each shape (s,)."""
    na, ns = inside[:, side] + 1.0, inside.sum(axis=1) + 1.0
    nb, nr = outside[:, side] + 1.0, outside.sum(axis=1) + 1.0
    p = na / (ns + 1)
    p_test = 2 * np.sqrt(ns) * (na / ns - 0.5)
    ratio = p / (nb / (nr + 1))
    pooled = (na + nb) / (ns + nr)
    with np.errstate(invalid="ignore", divide="ignore"):
        r_test = (na / ns - nb / nr) / np.sqrt(pooled * (1 - pooled) * (1 / ns + 1 / nr))
    return p, p_test, ratio, np.nan_to_num(r_test)


def consensus(parts: Sequence[Ints], s: int) -> Floats:
    """Group-aware consensus, shape (s,): the product over groups of (agree + 1) / (votes + 2).

    Examples
    --------
    >>> consensus([np.array([[8, 0, 0]]), np.array([[3, 0, 5]])], 1).round(2).tolist()
    [0.36]
    """
    value = np.ones(s)
    for part in parts:
        value *= (part[:, 0] + 1) / (part.sum(axis=1) + 2)
    return value
