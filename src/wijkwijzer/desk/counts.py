"""How many people told something, shown so that no number under ten can be worked out, over time either.

A running count gives a change of 1 to 9 away nearly every month. Here a count only moves by *blocks* of ten
people or more:

1. **Wijken.** On a Monday the total of a wijk is renewed if ten or more *other* people came since it was last
   shown. The people between two renewals are a block.
2. **Opgaven of a gemeente.** The people of whole blocks that were not yet told by opgave form a batch. It is
   divided into parts of ten or more: one opgave, or the small ones together. What is in no block is in no
   batch, so both tables always sum to the same people and their difference tells nothing.
3. **The cross table**, once a year, over whole batches (`cross`).

Why this holds: everything that can be subtracted from everything else is a combination of sums over blocks
(rows) and over parts (columns) of the same people. A combination that counts each person once or not at all
is a union of rows or a union of columns, so ten people or more (shown in docs/en/desk.md; `attack` tries it).

Source: L. H. Cox (1980), Suppression methodology and statistical disclosure control, JASA 75, 377-385, for
subtraction; the division into blocks is our own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wijkwijzer.disclosure import SMALLEST

__all__ = ["UNSORTED", "Batch", "Block", "Heard", "Part", "PublicCounts", "divided", "renew", "round_day"]

UNSORTED = ""
"""The opgave of who was not yet put under one."""
ENOUGH_ALONE = 0.8
LONGEST_WAIT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Heard:
    """One person who told something: the wijk, the opgave (or `UNSORTED`) and the day, no more."""

    area: str
    opgave: str
    on: date


@dataclass(frozen=True, slots=True)
class Block:
    """People of one wijk who came after the block before it and before the Monday `until`: ten or more."""

    area: str
    until: date
    people: int


@dataclass(frozen=True, slots=True)
class Part:
    """People of a batch: under one opgave, or under several that are only shown together."""

    opgaven: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Whole blocks (their places in `PublicCounts.blocks`), told by opgave in parts."""

    on: date
    blocks: tuple[int, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PublicCounts:
    """All that the public may know of one gemeente; it is kept as it was published and never made again.

    Examples
    --------
    >>> counts = PublicCounts(blocks=(Block("WK1", date(2026, 1, 5), 12), Block("WK1", date(2026, 3, 2), 10)))
    >>> counts.of_area("WK1"), counts.of_area("WK2")
    (22, None)
    """

    blocks: tuple[Block, ...] = ()
    batches: tuple[Batch, ...] = ()

    def of_area(self, area: str) -> int | None:
        """The people of a wijk, or None: too few to show (nobody, or fewer than ten)."""
        found = [block.people for block in self.blocks if block.area == area]
        return sum(found) if found else None

    def as_of(self, area: str) -> date | None:
        """The Monday before which people of this wijk are counted."""
        return max((block.until for block in self.blocks if block.area == area), default=None)

    @property
    def everyone(self) -> int:
        """The people in all blocks."""
        return sum(block.people for block in self.blocks)

    def by_opgave(self) -> dict[str, int]:
        """People per opgave, as far as an opgave could be shown alone."""
        found: Counter[str] = Counter()
        for batch in self.batches:
            for part in batch.parts:
                if len(part.opgaven) == 1:
                    found[part.opgaven[0]] += part.people
        return dict(sorted(found.items()))

    def together(self) -> int:
        """People of batches whose opgaven are only shown together."""
        return sum(p.people for batch in self.batches for p in batch.parts if len(p.opgaven) > 1)


def round_day(on: date) -> date:
    """Return the Monday on or before a day: counts are renewed on Mondays only, so a day tells nothing.

    Examples
    --------
    >>> round_day(date(2026, 11, 29)).isoformat()
    '2026-11-23'
    """
    return on - timedelta(days=on.weekday())


def renew(
    published: PublicCounts,
    heard: Iterable[Heard],
    *,
    opgaven: Iterable[str],
    on: date,
    smallest: int = SMALLEST,
) -> PublicCounts:
    """Return what may be shown from this week on.

    Parameters
    ----------
    published : what is shown now; its numbers stay, whatever was erased or sorted anew since.
    heard : everybody ever heard in this gemeente, in any order; who erased their words still counts.
    opgaven : every opgave there is, also those nobody spoke of: an absence is not shown either.
    on : today; only people before the Monday of this week count.
    smallest : no number under this is shown or can be worked out.

    Examples
    --------
    >>> people = [Heard("WK1", "wonen", date(2026, 1, 6))] * 9
    >>> shown = renew(PublicCounts(), people, opgaven=["wonen", "zorg"], on=date(2026, 2, 2))
    >>> shown.of_area("WK1")
    >>> shown = renew(shown, [*people, Heard("WK1", "zorg", date(2026, 2, 3))], opgaven=["wonen", "zorg"],
    ...               on=date(2026, 2, 9))
    >>> shown.of_area("WK1")
    10
    """
    monday, people = round_day(on), list(heard)
    fresh = _new_blocks(published, people, monday, smallest)
    published = replace(published, blocks=(*published.blocks, *fresh))
    batch = _new_batch(published, people, [*opgaven, UNSORTED], monday, smallest)
    return replace(published, batches=(*published.batches, batch)) if batch else published


def _new_blocks(published: PublicCounts, people: list[Heard], monday: date, smallest: int) -> list[Block]:
    waiting: Counter[str] = Counter()
    since = {block.area: block.until for block in published.blocks}
    for person in people:
        if person.area and since.get(person.area, date.min) <= person.on < monday:
            waiting[person.area] += 1
    return [Block(area, monday, number) for area, number in sorted(waiting.items()) if number >= smallest]


def _new_batch(
    published: PublicCounts, people: list[Heard], opgaven: list[str], monday: date, smallest: int
) -> Batch | None:
    told = {number for batch in published.batches for number in batch.blocks}
    fresh = [number for number in range(len(published.blocks)) if number not in told]
    if not fresh:
        return None
    counts: Counter[str] = Counter(dict.fromkeys(opgaven, 0))
    for number in fresh:
        counts.update(person.opgave for person in people_of(published, number, people))
    # Numbers that were erased from the rows since the block was shown cannot be told by opgave any more.
    missing = sum(published.blocks[number].people for number in fresh) - counts.total()
    counts[UNSORTED] += max(0, missing)
    parts = divided(counts, smallest)
    alone = sum(part.people for part in parts if len(part.opgaven) == 1)
    waited = monday - published.blocks[fresh[0]].until
    if alone < ENOUGH_ALONE * counts.total() and waited < LONGEST_WAIT:
        return None
    return Batch(monday, tuple(fresh), parts)


def people_of(published: PublicCounts, number: int, people: Iterable[Heard]) -> list[Heard]:
    """The people of one block."""
    block = published.blocks[number]
    earlier = [b.until for b in published.blocks[:number] if b.area == block.area]
    since = max(earlier, default=date.min)
    return [one for one in people if one.area == block.area and since <= one.on < block.until]


def divided(counts: Mapping[str, int], smallest: int = SMALLEST) -> tuple[Part, ...]:
    """Divide people into parts of ten or more: an opgave alone, and the small ones together.

    Parameters
    ----------
    counts : people per opgave; the sum is public already. Zero is small too: that nobody spoke of something
        says something of everybody.

    Returns
    -------
    tuple of Part
        The part with several opgaven (if there is one) last. Empty when there are fewer than `smallest`.

    Examples
    --------
    >>> divided({"wonen": 30, "zorg": 12, "werk": 4})
    (Part(opgaven=('wonen',), people=30), Part(opgaven=('werk', 'zorg'), people=16))
    >>> divided({"wonen": 30, "zorg": 12})
    (Part(opgaven=('wonen',), people=30), Part(opgaven=('zorg',), people=12))
    """
    if sum(counts.values()) < smallest:
        return ()
    order = sorted(counts, key=lambda opgave: (-counts[opgave], opgave))
    alone = [opgave for opgave in order if counts[opgave] >= smallest]
    rest = order[len(alone) :]
    while rest and alone and (len(rest) < 2 or sum(counts[o] for o in rest) < smallest):
        rest.insert(0, alone.pop())
    parts = [Part((opgave,), counts[opgave]) for opgave in alone]
    together = [Part(tuple(sorted(rest)), sum(counts[o] for o in rest))] if rest else []
    return (*parts, *together)
