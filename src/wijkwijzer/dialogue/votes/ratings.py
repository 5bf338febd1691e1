"""Ratings (heel slecht to heel goed): how they are spread, and which share is good or bad.

A share has the interval of `shares`: it covers participants who were not asked or did not answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from wijkwijzer.dialogue.votes.arrays import Id
from wijkwijzer.dialogue.votes.shares import beta_interval

__all__ = ["Rating", "last_answers", "rate"]

VALUES = 5


@dataclass(frozen=True)
class Rating:
    """How one item was rated.

    Attributes
    ----------
    item : int or str
    counts : tuple of int
        People per value, from 1 (heel slecht) to 5 (heel goed).
    good, bad : tuple of float
        Share, low and high of values 4 and 5, and of values 1 and 2.
    median : int
        Value of the person in the middle (the lower one of two).
    """

    item: Id
    counts: tuple[int, ...]
    good: tuple[float, float, float]
    bad: tuple[float, float, float]
    median: int

    @property
    def n(self) -> int:
        """People who rated."""
        return sum(self.counts)


def rate(ratings: pl.DataFrame, *, people: int | None = None) -> tuple[Rating, ...]:
    """Summarise ratings per item, in order of item.

    Parameters
    ----------
    ratings : polars.DataFrame
        participant, item, value (1 to 5) and, when known, time; someone's last rating of an item counts.
    people : int, optional
        Participants that the shares are about; by default everyone who rated anything.

    Examples
    --------
    >>> table = pl.DataFrame({"participant": [1, 2, 3], "item": ["x"] * 3, "value": [1, 2, 5]})
    >>> [(r.counts, r.median, round(r.bad[0], 2)) for r in rate(table)]
    [((1, 1, 0, 0, 1), 2, 0.67)]
    """
    last = last_answers(ratings, ["participant", "item"])
    everyone = people if people is not None else last["participant"].n_unique()
    found = []
    for (item,), rows in last.group_by("item"):
        counts = np.bincount(rows["value"].to_numpy() - 1, minlength=VALUES)
        n = int(counts.sum())
        median = int(np.searchsorted(np.cumsum(counts), (n + 1) // 2)) + 1
        good, bad = _share(int(counts[3:].sum()), n, everyone), _share(int(counts[:2].sum()), n, everyone)
        found.append(Rating(item, tuple(counts.tolist()), good, bad, median))
    return tuple(sorted(found, key=lambda rating: str(rating.item)))


def last_answers(table: pl.DataFrame, pair: list[str]) -> pl.DataFrame:
    """Keep the last row per pair: the latest time, then the lowest value, whatever the order of the rows.

    Examples
    --------
    >>> table = pl.DataFrame({"participant": [1, 1], "item": ["x", "x"], "value": [4, 2], "time": [1, 2]})
    >>> last_answers(table, ["participant", "item"])["value"].to_list()
    [2]
    """
    order = [name for name in ("time", "value", "rank") if name in table.columns]
    ordered = table.sort([*pair, *order], descending=[False] * len(pair) + [n != "time" for n in order])
    return ordered.unique(pair, keep="last", maintain_order=True)


def _share(count: int, n: int, people: int) -> tuple[float, float, float]:
    share = np.array([count / n])
    low, high = beta_interval(share, np.array([float(n)]), np.array([n]), max(people, n))
    return float(share[0]), float(low[0]), float(high[0])
