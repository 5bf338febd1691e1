"""Which sign is agree in the votes of a Polis export: what the counts beside them say.

Inside Polis agree is -1, in its exports 1, and some exports carry the inside sign. The counts per statement
(comments.csv) and per person (participants-votes.csv) tell; where they contradict each other nobody knows.
"""

from __future__ import annotations

import polars as pl

from wijkwijzer.errors import InputError

__all__ = ["is_reversed"]

_COUNTED = {"agrees", "disagrees"}


def is_reversed(votes: pl.DataFrame, comments: pl.DataFrame, people: pl.DataFrame, file: str) -> bool:
    """Tell whether agree is -1 in these votes.

    Parameters
    ----------
    votes, comments, people : polars.DataFrame
        As read; agrees and disagrees are the counts of the files, where they have them.
    file : str
        Name of the file with the comments, for the sentence.

    Raises
    ------
    InputError
        The two counts contradict each other.

    Examples
    --------
    >>> votes = pl.DataFrame({"participant": [1, 2], "statement": [7, 7], "vote": [-1, -1]})
    >>> comments = pl.DataFrame({"statement": [7], "agrees": [2], "disagrees": [0]})
    >>> is_reversed(votes, comments, pl.DataFrame({"participant": [1, 2]}), "comments.csv")
    True
    """
    by_statement = _fits_better(votes, comments, "statement")
    by_person = _fits_better(votes, people, "participant")
    if None not in (by_statement, by_person) and by_statement != by_person:
        raise InputError(
            "De aantallen eens en oneens hier en in participants-votes.csv spreken elkaar tegen: welke stem "
            "eens is, is niet te zeggen. Haal de bestanden opnieuw op.",
            file=file,
        )
    return bool(by_person if by_statement is None else by_statement)


def _fits_better(votes: pl.DataFrame, counts: pl.DataFrame, key: str) -> bool | None:
    """Whether the counts fit agree as -1 better than as 1; None when they do not tell."""
    if not set(counts.columns) >= _COUNTED or not votes.height:
        return None
    if any(not counts[name].dtype.is_integer() for name in _COUNTED):
        return None
    counted = votes.group_by(key).agg(
        (pl.col("vote") == 1).sum().cast(pl.Int64).alias("plus"),
        (pl.col("vote") == -1).sum().cast(pl.Int64).alias("minus"),
    )
    both = counts.select(key, *_COUNTED).join(counted, on=key)
    as_plus, as_minus = (_distance(both, *names) for names in (("plus", "minus"), ("minus", "plus")))
    return None if as_plus == as_minus else as_minus < as_plus


def _distance(both: pl.DataFrame, agrees: str, disagrees: str) -> int:
    off = (pl.col("agrees") - pl.col(agrees)).abs() + (pl.col("disagrees") - pl.col(disagrees)).abs()
    return int(both.select(off.sum()).item() or 0)
