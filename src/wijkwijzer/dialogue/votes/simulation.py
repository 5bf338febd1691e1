"""Invented votes of which the truth is known: to test methods, and to plan how many votes are needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wijkwijzer.dialogue.votes.matrix import Floats, Ints, VoteMatrix

__all__ = ["Planted", "planted_votes", "votes_from"]


@dataclass(frozen=True, eq=False)
class Planted:
    """Invented votes with their truth: the group of each participant (n,) and the rates (groups, s)."""

    votes: VoteMatrix
    group: Ints
    rates: Floats


def planted_votes(
    people: int,
    statements: int,
    per_person: float,
    *,
    groups: int = 3,
    spread: float = 1.2,
    shares: tuple[float, ...] | None = None,
    passes: float = 0.1,
    seed: int = 0,
) -> Planted:
    """Invent people in groups that differ, and let each vote on some statements.

    Parameters
    ----------
    people, statements : int
        n and s.
    per_person : float
        Mean number of votes per person (Poisson, at least one, at most all statements).
    groups : int
        Number of groups; 1 plants none.
    spread : float
        Standard deviation of a group's deviation from the statement's level, in log-odds.
    shares : tuple of float, optional
        Share of people per group; equal by default.
    passes : float
        Share of votes that is a pass.

    Examples
    --------
    >>> invented = planted_votes(100, 20, 10, groups=2, seed=1)
    >>> invented.votes.n, invented.votes.s, invented.rates.shape
    (100, 20, (2, 20))
    """
    rng = np.random.default_rng([seed, people, statements])
    level = rng.normal(0, 1, statements)
    deviation = rng.normal(0, spread, (groups, statements)) if groups > 1 else np.zeros((1, statements))
    rates = 1 / (1 + np.exp(-(level + deviation)))
    group = rng.choice(groups, people, p=shares)
    rows, columns = _who_votes_on_what(people, statements, per_person, rng)
    return Planted(votes_from(rates, group, rows, columns, passes, rng), group, rates)


def votes_from(
    rates: Floats, group: Ints, rows: Ints, columns: Ints, passes: float, rng: np.random.Generator
) -> VoteMatrix:
    """Draw a vote for each (row, column) pair; pairs in ascending order, each once."""
    agree = rng.random(len(rows)) < rates[group[rows], columns]
    values = np.where(rng.random(len(rows)) < passes, 0, np.where(agree, 1, -1))
    people, statements = len(group), rates.shape[1]
    return VoteMatrix(tuple(range(people)), tuple(range(statements)), rows, columns, values)


def _who_votes_on_what(
    people: int, statements: int, per_person: float, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    if per_person >= statements:
        return np.repeat(np.arange(people), statements), np.tile(np.arange(statements), people)
    wanted = np.clip(rng.poisson(per_person, people), 1, statements)
    if people * statements <= 20_000_000:
        rank = rng.random((people, statements)).argsort(axis=1).argsort(axis=1)
        rows, columns = np.nonzero(rank < wanted[:, None])
        return rows, columns
    rows = np.repeat(np.arange(people), wanted)  # sparse: a repeated draw is rare and simply falls away
    pairs = np.unique(rows * statements + rng.integers(0, statements, len(rows)))
    return pairs // statements, pairs % statements
