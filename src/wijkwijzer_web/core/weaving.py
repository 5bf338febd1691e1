"""The chain joined over all rooms: of an area, of some things, or of what somebody remembers in words."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Field, Value
from django.db.models.functions import Cast

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.rooms import Linked, Ref, Strand

if TYPE_CHECKING:
    from wijkwijzer_web.core.rooms import Visitor

__all__ = ["choices", "linked", "matched", "no_value", "recalled", "ref_of", "value_of", "woven"]

logger = logging.getLogger(__name__)

ROUNDS, MOST_THINGS = 6, 2000
"""How often a chain that crosses rooms is followed further, and when that stops."""
LONGEST = 110
"""Characters of a choice."""


def no_value(field: Field[Any, Any]) -> Cast:
    """An empty column of a union. PostgreSQL wants to know of what type it is, also when nothing is in it."""
    return Cast(Value(None), field)


def woven(areas: Sequence[str], refs: Sequence[Ref], actor: Visitor) -> Strand:
    """The chain of some areas, or of some things, joined over all rooms.

    Rooms are asked from the top down, because links are written where they arise: what a room knows of a
    lower one is asked there in the same round. So a room is asked once for the chain of a wijk, which stays
    in that wijk. The chain of a thing is followed as far as it goes.
    """
    whole, known = _Weave(), dict.fromkeys(refs)
    strands = list(rooms.called("chain"))[::-1]
    asked: dict[str, set[Ref]] = {path: set() for path, _function in strands}
    for turn in range(ROUNDS):
        before = len(known)
        for path, function in strands:
            new = [ref for ref in known if ref not in asked[path]]
            if turn and not new:
                continue
            strand = _strand(path, function, areas if turn == 0 else (), new, actor)
            whole.add(strand)
            held = [thing.ref for thing in strand.things]
            named = [ref for pair in strand.pairs for ref in pair]
            asked[path].update(new, held, named if areas else ())
            known.update(dict.fromkeys([*held, *named]))
        if len(known) == before or len(whole.things) > MOST_THINGS:
            break
    return Strand(tuple(whole.things.values()), tuple(whole.pairs))


class _Weave:
    """Things and pairs as they come in, each once."""

    def __init__(self) -> None:
        self.things: dict[Ref, Linked] = {}
        self.pairs: dict[tuple[Ref, Ref], None] = {}

    def add(self, strand: Strand) -> None:
        """Take in what a room said."""
        for thing in strand.things:
            self.things.setdefault(thing.ref, thing)
        self.pairs.update(dict.fromkeys(pair for pair in strand.pairs if pair[0] != pair[1]))


def _strand(
    path: str, function: Callable[..., Any], areas: Sequence[str], refs: Sequence[Ref], actor: Visitor
) -> Strand:
    try:
        found: Strand = function(areas, refs, actor)
        return found
    except Exception:
        logger.exception("a hook failed", extra={"hook": path})
        return Strand()


def linked(refs: Sequence[Ref], actor: Visitor) -> dict[Ref, Linked]:
    """What references lead to; what is not there is left out. Each room is asked once."""
    wanted, answers = set(refs), dict[Ref, Linked]()
    for path, function in rooms.called("chain"):
        things = _strand(path, function, (), refs, actor).things
        answers.update({thing.ref: thing for thing in things if thing.ref in wanted})
    return answers


def value_of(kind: str, key: str) -> str:
    """A reference as a form sends it; empty for none."""
    return f"{kind}:{key}" if kind and key else ""


def ref_of(value: str) -> Ref | None:
    """The reference that a form sent."""
    kind, _colon, key = value.partition(":")
    return Ref(kind[:20], key[:120]) if kind and key else None


def choices(area: str, kinds: Sequence[str], actor: Visitor, kept: str = "") -> dict[str, str]:
    """What a form may link to: all of these kinds that everyone may read in the chain of an area.

    `kept` stays a choice: also without an area, and also when it may not be read now.
    """
    things = woven([area], [], actor).things if area else ()
    found = {
        value_of(one.ref.kind, one.ref.key): _named(one)
        for one in things
        if one.title and one.ref.kind in kinds
    }
    ref = ref_of(kept)
    if ref is not None and kept not in found:
        there = linked([ref], actor).get(ref)
        if there is not None and there.title:
            found = {kept: _named(there)} | found
        elif area:
            found = {kept: kept} | found
    return found


def _named(thing: Linked) -> str:
    said = f"{thing.label}: {thing.title}" if thing.label else thing.title
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def recalled(words: Sequence[str], actor: Visitor) -> list[tuple[float, Ref]]:
    """Things of the chain in which these words stand, the best first; over all rooms."""
    hits: list[tuple[float, Ref]] = []
    for path, function in rooms.called("recalled"):
        try:
            hits += function(words, actor)
        except Exception:
            logger.exception("a hook failed", extra={"hook": path})
    return sorted(hits, key=lambda hit: -hit[0])


def matched(words: Sequence[str], text: str) -> float:
    """The share of these words that stand in a text, also with another ending.

    >>> matched(["speeltuin", "schommels"], "De schommel in de speeltuin is stuk.")
    1.0
    """
    folded = text.casefold()
    hits = sum(word in folded or (len(word) > 5 and word[:-2] in folded) for word in words)
    return hits / len(words) if words else 0.0
