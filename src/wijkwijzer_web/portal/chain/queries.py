"""Gathering a chain over all rooms, and putting it in the order in which it is told."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wijkwijzer.programme import reached, roots, told
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core import rooms, weaving
from wijkwijzer_web.core.rooms import Linked, Ref, Strand

__all__ = ["Chain", "Group", "chain_of_area", "chain_of_thing", "predecessors"]

TASK = "opgave"
_WORK = ("opgave", "inzet", "resultaat", "les")


@dataclass(frozen=True, slots=True)
class Group:
    """One opgave with all that belongs to it, or (without `head`) what belongs to none."""

    head: Linked | None
    things: tuple[Linked, ...]


@dataclass(frozen=True)
class Chain:
    """Things and pairs, with the questions that pages ask of them."""

    strand: Strand
    things: dict[Ref, Linked] = field(default_factory=dict)

    @classmethod
    def of(cls, strand: Strand) -> Chain:
        """A chain; a reference that no room knows any more stands as something that was withdrawn."""
        things = {thing.ref: thing for thing in strand.things}
        for pair in strand.pairs:
            for ref in pair:
                things.setdefault(ref, Linked(ref, "", "", gone=True))
        return cls(strand, things)

    @property
    def pairs(self) -> tuple[tuple[Ref, Ref], ...]:
        """What came before what."""
        return self.strand.pairs

    def day(self, ref: Ref) -> datetime.date | None:
        """The day of a thing."""
        return self.things[ref].on

    def told(self, start: Ref, *, back: bool) -> list[Linked]:
        """What follows from a thing, or what it comes from, without the thing itself."""
        return [self.things[ref] for _depth, ref in told(self.pairs, start, self.day, back=back)[1:]]

    @cached_property
    def loose(self) -> list[Linked]:
        """What nobody wrote down yet, the oldest first."""
        found = [thing for thing in self.things.values() if thing.loose]
        return sorted(found, key=lambda thing: (thing.on or datetime.date.max, thing.ref.kind, thing.title))

    @cached_property
    def groups(self) -> list[Group]:
        """Per opgave, oldest first, what it came from and what was done; then what hangs on no opgave."""
        heads = [thing for thing in self.things.values() if thing.ref.kind == TASK]
        heads.sort(key=lambda thing: (thing.on or datetime.date.max, thing.ref.key))
        found, used = [], set[Ref]()
        for head in heads:
            things = self._around(head.ref)
            used.update(thing.ref for thing in things)
            found.append(Group(head, tuple(things)))
        rest = [ref for ref in self.things if ref not in used]
        if rest:
            found.append(Group(None, tuple(self._apart(rest))))
        return found

    @cached_property
    def _inside(self) -> list[tuple[Ref, Ref]]:
        """The pairs along which an opgave is told: an approach that is used elsewhere leads nowhere here."""
        return [pair for pair in self.pairs if pair[0].kind in _WORK or pair[1].kind not in _WORK[1:]]

    @cached_property
    def _beside(self) -> dict[Ref, list[Ref]]:
        """What stands beside an inzet or a resultaat: the approach it follows, how it was measured."""
        found: dict[Ref, list[Ref]] = {}
        for earlier, later in self.pairs:
            if earlier.kind not in _WORK and later.kind in _WORK[1:]:
                found.setdefault(later, []).append(earlier)
        return found

    def _around(self, head: Ref) -> list[Linked]:
        before = sorted(reached(self._inside, head, back=True), key=self._order)
        order: dict[Ref, None] = dict.fromkeys(before)
        after = [ref for _depth, ref in told(self._inside, head, self.day)]
        for ref in after:
            if ref.kind == TASK and ref != head:
                continue
            beside = [one for one in self._beside.get(ref, ()) if one not in after]
            order.update(dict.fromkeys([*beside, ref]))
        return [self.things[ref] for ref in order]

    def _apart(self, rest: Sequence[Ref]) -> list[Linked]:
        inside = set(rest)
        order: dict[Ref, None] = {}
        for start in sorted(roots(self.pairs, rest), key=self._order):
            steps = told(self.pairs, start, self.day)
            order.update(dict.fromkeys(ref for _depth, ref in steps if ref in inside))
        return [self.things[ref] for ref in order]

    def _order(self, ref: Ref) -> tuple[datetime.date, str, str]:
        return (self.day(ref) or datetime.date.max, ref.kind, ref.key)


def chain_of_area(key: str, actor: rooms.Visitor) -> Chain:
    """All of the chain that lies in one area."""
    return Chain.of(weaving.woven([key], [], actor))


def chain_of_thing(ref: Ref, actor: rooms.Visitor) -> Chain | None:
    """All that a thing is linked with; None when no room knows it."""
    strand = weaving.woven([], [ref], actor)
    known = any(thing.ref == ref for thing in strand.things) or any(ref in pair for pair in strand.pairs)
    return Chain.of(strand) if known else None


def predecessors(key: str) -> list[areas.Place]:
    """The areas that ended of which this one holds a part."""
    return areas.came_from(key)
