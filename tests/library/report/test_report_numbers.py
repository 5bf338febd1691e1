"""Numbers as people write them."""

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer import report as r

finite = st.floats(allow_nan=False, allow_infinity=False, width=32)


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (8240, 0, "8.240", "8,240"),
        (0.5, 0, "1", "1"),
        (2.5, 0, "3", "3"),
        (1.005, 2, "1,01", "1.01"),
        (-0.04, 1, "0,0", "0.0"),
        (-1234.56, 1, "−1.234,6", "−1,234.6"),
        (1e12, 0, "1.000.000.000.000", "1,000,000,000,000"),
        (None, 2, "onbekend", "unknown"),
        (math.nan, 0, "onbekend", "unknown"),
        (math.inf, 0, "onbekend", "unknown"),
    ],
)
def test_number(value: float | None, decimals: int, dutch: str, english: str) -> None:
    assert r.number(value, decimals) == dutch
    assert r.number(value, decimals, "en") == english


def test_unknown_is_said_and_never_becomes_zero() -> None:
    for text in (
        r.percent(None),
        r.euro(None),
        r.interval(None, 3),
        r.plus_minus(None, 3),
        r.out_of_hundred(None),
    ):
        assert text == "onbekend"
    assert r.formatted(None, r.NumberFormat(suffix="%")) == "onbekend"


def test_an_interval_uses_a_dash_only_between_positive_numbers() -> None:
    assert r.interval(72, 76) == "72–76"
    assert r.interval(-3, 2) == "−3 tot 2"
    assert r.interval(9.8, 10.2) == "10"
    assert r.interval(9.8, 10.2, spoken=True) == "10"
    assert r.interval(72, 76, language="en", spoken=True) == "between 72 and 76"


def test_dates_and_years() -> None:
    assert r.date(datetime.date(2024, 3, 1)) == "1 maart 2024"
    assert r.years(2011, 2024) == "2011–2024"


@given(finite, st.integers(0, 4))
def test_a_dutch_number_reads_back_as_the_rounded_value(value: float, decimals: int) -> None:
    text = r.number(value, decimals).replace("−", "-").replace(".", "").replace(",", ".")
    assert abs(float(text) - value) <= 0.5 * 10**-decimals + abs(value) * 1e-9


@given(finite, finite)
def test_decimals_show_no_more_than_the_interval_knows(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    decimals = r.decimals_for(low, high)
    assert 0 <= decimals <= 2
    if decimals and high - low > 0:
        assert (
            10.0**-decimals >= (high - low) / 10.0000001
        )  # one decimal fewer would be wider than the interval
