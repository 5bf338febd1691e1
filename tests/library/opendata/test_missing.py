"""How publishers write "no figure": it is never 0, and what is not a number is found."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.opendata.missing import KNOWN, MISSING, NOT_PUBLISHED, SUPPRESSED, parse_number


@pytest.mark.parametrize("text", ["", ".", "       .", "-", "x", ",", "  ", "NA"])
def test_blank_is_missing_and_not_zero(text: str) -> None:
    value, status, wrong = parse_number(pl.Series([text, "5"]))
    assert value.to_list() == [None, 5.0]
    assert status.to_list() == [MISSING, KNOWN]
    assert not wrong.any()


@pytest.mark.parametrize(
    ("code", "meaning"),
    [(-99995, NOT_PUBLISHED), (-99997, SUPPRESSED), (-99999999, MISSING), (-99999, MISSING)],
)
@pytest.mark.parametrize("kind", [pl.Int64, pl.Float64, pl.String])
def test_codes_for_no_figure(code: int, meaning: int, kind: type[pl.DataType]) -> None:
    value, status, wrong = parse_number(pl.Series([code, 7]).cast(kind))
    assert value.to_list() == [None, 7.0]
    assert status.to_list() == [meaning, KNOWN]
    assert not wrong.any()


def test_decimal_comma_and_point_and_float_codes() -> None:
    value, _, wrong = parse_number(pl.Series(["26,4", "26.4", " -0.100", "-99997.0"]))
    assert value.to_list() == [26.4, 26.4, -0.1, None]
    assert not wrong.any()


@pytest.mark.parametrize("text", ["=1+1", "12a", "1.00,5", "een", "1 000", "--3"])
def test_text_that_is_no_number_is_wrong(text: str) -> None:
    value, _, wrong = parse_number(pl.Series(["1", text]))
    assert wrong.to_list() == [False, True]
    assert value.to_list() == [1.0, None]


def test_single_precision_noise_is_cut() -> None:
    value, _, _ = parse_number(pl.Series([9.1, 872757.0], dtype=pl.Float32))
    assert value.to_list() == [9.1, 872757.0]


@given(st.lists(st.one_of(st.none(), st.floats(-90000, 1e9))))
def test_a_gap_never_becomes_a_number(numbers: list[float | None]) -> None:
    value, status, _ = parse_number(pl.Series(numbers, dtype=pl.Float64))
    for given_number, read, reason in zip(numbers, value, status, strict=True):
        assert (given_number is None) == (read is None) == (reason != KNOWN)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["12,5", "1.250", "980"], [12.5, 1250.0, 980.0]),
        (["12,5", "1.250", "21.400"], [12.5, 1250.0, 21400.0]),
        (["0,5", "1.250", "980"], [0.5, 1250.0, 980.0]),
        (["280", "1.050", "250,5"], [280.0, 1050.0, 250.5]),
        (["26.4", "1.250"], [26.4, 1.25]),
        (["1.250.000", "3,5"], [1_250_000.0, 3.5]),
        (["1.250,75", "12"], [1250.75, 12.0]),
        (["3.000", "1.800"], [None, None]),
        (["12,5", "12.5", "1.250"], [12.5, 12.5, None]),
        (["\u0661\u0662", "3"], [None, 3.0]),
    ],
)
def test_one_sign_is_the_decimal_sign_of_a_column(cells: list[str], values: list[float | None]) -> None:
    """On the former build the second number of the first row was kept as 1.25, without a word."""
    value, _status, wrong = parse_number(pl.Series(cells))
    assert value.to_list() == values
    assert wrong.to_list() == [each is None for each in values]
