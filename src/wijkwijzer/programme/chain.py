"""Following a chain of things forward and back, and telling it in the order of its days.

A pair says that one thing came after another and refers to it. It never says that one made the other happen.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

__all__ = ["reached", "roots", "told"]

T = TypeVar("T", bound=Hashable)
_LAST = datetime.date.max


def _after(pairs: Iterable[tuple[T, T]], back: bool) -> dict[T, list[T]]:
    found: dict[T, list[T]] = {}
    for earlier, later in pairs:
        here, there = (later, earlier) if back else (earlier, later)
        found.setdefault(here, []).append(there)
    return found


def reached(pairs: Iterable[tuple[T, T]], start: T, *, back: bool = False) -> set[T]:
    """Return all that follows from a thing, or (back) all that it comes from; a circle is walked once.

    >>> pairs = [("signaal", "opgave"), ("opgave", "inzet"), ("inzet", "les")]
    >>> sorted(reached(pairs, "opgave")), sorted(reached(pairs, "opgave", back=True))
    (['inzet', 'les'], ['signaal'])
    """
    after, found, waiting = _after(pairs, back), set[T](), [start]
    while waiting:
        for there in after.get(waiting.pop(), ()):
            if there not in found:
                found.add(there)
                waiting.append(there)
    return found


def told(
    pairs: Sequence[tuple[T, T]],
    start: T,
    day: Callable[[T], datetime.date | None],
    *,
    back: bool = False,
) -> list[tuple[int, T]]:
    """Return a thing and what follows from it in the order of reading, each with how far it stands off.

    What follows from the same thing stands by day, and each with its own sequel right behind it, so that an
    inzet and its results stay together. Back, the latest day stands first. A thing is told once.

    >>> from datetime import date
    >>> days = {"o": date(2023, 1, 1), "a": date(2025, 1, 1), "b": date(2024, 1, 1), "r": date(2026, 1, 1)}
    >>> told([("o", "a"), ("o", "b"), ("b", "r")], "o", days.get)
    [(0, 'o'), (1, 'b'), (2, 'r'), (1, 'a')]
    >>> told([("o", "a"), ("o", "b"), ("b", "r")], "r", days.get, back=True)
    [(0, 'r'), (1, 'b'), (2, 'o')]
    """
    after = _after(pairs, back)
    order = _by_day(day, back)
    found: list[tuple[int, T]] = []
    seen: set[T] = set()
    waiting = [(0, start)]
    while waiting:
        depth, here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        found.append((depth, here))
        nexts = sorted(dict.fromkeys(after.get(here, ())), key=order, reverse=True)
        waiting += [(depth + 1, there) for there in nexts if there not in seen]
    return found


def _by_day(day: Callable[[T], datetime.date | None], back: bool) -> Callable[[T], tuple[int, str]]:
    def key(thing: T) -> tuple[int, str]:
        number = (day(thing) or _LAST).toordinal()
        return (-number if back else number, str(thing))

    return key


def roots(pairs: Sequence[tuple[T, T]], things: Iterable[T]) -> list[T]:
    """Return the things that nothing came before; of a circle without a beginning, its first.

    >>> roots([("a", "b"), ("c", "d"), ("d", "c")], ["a", "b", "c", "d"])
    ['a', 'c']
    """
    things = list(dict.fromkeys(things))
    inside = set(things)
    later = {there for here, there in pairs if here in inside}
    found = [thing for thing in things if thing not in later]
    covered = set(found).union(*(reached(pairs, thing) for thing in found))
    for thing in things:
        if thing not in covered:
            found.append(thing)
            covered |= {thing} | reached(pairs, thing)
    return found
