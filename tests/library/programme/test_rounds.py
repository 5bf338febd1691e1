"""Rounds of invitations: never too many, others each time, who was there before last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.errors import InputError
from wijkwijzer.programme import MOST_SEATS, Candidate, next_round

people = st.lists(
    st.builds(
        Candidate,
        key=st.uuids().map(str),
        what=st.sampled_from(["", "wonen", "zorg", "geld"]),
        been=st.integers(0, 4),
        answer=st.sampled_from(["", "wacht", "ja", "nee"]),
    ),
    max_size=12,
    unique_by=lambda each: each.key,
)


@given(people, st.integers(1, MOST_SEATS))
def test_a_round_fills_the_seats_and_asks_nobody_twice(everyone: list[Candidate], seats: int) -> None:
    chosen = next_round(everyone, seats)
    taken = sum(each.answer in ("ja", "wacht") for each in everyone)
    left = [each for each in everyone if not each.answer]
    assert len(chosen) == len(set(chosen)) == min(max(seats - taken, 0), len(left))
    assert set(chosen) <= {each.key for each in left}
    been = {each.key: each.been for each in left}
    passed = [been[key] for key in been if key not in chosen]
    assert not chosen or not passed or max(been[key] for key in chosen) <= min(passed)


@given(people, st.integers(1, MOST_SEATS))
def test_when_all_say_no_everybody_is_asked_once(everyone: list[Candidate], seats: int) -> None:
    asked: list[str] = []
    left = [Candidate(each.key, each.what, each.been) for each in everyone]
    while chosen := next_round(left, seats):
        asked += chosen
        left = [
            Candidate(each.key, each.what, each.been, "nee" if each.key in asked else "") for each in left
        ]
    assert sorted(asked) == sorted(each.key for each in everyone)


@pytest.mark.parametrize("seats", [0, 4, -1])
def test_more_than_three_of_a_city_is_refused(seats: int) -> None:
    with pytest.raises(InputError, match="een, twee of drie"):
        next_round([Candidate("a")], seats)
