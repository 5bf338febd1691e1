"""The attack on public counts: crawl every day for two years, and subtract everything from everything.

An instrument of tests and benchmarks: it plants people whose wijk, opgave and day are known, publishes the
way the site does, keeps every version that was ever shown, and asks by exact linear algebra which numbers
under ten follow from all versions together.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wijkwijzer.desk.counts import UNSORTED, Heard, PublicCounts, people_of, renew
from wijkwijzer.disclosure import SMALLEST, Span

__all__ = ["Outcome", "Version", "attack", "crawl", "plant", "running_counts", "shown_in_time"]

Shown = frozenset[int]
"""The people (by number) that a published number counts."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the attacker has in the end.

    Attributes
    ----------
    versions : different public numbers that were seen.
    tried : groups of 1 to 9 people that were asked for.
    learned : how many of those follow exactly from what was seen.
    """

    versions: int
    tried: int
    learned: int


def plant(seed: int, *, areas: int = 12, opgaven: int = 8, people: int = 600, days: int = 730) -> list[Heard]:
    """Plant people unevenly over wijken and opgaven, some not yet sorted, in order of day.

    Examples
    --------
    >>> planted = plant(1, people=50)
    >>> len(planted), planted == plant(1, people=50)
    (50, True)
    """
    rng, first = random.Random(seed), date(2024, 1, 1)
    weight_area = [1 / (1 + rank) ** 0.5 for rank in range(areas)]
    weight_opgave = [1 / (1 + rank) ** 0.5 for rank in range(opgaven)]
    days_heard = sorted(rng.randrange(days) for _ in range(people))
    return [
        Heard(
            f"WK{rng.choices(range(areas), weight_area)[0]:02d}",
            UNSORTED if rng.random() < 0.1 else f"opgave {rng.choices(range(opgaven), weight_opgave)[0]}",
            first + timedelta(days=day),
        )
        for day in days_heard
    ]


@dataclass(frozen=True, slots=True)
class Version:
    """What a crawler saw on a day, and the people behind each number that was new that day."""

    day: date
    shown: PublicCounts
    fresh: tuple[Shown, ...]


def crawl(people: Sequence[Heard], opgaven: Sequence[str]) -> Iterator[Version]:
    """Publish as the site does and look every day; meanwhile people are put under other opgaven."""
    if not people:
        return
    shown, day, rng = PublicCounts(), people[0].on, random.Random(len(people))
    known = list(people)
    while day <= people[-1].on + timedelta(days=60):
        if rng.random() < 0.05:  # also after somebody was counted
            number = rng.randrange(len(known))
            known[number] = Heard(known[number].area, rng.choice(list(opgaven)), known[number].on)
        before, shown = shown, renew(shown, _until(known, day), opgaven=opgaven, on=day)
        yield Version(day, shown, tuple(_fresh(before, shown, known)))
        day += timedelta(days=1)


def _until(people: list[Heard], day: date) -> list[Heard]:
    return [one for one in people if one.on <= day]


def _fresh(before: PublicCounts, shown: PublicCounts, people: list[Heard]) -> Iterator[Shown]:
    for number in range(len(before.blocks), len(shown.blocks)):
        yield _members(shown, number, people)
    for batch in shown.batches[len(before.batches) :]:
        inside = frozenset[int]().union(*(_members(shown, number, people) for number in batch.blocks))
        for part in batch.parts:
            yield frozenset(place for place in inside if people[place].opgave in part.opgaven)


def _members(shown: PublicCounts, number: int, people: list[Heard]) -> Shown:
    mine = {id(one) for one in people_of(shown, number, people)}
    return frozenset(place for place, one in enumerate(people) if id(one) in mine)


def running_counts(people: Sequence[Heard]) -> list[Shown]:
    """The toy version: the total of every wijk, made anew each month once it has reached ten."""
    sets = set[Shown]()
    months = sorted({(one.on.year, one.on.month) for one in people})
    for area in sorted({one.area for one in people}):
        for month in months:
            inside = frozenset(
                n for n, one in enumerate(people) if one.area == area and (one.on.year, one.on.month) <= month
            )
            if len(inside) >= SMALLEST:
                sets.add(inside)
    return sorted(sets, key=sorted)


def attack(sets: Iterable[Shown], people: Sequence[Heard]) -> Outcome:
    """Subtract all public numbers from one another, and look for groups of 1 to 9 people.

    Parameters
    ----------
    sets : the people behind every number that was ever shown.
    people : everybody, with what the attacker would like to know.

    Examples
    --------
    >>> people = [Heard("WK1", "wonen", date(2026, 1, day)) for day in range(1, 13)]
    >>> attack([frozenset(range(10)), frozenset(range(12))], people).learned > 0
    True
    """
    span, seen = Span(), list(dict.fromkeys(sets))
    for members in sorted(seen, key=lambda one: (len(one), sorted(one))):
        span.add(dict.fromkeys(sorted(members), 1))
    wanted = list(_groups(people, seen))
    learned = sum(span.contains(dict.fromkeys(sorted(group), 1)) for group in wanted)
    return Outcome(len(seen), len(wanted), learned)


def _groups(people: Sequence[Heard], seen: Sequence[Shown]) -> Iterator[Shown]:
    """Small groups that mean something: a wijk, an opgave or both, in any stretch of time."""
    labels: list[Callable[[Heard], object]] = [
        lambda one: ("wijk", one.area),
        lambda one: ("opgave", one.opgave),
        lambda one: (one.area, one.opgave),
    ]
    found = set[Shown]()
    for label in labels:
        rows: dict[object, list[int]] = {}
        for place, one in enumerate(people):
            rows.setdefault(label(one), []).append(place)
        for row in rows.values():
            for begin in range(len(row)):
                for size in range(1, SMALLEST):
                    if begin + size <= len(row):
                        found.add(frozenset(row[begin : begin + size]))
    for first in seen:  # what is left when one number is taken from another
        for second in seen:
            if first < second and len(second) - len(first) < SMALLEST:
                found.add(second - first)
    return iter(found)


def shown_in_time(versions: Iterable[Version], people: Sequence[Heard]) -> float:
    """The share of wijken that reach ten and are shown within thirty days of the tenth person."""
    first_shown: dict[str, date] = {}
    for version in versions:
        for block in version.shown.blocks:
            first_shown.setdefault(block.area, version.day)
    tenth: dict[str, date] = {}
    heard: dict[str, int] = {}
    for one in people:
        heard[one.area] = heard.get(one.area, 0) + 1
        if heard[one.area] == SMALLEST:
            tenth[one.area] = one.on
    good = sum(area in first_shown and (first_shown[area] - day).days <= 30 for area, day in tenth.items())
    return good / len(tenth) if tenth else 1.0
