"""Ranked items: which come first according to everyone together.

Items get the worth of a Plackett-Luce model: the chance that someone puts an item first among those they
ranked. It takes partial rankings (only a first three), and unlike points it does not reward items that were
listed by people who ranked many.

Source: Plackett (1975), The analysis of permutations; Hunter (2004), MM algorithms for generalized
Bradley-Terry models.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from wijkwijzer.dialogue.votes.arrays import Floats, Id, Ints
from wijkwijzer.dialogue.votes.ratings import last_answers

__all__ = ["RankedItem", "rank_items"]

PRIOR = 0.5
SWEEPS = 200


@dataclass(frozen=True)
class RankedItem:
    """One item in the shared ranking.

    Attributes
    ----------
    item : int or str
    place, low, high : int
        Place in the ranking, and the places between which it lies in 95% of the bootstraps over people.
    worth : float
        Chance to be put first; all items together 1.
    first, ranked : int
        People who put it first, and people who ranked it.
    """

    item: Id
    place: int
    low: int
    high: int
    worth: float
    first: int
    ranked: int


def rank_items(rankings: pl.DataFrame, *, bootstraps: int = 200, seed: int = 0) -> tuple[RankedItem, ...]:
    """Make one ranking of many; items that were not ranked by someone come after those that were.

    Parameters
    ----------
    rankings : polars.DataFrame
        participant, item, rank (1 is first), of one question. Of equal ranks the item that sorts first counts
        as higher.

    Examples
    --------
    >>> people, items = [1, 1, 2, 2, 3, 3], ["a", "b"] * 3
    >>> table = pl.DataFrame({"participant": people, "item": items, "rank": [1, 2, 1, 2, 2, 1]})
    >>> [(r.item, r.place, r.first) for r in rank_items(table)]
    [('a', 1, 2), ('b', 2, 1)]
    """
    last = last_answers(rankings, ["participant", "item"]).sort("participant", "rank", "item")
    items: list[Id] = last["item"].unique().sort().to_list()
    if not items:
        return ()
    place = {item: i for i, item in enumerate(items)}
    lists = [
        np.array([place[item] for item in chosen], dtype=np.int64)
        for chosen in last.group_by("participant", maintain_order=True).agg("item")["item"].to_list()
    ]
    wins, stages = _stages(lists, len(items))
    worth = _worth(wins.sum(axis=0), stages, np.ones(len(lists)))
    rng = np.random.default_rng([seed, len(items)])
    draws = [
        np.bincount(rng.integers(0, len(lists), len(lists)), minlength=len(lists)) for _ in range(bootstraps)
    ]
    places = np.array([_places(_worth(wins.T @ draw, stages, draw.astype(float))) for draw in draws])
    order = np.lexsort([np.arange(len(items)), -worth])
    low, high = (
        np.quantile(places, [0.025, 0.975], axis=0, method="inverted_cdf") if bootstraps else (None, None)
    )
    first = np.bincount([chosen[0] for chosen in lists], minlength=len(items))
    ranked = np.bincount(np.concatenate(lists), minlength=len(items))
    return tuple(
        RankedItem(
            items[i],
            n,
            min(n, int(low[i])) if low is not None else n,
            max(n, int(high[i])) if high is not None else n,
            float(worth[i]),
            int(first[i]),
            int(ranked[i]),
        )
        for n, i in enumerate(order, 1)
    )


def _stages(lists: Sequence[Ints], items: int) -> tuple[Floats, Floats]:
    """Wins per person and item, and who was in the running at every choice: shapes (people, items) and
    (choices, 1 + items), of which the first column is the person."""
    wins, stages = np.zeros((len(lists), items)), []
    for person, chosen in enumerate(lists):
        running = np.ones(items)
        for item in chosen[: items - 1]:
            stages.append(np.concatenate([[person], running]))
            wins[person, item] += 1
            running = running.copy()
            running[item] = 0
    return wins, np.array(stages).reshape(-1, items + 1)


def _worth(wins: Floats, stages: Floats, weights: Floats) -> Floats:
    """Plackett-Luce worths by minorisation; each item also wins and loses half against a neutral one."""
    items = stages.shape[1] - 1
    worth = np.full(items, 1 / items)
    weight, running = weights[stages[:, 0].astype(np.int64)], stages[:, 1:]
    for _ in range(SWEEPS):
        share = weight / np.maximum(running @ worth, 1e-300)
        neutral = 2 * PRIOR / (worth + 1 / items)
        moved = (wins + PRIOR) / (running.T @ share + neutral)
        moved /= moved.sum()
        if np.abs(moved - worth).max() < 1e-10:
            break
        worth = moved
    return worth


def _places(worth: Floats) -> Ints:
    place = np.empty(len(worth), dtype=np.int64)
    place[np.lexsort([np.arange(len(worth)), -worth])] = np.arange(1, len(worth) + 1)
    return place
