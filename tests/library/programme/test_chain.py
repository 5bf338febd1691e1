"""Following a chain: both directions agree on any set of pairs, and nothing is told twice."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.programme import reached, roots, told

THINGS = st.integers(0, 12)
PAIRS = st.lists(st.tuples(THINGS, THINGS), max_size=40)


def _day(thing: int) -> datetime.date | None:
    return None if thing % 5 == 0 else datetime.date(2000 + thing, 1, 1)


@given(PAIRS, THINGS, THINGS)
def test_both_directions_agree(pairs: list[tuple[int, int]], here: int, there: int) -> None:
    assert (there in reached(pairs, here)) == (here in reached(pairs, there, back=True))
    forward = {thing for _depth, thing in told(pairs, here, _day)}
    back = {thing for _depth, thing in told(pairs, there, _day, back=True)}
    assert (there in forward) == (here in back)


@given(PAIRS, THINGS)
def test_what_is_told_is_what_is_reached_and_each_thing_once(
    pairs: list[tuple[int, int]], start: int
) -> None:
    for back in (False, True):
        things = [thing for _depth, thing in told(pairs, start, _day, back=back)]
        assert things[0] == start
        assert len(set(things)) == len(things)
        assert set(things) == reached(pairs, start, back=back) | {start}


@given(PAIRS, st.lists(THINGS, max_size=13))
def test_from_the_roots_everything_is_told(pairs: list[tuple[int, int]], things: list[int]) -> None:
    begun = roots(pairs, things)
    covered = set(begun).union(*(reached(pairs, start) for start in begun))
    assert set(things) <= covered
    assert len(set(begun)) == len(begun)


def test_what_follows_stands_by_day_and_what_has_no_day_last() -> None:
    pairs = [(1, 5), (1, 4), (1, 3), (3, 8)]
    assert [thing for _depth, thing in told(pairs, 1, _day)] == [1, 3, 8, 4, 5]
