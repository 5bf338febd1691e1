"""Votes as a matrix: who voted what on which statement, in one canonical order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from wijkwijzer.dialogue.votes.arrays import Flags, Floats, Id, Ints
from wijkwijzer.dialogue.votes.propensity import inclusion_probabilities

__all__ = ["Flags", "Floats", "Id", "Ints", "VoteMatrix", "ones_at"]


@dataclass(frozen=True, eq=False)
class VoteMatrix:
    """The last vote of each of ``n`` participants on ``s`` statements, sorted by participant and statement.

    Attributes
    ----------
    participants, statements : tuple of int or str
        Identifiers in ascending order: the canonical order of every result.
    rows, columns : array of int, shape (votes,)
        Place of the participant and of the statement of each vote.
    values : array of int, shape (votes,)
        1 agree, 0 pass, -1 disagree.
    propensities : array of float, shape (votes,), or None
        Probability that this participant ever saw this statement, from the logged draws (NaN where a draw was
        not logged); None when nothing was logged.

    Examples
    --------
    >>> votes = VoteMatrix.from_rows([("b", 2, 1), ("a", 1, -1), ("a", 2, 0)])
    >>> votes.participants, votes.statements, votes.values.tolist()
    (('a', 'b'), (1, 2), [-1, 0, 1])
    >>> votes.counts().tolist()  # agree, disagree, pass per statement
    [[0, 1, 0], [1, 0, 1]]
    """

    participants: tuple[Id, ...]
    statements: tuple[Id, ...]
    rows: Ints
    columns: Ints
    values: Ints
    propensities: Floats | None = None

    @classmethod
    def from_rows(cls, rows: Sequence[tuple[Id, Id, int]]) -> VoteMatrix:
        """Build from (participant, statement, vote); of repeated votes the last in the list counts."""
        table = pl.DataFrame(
            {
                "participant": [row[0] for row in rows],
                "statement": [row[1] for row in rows],
                "vote": [row[2] for row in rows],
                "time": range(len(rows)),
            },
            strict=False,
        )
        return cls.from_table(table)

    @classmethod
    def from_table(
        cls,
        votes: pl.DataFrame,
        *,
        participants: Sequence[Id] | None = None,
        statements: Sequence[Id] | None = None,
        since: Mapping[Id, int] | None = None,
    ) -> VoteMatrix:
        """Build from a log with participant, statement, vote and, when known, time, id and probability.

        Parameters
        ----------
        votes : polars.DataFrame
            The log. Votes on statements that are not in `statements` are left out.
        participants, statements : sequences of identifiers, optional
            Everyone who took part and everything that could be voted on; by default those in the log.
        since : mapping of statement to time, optional
            When each statement was there, to weigh logged draws.

        Notes
        -----
        Of repeated votes the last counts: the latest time, then the highest id, then (a log with neither) the
        most reserved vote, so the order of the rows never matters.
        """
        people, row = _codes(votes["participant"], participants)
        items, column = _codes(votes["statement"], statements)
        known = np.flatnonzero((row >= 0) & (column >= 0))
        pairs = row[known].astype(np.int64) * max(1, len(items)) + column[known]
        kept = known[_last(pairs, votes, known)]
        values = votes["vote"].to_numpy().astype(np.int8)
        logged = None
        if "probability" in votes.columns and votes["probability"].null_count() < votes.height:
            logged = inclusion_probabilities(votes, len(items), since)[kept]
        return cls(tuple(people), tuple(items), row[kept], column[kept], values[kept], logged)

    @property
    def n(self) -> int:
        """Number of participants."""
        return len(self.participants)

    @property
    def s(self) -> int:
        """Number of statements."""
        return len(self.statements)

    @cached_property
    def opinions(self) -> Flags:
        """Which votes are an agree or a disagree, shape (votes,)."""
        return np.asarray(self.values != 0)

    @cached_property
    def stacked(self) -> Any:
        """Sparse (n, 2s): ones where a participant agreed (first s columns) or disagreed (last s)."""
        voted = self.opinions
        columns = (self.columns + np.where(self.values < 0, np.int32(self.s), np.int32(0)))[voted]
        return ones_at(self.rows[voted], columns, (self.n, 2 * self.s))

    def counts(self, members: Flags | None = None) -> Ints:
        """Count agree, disagree and pass per statement, shape (s, 3); of some participants when given."""
        cells = self._cells if members is None else self._cells[members[self.rows]]
        return np.asarray(np.bincount(cells, minlength=3 * self.s).reshape(self.s, 3), dtype=np.int64)

    @cached_property
    def _cells(self) -> Ints:
        """Place of each vote in a table of statements x (agree, disagree, pass)."""
        kind = np.array([2, 0, 1], dtype=np.int32)
        return np.asarray(self.columns * np.int32(3) + kind[self.values])

    def people(self, chosen: npt.ArrayLike) -> VoteMatrix:
        """Keep some participants (places in ascending order, or flags); statements stay."""
        places = np.arange(self.n)[np.asarray(chosen)]
        position = np.full(self.n, -1, dtype=np.int32)
        position[places] = np.arange(len(places))
        rows = position[self.rows]
        return self._part(np.flatnonzero(rows >= 0), tuple(self.participants[i] for i in places), rows)

    def votes(self, chosen: Flags) -> VoteMatrix:
        """Keep some votes; participants and statements stay."""
        return self._part(np.flatnonzero(chosen), self.participants, self.rows)

    def silenced(self, statements: Collection[Id]) -> VoteMatrix:
        """Every vote on these statements as a pass: they part nobody, and have their place."""
        if not statements:
            return self
        silent = np.array([identifier in set(statements) for identifier in self.statements], dtype=bool)
        return replace(self, values=np.where(silent[self.columns], 0, self.values).astype(np.int8))

    def _part(self, places: Ints, participants: tuple[Id, ...], rows: Ints) -> VoteMatrix:
        """Keep the votes at some places; `rows` holds the new place of the participant of every vote."""
        logged = None if self.propensities is None else self.propensities[places]
        return VoteMatrix(
            participants, self.statements, rows[places], self.columns[places], self.values[places], logged
        )


def ones_at(rows: Ints, columns: Ints, shape: tuple[int, int], weights: Floats | None = None) -> Any:
    """Sparse matrix by row with ones (or weights) at places sorted by row."""
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=shape[0]))])
    width = np.int32 if max(len(rows), shape[1]) < np.iinfo(np.int32).max else np.int64
    data = np.ones(len(rows)) if weights is None else weights
    return sparse.csr_array((data, columns.astype(width), starts.astype(width)), shape=shape)


def _codes(column: pl.Series, known: Sequence[Id] | None) -> tuple[list[Id], Ints]:
    """Sorted identifiers, and the place of each cell among them (-1 when it is not one of `known`)."""
    identifiers = sorted(set(known)) if known is not None else column.unique().drop_nulls().sort().to_list()
    if column.dtype.is_integer() and column.len():
        cells = column.to_numpy()
        low, high = int(cells.min()), int(cells.max())
        if high - low < 10 * len(cells) + 10_000:  # a table is ten times faster than a search
            table = np.full(high - low + 1, -1, dtype=np.int32)
            listed = np.array(identifiers)
            if not np.issubdtype(listed.dtype, np.integer):
                return identifiers, _looked_up(column, identifiers)
            inside = np.flatnonzero((listed >= low) & (listed <= high))
            table[listed[inside] - low] = inside
            return identifiers, table[cells - low]
    return identifiers, _looked_up(column, identifiers)


def _looked_up(column: pl.Series, identifiers: Sequence[Id]) -> Ints:
    place = {identifier: i for i, identifier in enumerate(identifiers)}
    return np.array([place.get(cell, -1) for cell in column.to_list()], dtype=np.int32)


def _order(pairs: Ints) -> Ints:
    """Places in ascending order of pair, of equal pairs in the order given."""
    bits = len(pairs).bit_length()
    if not len(pairs) or int(pairs.max()).bit_length() + bits > 62:
        return np.argsort(pairs, kind="stable")
    # Sorting numbers that end in their place is ten times faster than sorting places.
    packed = (pairs << bits) + np.arange(len(pairs))
    packed.sort()
    packed &= (1 << bits) - 1
    return packed


def _last(pairs: Ints, votes: pl.DataFrame, known: Ints) -> Ints:
    """Places (within `known`) of the last vote per pair of participant and statement, sorted by pair."""
    order = _order(pairs)
    ranked = pairs[order]
    repeated = ranked[1:] == ranked[:-1]
    if not repeated.any():
        return order
    keys = [pl.Series("vote", -votes["vote"].to_numpy().astype(np.int64)[known])]
    keys += [votes[name].gather(known) for name in ("id", "time") if name in votes.columns]
    ranks = [key.rank("dense").fill_null(0).to_numpy() for key in keys]
    order = np.lexsort([*ranks, pairs])
    ranked = pairs[order]
    return np.asarray(order[np.concatenate([ranked[1:] != ranked[:-1], [True]])])
