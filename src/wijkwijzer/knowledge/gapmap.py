"""The evidence-gap map: what was studied of what, and where nobody looked (after Campbell's gap maps)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wijkwijzer.knowledge.records import VOCABULARIES, EvidenceClaim, Intervention

__all__ = ["GapCell", "GapMap", "gap_map"]


@dataclass(frozen=True, slots=True)
class GapCell:
    """The claims about one kind of intervention and one outcome.

    Attributes
    ----------
    directions, strengths
        How many claims per direction and per strength; words that no claim has are left out.
    claims
        Ids of the claims.
    """

    directions: Mapping[str, int]
    strengths: Mapping[str, int]
    claims: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many claims there are; 0 is a gap."""
        return len(self.claims)

    @property
    def strongest(self) -> str:
        """The strongest strength among the claims, "onbekend" when none is known."""
        order = ("sterk", "matig", "zwak")
        return next((strength for strength in order if self.strengths.get(strength)), "onbekend")


@dataclass(frozen=True, slots=True)
class GapMap:
    """Counts of claims; rows are interventions, columns outcomes, gaps included.

    Attributes
    ----------
    rows
        (id, name) of each archetype, or of a practice without one; alphabetical.
    columns
        Outcomes: keys of the vocabulary "effect", in its order.
    cells
        (row id, column) -> cell; every pair is there.
    unplaced
        Ids of claims about interventions that were not given.
    """

    rows: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], GapCell]
    unplaced: tuple[str, ...]

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """Pairs that nobody studied."""
        return tuple(pair for pair, cell in self.cells.items() if cell.n == 0)


def gap_map(interventions: Iterable[Intervention], claims: Iterable[EvidenceClaim]) -> GapMap:
    """Count claims per kind of intervention and outcome.

    A practice counts with its archetype when that is given; otherwise it has a row of its own.

    Examples
    --------
    >>> archetype = Intervention(id="i1", name="Huisbezoek", kind="archetype")
    >>> claim = EvidenceClaim(
    ...     id="c1", intervention="i1", outcome="samenhang", direction="positief", source="Jansen 2020"
    ... )
    >>> found = gap_map([archetype], [claim])
    >>> found.cells["i1", "samenhang"].directions, len(found.gaps)
    ({'positief': 1}, 10)
    """
    by_id = {one.id: one for one in interventions}
    row_of = {name: one.archetype if one.archetype in by_id else name for name, one in by_id.items()}
    groups: dict[tuple[str, str], list[EvidenceClaim]] = {}
    unplaced = []
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.intervention in row_of:
            groups.setdefault((row_of[claim.intervention], claim.outcome), []).append(claim)
        else:
            unplaced.append(claim.id)
    rows = sorted(
        {(row, by_id[row].name) for row in row_of.values()}, key=lambda pair: (pair[1].casefold(), pair[0])
    )
    columns = tuple(VOCABULARIES["effect"].labels)
    cells = {(row, column): _cell(groups.get((row, column), [])) for row, _ in rows for column in columns}
    return GapMap(tuple(rows), columns, cells, tuple(unplaced))


def _cell(claims: Sequence[EvidenceClaim]) -> GapCell:
    return GapCell(
        _counts((claim.direction for claim in claims), "richting"),
        _counts((claim.strength or "onbekend" for claim in claims), "sterkte"),
        tuple(claim.id for claim in claims),
    )


def _counts(values: Iterable[str], vocabulary: str) -> dict[str, int]:
    counted = Counter(values)
    return {key: counted[key] for key in VOCABULARIES[vocabulary].labels if counted[key]}
