"""The counts of an analysis that everyone may see: the one source of pages, verslag, files and API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from wijkwijzer.dialogue.analysis import Analysis, number
from wijkwijzer.dialogue.arrays import Id
from wijkwijzer.dialogue.background import shares_per_answer
from wijkwijzer.dialogue.matrix import Ints
from wijkwijzer.dialogue.publish import LEAST, Cells, Counts, suppress
from wijkwijzer.dialogue.shares import Shares

__all__ = ["GROUPS", "PublicRow", "PublicStatement", "group_name", "public_statements"]

GROUPS = "groep"
"""The name of the table of opinion groups, beside the texts of background questions."""


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One group or answer: its members, agree, pass and disagree (None: not public), and how many voted."""

    label: str
    people: int
    cells: Cells
    voters: int | None


@dataclass(frozen=True, slots=True)
class PublicStatement:
    """What everyone may see of one statement.

    Attributes
    ----------
    statement : int or str
    people : int
        Participants who voted on anything.
    everyone : tuple of int or None
        How many agreed, passed and disagreed; None when fewer than ten voted.
    share, low, high : float or None
        Of the participants who would agree, with its 95% interval.
    tables : dict
        Rows per background question, and of the opinion groups under `GROUPS`.
    """

    statement: Id
    people: int
    everyone: Counts | None
    share: float | None
    low: float | None
    high: float | None
    tables: dict[str, tuple[PublicRow, ...]]

    def to_json(self) -> dict[str, Any]:
        """Return the same as JSON values."""
        return asdict(self)


def group_name(place: int) -> str:
    """The letter of an opinion group, the largest first.

    Examples
    --------
    >>> group_name(0), group_name(1)
    ('A', 'B')
    """
    return chr(ord("A") + place)


def public_statements(analysis: Analysis) -> tuple[PublicStatement, ...]:
    """Count each statement, for everyone, per group and per background answer, with small cells suppressed.

    Answers that fewer than ten participants gave are not shown, and protected like the people who gave none.

    Examples
    --------
    >>> from wijkwijzer.dialogue.analysis import analyse
    >>> from wijkwijzer.dialogue.matrix import VoteMatrix
    >>> votes = VoteMatrix.from_rows([(p, s, 1 if p < 8 else -1) for p in range(20) for s in range(2)])
    >>> [(found.everyone, found.share) for found in public_statements(analyse(votes, bootstraps=0))]
    [((8, 0, 12), 0.4), ((8, 0, 12), 0.4)]
    """
    tables = _tables(analysis)
    return tuple(_statement(analysis, place, tables) for place in range(analysis.votes.s))


def _tables(analysis: Analysis) -> dict[str, list[tuple[str, Shares]]]:
    tables: dict[str, list[tuple[str, Shares]]] = {}
    if analysis.group_shares:
        tables[GROUPS] = [(group_name(place), found) for place, found in enumerate(analysis.group_shares)]
    if analysis.dialogue is not None:
        for answer in shares_per_answer(analysis.dialogue):
            tables.setdefault(answer.question, []).append((answer.answer, answer.shares))
    return tables


def _statement(
    analysis: Analysis, place: int, tables: dict[str, list[tuple[str, Shares]]]
) -> PublicStatement:
    everyone = _counts(analysis.shares.counts[place])
    statement, people = analysis.votes.statements[place], analysis.votes.n
    if sum(everyone) < LEAST:
        return PublicStatement(statement, people, None, None, None, None, {})
    share, low, high = (
        number(float(values[place]))
        for values in (analysis.shares.share, analysis.shares.low, analysis.shares.high)
    )
    shown = {name: _rows(everyone, place, people, parts) for name, parts in tables.items()}
    return PublicStatement(statement, people, everyone, share, low, high, shown)


def _rows(
    everyone: Counts, place: int, people: int, parts: Sequence[tuple[str, Shares]]
) -> tuple[PublicRow, ...]:
    found = suppress(
        everyone,
        [_counts(shares.counts[place]) for _, shares in parts],
        [shares.people for _, shares in parts],
        people,
    )
    return tuple(
        PublicRow(label, shares.people, group.cells, group.voters)
        for (label, shares), group in zip(parts, found, strict=True)
    )


def _counts(counts: Ints) -> Counts:
    """The library counts agree, disagree, pass; everyone reads agree, pass, disagree."""
    agree, disagree, passed = np.asarray(counts).tolist()
    return agree, passed, disagree
