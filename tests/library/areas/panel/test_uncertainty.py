"""Intervals of rounded figures cover what was rounded as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.areas.panel.uncertainty import half_width, rounding_terms, zero_bound


@given(st.floats(0, 100), st.floats(0, 100))
def test_half_width_is_symmetric_and_between_the_parts(a: float, b: float) -> None:
    one, other = half_width(np.array([a]), np.array([b]))[0], half_width(np.array([b]), np.array([a]))[0]
    assert one == other
    assert 0.95 * max(a, b) - 1e-9 <= one <= a + b + 1e-9


@pytest.mark.parametrize("ratio", [0.0, 0.03, 0.05, 0.1, 0.5, 1.0])
def test_half_width_covers_95_per_cent(ratio: float) -> None:
    rng = np.random.default_rng(7)
    error = rng.uniform(-1, 1, 400_000) + ratio * rng.uniform(-1, 1, 400_000)
    half = half_width(np.array([1.0]), np.array([ratio]))[0]
    assert np.mean(np.abs(error) <= half) == pytest.approx(0.95, abs=0.002)


def test_shares_of_rounded_counts_cover_the_true_share() -> None:
    rng = np.random.default_rng(11)
    whole = rng.uniform(200, 3000, 200_000)
    part = whole * rng.uniform(0.02, 0.5, whole.size)
    seen_part, seen_whole = np.round(part / 10) * 10, np.round(whole / 5) * 5
    share = 100 * seen_part / seen_whole
    terms = rounding_terms(share, seen_whole, 100.0, 10.0, np.full(whole.size, 5.0))
    half = half_width(*terms)
    assert 0.93 <= np.mean(np.abs(share - 100 * part / whole) <= half) <= 0.97


def test_a_zero_may_be_a_small_number() -> None:
    assert zero_bound(10, 1000, np.array([400.0, 2000.0])).tolist() == [25.0, 5.0]
