"""The log of a dialogue as tables: statements, votes, messages, ratings, rankings and background answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from wijkwijzer.dialogue.votes.matrix import Id, VoteMatrix
from wijkwijzer.opendata.polis import Noticed

__all__ = ["SCHEMAS", "Dialogue", "empty_table"]

SCHEMAS: dict[str, dict[str, type[pl.DataType]]] = {
    "statements": {
        "statement": pl.String,
        "author": pl.String,
        "text": pl.String,
        "time": pl.Int64,
        "moderated": pl.Int8,
    },
    "votes": {"participant": pl.String, "statement": pl.String, "vote": pl.Int8, "time": pl.Int64},
    "ratings": {"participant": pl.String, "item": pl.String, "value": pl.Int64, "time": pl.Int64},
    "rankings": {"participant": pl.String, "question": pl.String, "item": pl.String, "rank": pl.Int64},
    "background": {"participant": pl.String, "question": pl.String, "answer": pl.String},
}
"""Columns of each table; identifiers may be whole numbers instead of text."""


def empty_table(name: str) -> pl.DataFrame:
    """Return one of the tables without rows.

    Examples
    --------
    >>> empty_table("ratings").columns
    ['participant', 'item', 'value', 'time']
    """
    return pl.DataFrame(schema=SCHEMAS[name])


@dataclass(frozen=True, eq=False)
class Dialogue:
    """One dialogue, read from files or from the site's database.

    Attributes
    ----------
    statements : polars.DataFrame
        statement, author, text, time (ms since 1970), moderated (1 shown, 0 not looked at, -1 left out) and,
        when known, meta: whether it is about the person who votes ("I have a car") instead of an opinion.
    votes : polars.DataFrame
        participant, statement, vote (1 agree, 0 pass, -1 disagree), time and, when known, id and probability:
        the log, repeated votes included.
    ratings, rankings, background : polars.DataFrame
        Ratings (value 1 to 5), ranked items (rank 1 is first) and answers to background questions.
    published_groups : dict
        Participant -> group, as an imported export gives it.
    title : str
        What the dialogue is about.
    summary : dict of str to str
        Lines of an imported summary.csv.
    offered : dict of str to tuple of str
        Answers that each background question offers, in order; others come after these.
    notes : tuple of Noticed
        What reading left out or changed.

    Examples
    --------
    >>> statements = pl.DataFrame({"statement": [1, 2], "text": ["a", "b"], "moderated": [1, -1]})
    >>> votes = pl.DataFrame({"participant": [5, 5], "statement": [1, 2], "vote": [1, 1]})
    >>> Dialogue(statements, votes).matrix.statements  # what a moderator left out is not counted
    (1,)
    """

    statements: pl.DataFrame
    votes: pl.DataFrame
    ratings: pl.DataFrame = field(default_factory=lambda: empty_table("ratings"))
    rankings: pl.DataFrame = field(default_factory=lambda: empty_table("rankings"))
    background: pl.DataFrame = field(default_factory=lambda: empty_table("background"))
    published_groups: dict[Id, int] = field(default_factory=dict)
    title: str = ""
    summary: dict[str, str] = field(default_factory=dict)
    offered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Noticed, ...] = ()

    @cached_property
    def matrix(self) -> VoteMatrix:
        """Last votes of everyone who voted, on the statements that no moderator left out."""
        shown = self.statements.filter(pl.col("moderated") >= 0)["statement"].to_list()
        people = self.votes["participant"].unique().to_list()
        return VoteMatrix.from_table(self.votes, participants=people, statements=shown, since=self._since())

    def _since(self) -> dict[Id, int] | None:
        """When each statement was written, if that and the times of all logged draws are known."""
        tables = (self.statements, self.votes)
        if any("time" not in table.columns or table["time"].null_count() for table in tables):
            return None
        return dict(
            zip(self.statements["statement"].to_list(), self.statements["time"].to_list(), strict=True)
        )

    @cached_property
    def everything(self) -> VoteMatrix:
        """Last votes on every statement, those left out included (the legacy view keeps their columns)."""
        people = self.votes["participant"].unique().to_list()
        return VoteMatrix.from_table(
            self.votes, participants=people, statements=self.statements["statement"].to_list()
        )

    @cached_property
    def moderated_out(self) -> list[Id]:
        """Statements that a moderator left out."""
        hidden: list[Id] = self.statements.filter(pl.col("moderated") < 0)["statement"].to_list()
        return sorted(hidden)

    @cached_property
    def about_people(self) -> list[Id]:
        """Statements about the voter: they have shares, and make no groups of opinion."""
        if "meta" not in self.statements.columns:
            return []
        found: list[Id] = self.statements.filter(pl.col("meta"))["statement"].to_list()
        return sorted(found)
