"""The table of wijk by opgave, once a year, over whole batches of people that are public already.

The sums of its rows are public (blocks) and so are parts of the sums of its columns. A cell is shown when it
is ten or more and when nothing smaller can be worked out with it: what is left of its row and of its column
is nobody or ten people or more, and exact subtraction of everything together (`Span`) learns no small number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from wijkwijzer.desk.counts import Heard, PublicCounts, divided, people_of
from wijkwijzer.disclosure import SMALLEST, Span

__all__ = ["CrossTable", "cross"]

Atom = tuple[int, str]  # number of the block, opgave


@dataclass(frozen=True, slots=True)
class CrossTable:
    """What may be shown of wijk by opgave; a pair that is not in `cells` has too few people to show.

    Attributes
    ----------
    on : the day it was made.
    areas : people per wijk in the table.
    cells : people per (wijk, opgave).
    """

    on: date
    areas: dict[str, int]
    cells: dict[tuple[str, str], int]


def cross(
    published: PublicCounts, heard: Iterable[Heard], *, on: date, smallest: int = SMALLEST
) -> CrossTable:
    """Make the table of a year over everything that was told by opgave so far.

    Parameters
    ----------
    published : what is public of the gemeente; only people of its batches are in the table.
    heard : everybody ever heard in this gemeente.

    Examples
    --------
    >>> from wijkwijzer.desk.counts import renew
    >>> day = date(2026, 1, 6)
    >>> people = [Heard("WK1", "wonen", day)] * 14 + [Heard("WK1", "zorg", day)] * 11
    >>> shown = renew(PublicCounts(), people, opgaven=["wonen", "zorg", "werk"], on=date(2026, 2, 2))
    >>> cross(shown, people, on=date(2027, 1, 4)).cells
    {}
    """
    people = list(heard)
    atoms = _atoms(published, people)
    areas = Counter[str]()
    for (number, _opgave), size in atoms.items():
        areas[published.blocks[number].area] += size
    cells = _candidates(published, atoms, smallest)
    cells = _columns_hold(published, atoms, cells, smallest)
    return CrossTable(on, dict(sorted(areas.items())), _safe(published, atoms, cells, smallest))


def _atoms(published: PublicCounts, people: list[Heard]) -> Counter[Atom]:
    found: Counter[Atom] = Counter()
    for batch in published.batches:
        for number in batch.blocks:
            for person in people_of(published, number, people):
                found[number, person.opgave] += 1
    return found


def _candidates(published: PublicCounts, atoms: Counter[Atom], smallest: int) -> dict[tuple[str, str], int]:
    """Per wijk the opgaven that can stand alone beside the rest of the row."""
    rows: dict[str, Counter[str]] = {}
    every = {opgave for batch in published.batches for part in batch.parts for opgave in part.opgaven}
    for (number, opgave), size in atoms.items():
        rows.setdefault(published.blocks[number].area, Counter(dict.fromkeys(every, 0)))[opgave] += size
    return {
        (area, part.opgaven[0]): part.people
        for area, row in rows.items()
        for part in divided(row, smallest)
        if len(part.opgaven) == 1
    }


def _columns_hold(
    published: PublicCounts, atoms: Counter[Atom], cells: dict[tuple[str, str], int], smallest: int
) -> dict[tuple[str, str], int]:
    """Take the smallest cells out of a column until what is left of it is nobody or enough people."""
    kept = dict(cells)
    for opgave in sorted({opgave for _area, opgave in cells}):
        total = sum(size for (_n, other), size in atoms.items() if other == opgave)
        column = sorted((size, area) for (area, other), size in cells.items() if other == opgave)
        rest = total - sum(size for size, _area in column)
        while column and 0 < rest < smallest:
            size, area = column.pop(0)
            rest += size
            del kept[area, opgave]
    return kept


def _safe(
    published: PublicCounts, atoms: Counter[Atom], cells: dict[tuple[str, str], int], smallest: int
) -> dict[tuple[str, str], int]:
    """Show cells from large to small, each only when exact subtraction still learns nothing small."""
    place = {atom: number for number, atom in enumerate(atoms)}
    span, kept = Span(), dict[tuple[str, str], int]()
    for row in _public_rows(published, place):
        span.add(row)
    secrets = [s for s in _secrets(published, atoms, place, smallest) if not span.contains(s)]
    for (area, opgave), size in sorted(cells.items(), key=lambda item: (-item[1], item[0])):
        row = {
            where: 1
            for (number, other), where in place.items()
            if other == opgave and published.blocks[number].area == area
        }
        trial = deepcopy(span)
        trial.add(row)
        if not any(trial.contains(secret) for secret in secrets):
            span, kept[area, opgave] = trial, size
    return dict(sorted(kept.items()))


def _public_rows(published: PublicCounts, place: dict[Atom, int]) -> Iterable[dict[int, int]]:
    for batch in published.batches:
        for number in batch.blocks:
            yield {where: 1 for (other, _o), where in place.items() if other == number}
        for part in batch.parts:
            yield {where: 1 for (n, o), where in place.items() if n in batch.blocks and o in part.opgaven}


def _secrets(
    published: PublicCounts, atoms: Counter[Atom], place: dict[Atom, int], smallest: int
) -> Iterable[dict[int, int]]:
    """Small groups that somebody could name: an opgave in a block, in a batch, or in a wijk."""
    groups: dict[tuple[str, object, str], list[Atom]] = {}
    batch_of = {n: place_of for place_of, batch in enumerate(published.batches) for n in batch.blocks}
    for number, opgave in atoms:
        area = published.blocks[number].area
        for kind, key in (("block", number), ("batch", batch_of[number]), ("area", area)):
            groups.setdefault((kind, key, opgave), []).append((number, opgave))
    for members in groups.values():
        if 0 < sum(atoms[atom] for atom in members) < smallest:
            yield {place[atom]: 1 for atom in members}
