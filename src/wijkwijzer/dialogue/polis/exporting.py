"""A dialogue as a Polis export."""

from __future__ import annotations

import polars as pl

from wijkwijzer.dialogue.votes.log import Dialogue
from wijkwijzer.opendata.polis import PolisExport

__all__ = ["polis_export"]


def polis_export(dialogue: Dialogue) -> PolisExport:
    """Put a dialogue in the tables of a Polis export; reading those gives the same votes and statements.

    Identifiers stay as they are, so text remains text. A log with its own order of events (``id``) is
    written in that order with distinct times, because a Polis log has no identifiers to settle ties.

    Examples
    --------
    >>> statements = pl.DataFrame(
    ...     {"statement": [1], "author": [None], "text": ["Meer groen"], "time": [5], "moderated": [1]}
    ... )
    >>> votes = pl.DataFrame({"participant": [8, 9], "statement": [1, 1], "vote": [1, -1], "time": [6, 7]})
    >>> export = polis_export(Dialogue(statements, votes, title="Groen"))
    >>> export.summary["voters"], export.participants["participant"].to_list()
    ('2', [8, 9])
    """
    votes = dialogue.votes
    if "time" not in votes.columns:
        votes = votes.with_columns(pl.lit(None, pl.Int64).alias("time"))
    if "id" in votes.columns:
        votes = _distinct_times(votes)
    people = votes.select(pl.col("participant").unique().sort())
    groups = [dialogue.published_groups.get(participant) for participant in people["participant"].to_list()]
    participants = people.with_columns(
        pl.Series("group", groups, dtype=pl.Int64), pl.lit(None, pl.String).alias("xid")
    )
    kept = ("statement", "author", "text", "time", "moderated", "meta")
    comments = dialogue.statements.select(name for name in kept if name in dialogue.statements.columns)
    summary = dialogue.summary or {
        "topic": dialogue.title,
        "voters": str(people.height),
        "voters-in-conv": str(people.height),
        "commenters": str(comments["author"].drop_nulls().n_unique()),
        "comments": str(comments.height),
    }
    return PolisExport(
        comments, votes.select("participant", "statement", "vote", "time"), participants, summary
    )


def _distinct_times(votes: pl.DataFrame) -> pl.DataFrame:
    """Sort by time and id, and let votes of the same moment follow each other by a millisecond."""
    ordered = votes.sort("time", "id", nulls_last=False, maintain_order=True)
    times = ordered["time"].fill_null(0).to_list()
    for place in range(1, len(times)):
        times[place] = max(times[place], times[place - 1] + 1)
    return ordered.with_columns(pl.Series("time", times, dtype=pl.Int64))
