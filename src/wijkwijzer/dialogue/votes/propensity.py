"""The chance that someone ever saw a statement, from the logged probability of each draw.

Source: Horvitz & Thompson (1952), A generalization of sampling without replacement from a finite universe.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from wijkwijzer.dialogue.votes.arrays import Floats, Id, Ints

__all__ = ["inclusion_probabilities"]

AT_ONCE = 50_000


def inclusion_probabilities(
    shown: pl.DataFrame, statements: int, since: Mapping[Id, int] | None = None
) -> Floats:
    """Turn logged draws into the probability that someone ever saw each statement they saw.

    A share needs the chance that a vote exists at all, not the chance of one draw. Someone who saw a
    statement with probability q when m statements were left would have met it at another draw, with m'
    left, with about q m / m': the same weight among fewer. With equal weights that is exactly draws /
    statements. Draws from before the statement was written do not count.

    Parameters
    ----------
    shown : polars.DataFrame
        participant, statement, probability (of the draw; null when it was not drawn, such as one's own
        statement or a changed vote) and, when known, time and id, which give the order of the draws.
    statements : int
        s, all statements of the dialogue.
    since : mapping of statement to time, optional
        When each statement was there; without it (or without times of draws) all were there from the start.

    Returns
    -------
    array, shape (rows,)
        In the order of the rows; NaN where no draw of that statement was logged.

    Examples
    --------
    >>> shown = pl.DataFrame({"participant": [1, 1], "statement": [5, 6], "probability": [1 / 4, 1 / 3],
    ...                       "time": [10, 20]})
    >>> inclusion_probabilities(shown, 4).round(3).tolist()
    [0.5, 0.5]
    """
    pair = ["participant", "statement"]
    order = [name for name in ("participant", "time", "id", "statement") if name in shown.columns]
    drawn = shown.filter(pl.col("probability").is_not_null()).sort(order, nulls_last=False)
    drawn = drawn.unique(pair, keep="first", maintain_order=True)  # a changed vote is no new draw
    people = drawn["participant"].rle_id().to_numpy().astype(np.int64)
    at = np.arange(len(people)) - np.searchsorted(people, people)
    written, moment = _moments(drawn, since)
    there = np.searchsorted(np.sort(written), moment, side="right") if since else np.full(len(at), statements)
    left = np.maximum(there - at, 1)
    ever = _ever(drawn["probability"].to_numpy(), people, left, written[_places(drawn, since)], moment)
    found = drawn.select(pair).with_columns(pl.Series("found", ever))
    joined = shown.select(pair).join(found, on=pair, how="left", maintain_order="left")
    return joined["found"].fill_null(np.nan).to_numpy()


def _places(drawn: pl.DataFrame, since: Mapping[Id, int] | None) -> Ints:
    if not since:
        return np.zeros(drawn.height, dtype=np.int64)
    place = {statement: i for i, statement in enumerate(since)}
    return np.array([place[statement] for statement in drawn["statement"].to_list()], dtype=np.int64)


def _moments(drawn: pl.DataFrame, since: Mapping[Id, int] | None) -> tuple[Ints, Ints]:
    """When each statement was written, and when each draw was."""
    if not since:
        return np.zeros(1, dtype=np.int64), np.zeros(drawn.height, dtype=np.int64)
    return np.fromiter(since.values(), dtype=np.int64), drawn["time"].to_numpy().astype(np.int64)


def _ever(chance: Floats, people: Ints, left: Ints, written: Ints, moment: Ints) -> Floats:
    """1 - product over a person's draws of (1 - chance in that draw); rows sorted by person."""
    first = np.searchsorted(people, people)
    total = np.bincount(people)[people] if len(people) else people
    ever = np.empty(len(chance))
    for length in np.unique(total):
        of_length = np.flatnonzero(total == length)
        for start in range(0, len(of_length), AT_ONCE):
            part = of_length[start : start + AT_ONCE]
            draws = first[part][:, None] + np.arange(length)
            odds = (chance[part] * left[part])[:, None] / left[draws]
            odds = np.where(moment[draws] >= written[part][:, None], np.minimum(odds, 1.0), 0.0)
            ever[part] = 1 - np.prod(1 - odds, axis=1)
    return np.maximum(ever, chance)
