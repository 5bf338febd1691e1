"""Blijfkans: the twelve constructed cases, nine demands on random histories, and what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwijzer.errors import InputError
from wijkwijzer.programme.continuity import Continuity, Effort, continuity, continuity_sentence

LAST = 239


def years(carrier: str, begin: float, end: float, **more: str) -> Effort:
    return Effort(carrier, int(12 * begin), int(12 * end) - 1, **more)


def of(*efforts: Effort, unknown: tuple[tuple[int, int], ...] = ()) -> Continuity:
    return continuity(efforts, 0, LAST, unknown=unknown)


def chance(found: Continuity) -> float:
    assert found.organisation is not None
    assert found.organisation.exact
    return found.organisation.low


CAROUSEL = tuple(years(f"Stichting {i}", i, i + 1) for i in range(20))
CASES = {
    "one organisation": ((years("A", 0, 20),), 1.0),
    "carousel": (CAROUSEL, 0.0),
    "twenty yearly grants": (tuple(years("A", i, i + 1, project=str(i)) for i in range(20)), 1.0),
    "ten years, then nothing": ((years("A", 0, 10),), 0.34),
    "two years of break": ((years("A", 0, 9), years("A", 11, 20)), 0.54),
    "warm handover": ((years("A", 0, 11), years("B", 9, 20)), 0.81),
    "cold handover": ((years("A", 0, 10), years("B", 10, 20)), 0.67),
    "one base and short projects": ((years("A", 0, 20), *CAROUSEL), 1.0),
    "every other year": (tuple(years("A", 2 * i, 2 * i + 1) for i in range(10)), 0.0),
    "two months off each year": (tuple(Effort("A", 12 * i, 12 * i + 9) for i in range(20)), 0.99),
}


@pytest.mark.parametrize("name", CASES)
def test_constructed_cases(name: str) -> None:
    efforts, expected = CASES[name]
    assert chance(of(*efforts)) == pytest.approx(expected, abs=0.006)


def test_a_new_person_every_two_years_is_one_organisation_and_no_person() -> None:
    found = of(*(years("A", 2 * i, 2 * i + 2, person=f"p{i}") for i in range(10)))
    assert found.person is not None
    assert (chance(found), found.person.low, found.person.high) == (1.0, 0.0, 0.0)


def test_what_began_recently_is_too_short_to_tell() -> None:
    found = of(years("A", 17, 20))
    assert found.organisation is None
    assert found.organisation_one_year is not None
    assert found.organisation_one_year.low == pytest.approx(0.11, abs=0.01)
    assert continuity_sentence(found) == "Nog te kort om te zeggen."


def test_years_that_nobody_recorded_give_bounds() -> None:
    found = of(years("A", 0, 10), years("B", 10, 20), unknown=((96, 143),))
    assert found.organisation is not None
    assert (found.organisation.low, found.organisation.high) == pytest.approx((0.41, 0.94), abs=0.006)
    assert "in 41 tot 94 van de 100 gevallen" in continuity_sentence(found)
    assert found.unknown_months == 48
    nameless = of(years("A", 0, 20), years("B", 0, 20, person="p"))
    assert nameless.person is not None
    assert of(years("A", 0, 20)).person is None


def test_beside_it() -> None:
    found = of(years("A", 0, 9), years("A", 11, 20))
    assert (found.breaks, found.longest_break, found.projects) == (1, 24, 2)
    assert of(years("A", 0, 20)).money_ahead == pytest.approx(3.6, abs=0.05)
    assert of(*CAROUSEL).money_ahead == pytest.approx(0.5, abs=0.05)
    assert found.covered.low == pytest.approx(0.9)


span = st.tuples(st.sampled_from("ABC"), st.integers(0, 200), st.integers(1, 120)).map(
    lambda each: Effort(each[0], each[1], min(each[1] + each[2], LAST))
)
histories = st.lists(span, min_size=1, max_size=8)


def low(efforts: list[Effort]) -> float:
    share = of(*efforts).organisation
    return share.low if share else 0.0


@settings(max_examples=80, deadline=None)
@given(histories, span)
def test_parallel_work_never_lowers(history: list[Effort], more: Effort) -> None:
    assert low([*history, more]) >= low(history)


@settings(max_examples=80, deadline=None)
@given(histories)
def test_grants_in_pieces_are_one_long_one(history: list[Effort]) -> None:
    pieces = [
        Effort(each.carrier, start, min(start + 11, each.last), project=str(start))
        for each in history
        for start in range(each.first, each.last + 1, 12)
    ]
    assert low(pieces) == low(history)


@settings(max_examples=80, deadline=None)
@given(histories, st.integers(20, 220), st.integers(4, 40))
def test_a_break_never_raises(history: list[Effort], begin: int, length: int) -> None:
    broken = []
    for each in history:
        if each.first < begin:
            broken.append(Effort(each.carrier, each.first, min(each.last, begin - 1)))
        if each.last >= begin + length:
            broken.append(Effort(each.carrier, max(each.first, begin + length), each.last))
    assert low(broken) <= low(history)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(61, 170), st.integers(4, 40)
)  # later than that the second has no five years left in the window
def test_warm_over_cold_over_ending(change: int, together: int) -> None:
    cold = [Effort("A", 0, change), Effort("B", change + 1, LAST)]
    warm = [Effort("A", 0, min(change + together, LAST)), Effort("B", max(change - together, 0), LAST)]
    assert low(warm) > low(cold) > low(cold[:1])


@settings(max_examples=60, deadline=None)
@given(histories, st.integers(1, 3))
def test_short_gaps_do_not_count(history: list[Effort], gap: int) -> None:
    once = of(*history)
    gone = [Effort(e.carrier, e.first, e.first + 10) for e in history if e.last - e.first > 40]
    gone += [Effort(e.carrier, e.first + 11 + gap, e.last) for e in history if e.last - e.first > 40]
    gone += [e for e in history if e.last - e.first <= 40]
    assert of(*gone).organisation == once.organisation


@settings(max_examples=60, deadline=None)
@given(histories, st.randoms())
def test_order_of_rows_and_nothing_is_lowest(history: list[Effort], order: object) -> None:
    shuffled = history.copy()
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert of(*shuffled) == of(*history)
    assert low(history) >= low([])
    assert 0 <= low(history) <= 1


def test_carousel_and_every_other_year_stay_lowest() -> None:
    assert low(list(CAROUSEL)) < low([years("A", 0, 20)])
    assert low(list(CASES["every other year"][0])) <= low(list(CAROUSEL))


def test_wrong_spans_get_a_sentence() -> None:
    with pytest.raises(InputError, match="eindigt niet voor"):
        of(Effort("A", 5, 4))
    with pytest.raises(InputError, match="heeft een organisatie"):
        of(Effort(" ", 0, 4))
    with pytest.raises(InputError, match="niet voor het begin"):
        continuity([], 5, 4)
