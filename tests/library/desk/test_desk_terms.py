"""The clock: the act on terms, on days that other calendars get wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.desk import (
    Extension,
    add_working_days,
    bridge_days_known,
    clock,
    days_late,
    dutch_day,
    easter,
    feast_days,
    is_working_day,
    moment_due,
    next_working_day,
    statutory_end,
    working_days_between,
)
from wijkwijzer.errors import InputError

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def _easter_again(year: int) -> date:
    """Meeus, Jones and Butcher's algorithm: another way to the same Sunday."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, g = b // 4, b % 4, (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * j) // 433
    month = (h + j - 7 * m + 90) // 25
    return date(year, month, (h + j - 7 * m + 33 * month + 19) % 32)


def test_easter_is_the_same_by_two_algorithms() -> None:
    for year in range(1965, 2200):
        assert easter(year) == _easter_again(year)


def test_the_days_of_the_act_and_no_others() -> None:
    assert set(feast_days(2024)) == {
        date(2024, 1, 1),
        date(2024, 3, 29),
        date(2024, 4, 1),
        date(2024, 4, 27),
        date(2024, 5, 5),
        date(2024, 5, 9),
        date(2024, 5, 10),
        date(2024, 5, 20),
        date(2024, 12, 25),
        date(2024, 12, 26),
        date(2024, 12, 27),
    }
    assert date(2025, 4, 26) in feast_days(2025)  # 27 April is a Sunday
    assert date(2025, 4, 27) not in feast_days(2025)
    assert all(date(year, 5, 5) in feast_days(year) for year in (2023, 2024, 2026))  # every year
    assert not bridge_days_known(2029)


@pytest.mark.parametrize(
    ("start", "number", "unit", "end"),
    [
        ((2026, 5, 12), 2, "dagen", (2026, 5, 18)),  # Ascension day, then the Friday by decree
        ((2026, 4, 2), 3, "dagen", (2026, 4, 8)),  # Good Friday, Easter: until two working days are in it
        ((2026, 3, 28), 1, "dagen", (2026, 3, 30)),  # the clock goes forward on the Sunday
        ((2024, 1, 31), 1, "maanden", (2024, 2, 29)),
        ((2026, 1, 31), 6, "maanden", (2026, 7, 31)),  # longer than three months: not moved
        ((2026, 2, 1), 6, "maanden", (2026, 8, 1)),  # a Saturday, and it stays one
    ],
)
def test_terms_of_the_act(
    start: tuple[int, int, int], number: int, unit: str, end: tuple[int, int, int]
) -> None:
    assert statutory_end(date(*start), number, unit) == date(*end)  # type: ignore[arg-type]


@given(DAYS, st.integers(1, 60))
def test_working_days_go_and_come_back(start: date, number: int) -> None:
    end = add_working_days(start, number)
    assert is_working_day(end)
    assert working_days_between(start, end) == number
    assert working_days_between(start, end - timedelta(days=1)) == number - 1


@given(DAYS, st.integers(1, 90))
def test_a_term_of_the_act_ends_on_a_working_day_and_holds_two(start: date, number: int) -> None:
    end = statutory_end(start, number, "dagen")
    assert is_working_day(end)
    assert end >= start + timedelta(days=number)
    if number >= 3:
        assert working_days_between(start, end) >= 2


@given(DAYS, st.integers(0, 200), st.integers(0, 400))
def test_late_is_never_on_a_day_off_and_grows(start: date, term: int, passed: int) -> None:
    due = start + timedelta(days=term)
    found = clock(start, due, today=start + timedelta(days=passed))
    if start + timedelta(days=passed) <= next_working_day(due):
        assert found.state == "loopt"
    assert (found.late > 0) == (found.state == "te laat")
    later = clock(start, due, today=start + timedelta(days=passed + 1))
    assert later.late >= found.late


@given(DAYS, st.integers(1, 60), st.integers(1, 60), st.integers(0, 120))
def test_a_lawful_extension_is_no_lateness(start: date, term: int, longer: int, passed: int) -> None:
    due = start + timedelta(days=term)
    new = Extension(due, due + timedelta(days=longer), "er wordt nog gekeken")
    found = clock(start, due, today=start + timedelta(days=passed), extensions=[new])
    assert found.due == new.until
    assert (found.state == "te laat") == (days_late(new.until, start + timedelta(days=passed)) > 0)


@given(DAYS)
def test_a_moment_is_on_the_dutch_day_in_summer_and_winter(day: date) -> None:
    due = moment_due(day)
    assert dutch_day(due) == day
    assert due.astimezone(UTC).hour == (15 if due.dst() else 16)
    assert dutch_day(datetime(2026, 3, 29, 0, 59, tzinfo=UTC)) == date(2026, 3, 29)


def test_what_makes_no_term_is_one_sentence() -> None:
    day = date(2026, 3, 2)
    reasons = [
        lambda: statutory_end(day, 0, "dagen"),
        lambda: statutory_end(day, 5, "jaren"),  # type: ignore[arg-type]
        lambda: statutory_end(day, 10**9, "dagen"),
        lambda: add_working_days(day, -1),
        lambda: feast_days(1900),
        lambda: clock(day, day - timedelta(days=1), today=day),
        lambda: clock(day, day, today=day, extensions=[Extension(day, day + timedelta(days=7), " ")]),
        lambda: clock(day, day, today=day, extensions=[Extension(day, day, "omdat")]),
        lambda: clock(
            day,
            day,
            today=day,
            extensions=[Extension(day + timedelta(days=9), day + timedelta(days=20), "te laat gevraagd")],
        ),
        lambda: clock(
            day,
            day,
            today=day,
            extensions=[Extension(day, day + timedelta(days=7 * n), "nog eens") for n in (1, 2, 3)],
        ),
        lambda: dutch_day(datetime(2026, 1, 1)),  # noqa: DTZ001 - that it has no zone is the point
    ]
    for reason in reasons:
        with pytest.raises(InputError):
            reason()
