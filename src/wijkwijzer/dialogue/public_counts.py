"""The counts of an analysis that everyone may see: the one source of pages, verslag, files and API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from wijkwijzer.dialogue.analysis import Analysis
from wijkwijzer.dialogue.votes.arrays import Id
from wijkwijzer.dialogue.votes.background import shares_per_answer
from wijkwijzer.dialogue.votes.matrix import Ints
from wijkwijzer.dialogue.votes.shares import Shares, beta_interval
from wijkwijzer.disclosure import SMALLEST, Cells, Counts, suppress_table

__all__ = ["GROUPS", "PublicRow", "PublicStatement", "group_name", "public_statements"]

GROUPS = "groep"
"""The name of the table of opinion groups, beside the texts of background questions."""
Estimate = tuple[float, float, float]
"""A share with the bounds of its interval."""


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
    agree, disagree : tuple of float or None
        Share of the participants who would agree or disagree, and its 95% interval.
    tables : dict
        Rows per background question, and of the opinion groups under `GROUPS`.
    """

    statement: Id
    people: int
    everyone: Counts | None
    agree: Estimate | None
    disagree: Estimate | None
    tables: dict[str, tuple[PublicRow, ...]]

    def to_json(self) -> dict[str, Any]:
        """Return the same as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> PublicStatement:
        """Read what `to_json` gave."""

        def triple(found: Sequence[Any] | None) -> Any:
            return None if found is None else tuple(found)

        tables = {
            name: tuple(PublicRow(r["label"], r["people"], tuple(r["cells"]), r["voters"]) for r in rows)
            for name, rows in value["tables"].items()
        }
        everyone, agree, disagree = (triple(value[name]) for name in ("everyone", "agree", "disagree"))
        return cls(value["statement"], value["people"], everyone, agree, disagree, tables)


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
    >>> from wijkwijzer.dialogue.votes.matrix import VoteMatrix
    >>> votes = VoteMatrix.from_rows([(p, s, 1 if p < 8 else -1) for p in range(20) for s in range(2)])
    >>> [(found.everyone, found.agree) for found in public_statements(analyse(votes, bootstraps=0))]
    [((8, 0, 12), (0.4, 0.4, 0.4)), ((8, 0, 12), (0.4, 0.4, 0.4))]
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
    if sum(everyone) < SMALLEST or np.isnan(analysis.shares.share[place]):
        return PublicStatement(statement, people, None, None, None, {})
    agree, disagree = _estimates(analysis.shares, place, everyone)
    shown = {name: _rows(everyone, place, people, parts) for name, parts in tables.items()}
    return PublicStatement(statement, people, everyone, agree, disagree, shown)


def _estimates(shares: Shares, place: int, everyone: Counts) -> tuple[Estimate, Estimate]:
    voters = sum(everyone)
    against = np.array([everyone[2] / voters])
    effective = shares.effective[place : place + 1]
    low, high = beta_interval(against, effective, np.array([voters]), shares.people)
    agree = (float(shares.share[place]), float(shares.low[place]), float(shares.high[place]))
    return agree, (float(against[0]), float(low[0]), float(high[0]))


def _rows(
    everyone: Counts, place: int, people: int, parts: Sequence[tuple[str, Shares]]
) -> tuple[PublicRow, ...]:
    found = suppress_table(
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
