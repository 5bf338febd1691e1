"""Trends: right slopes, honest chance, few false findings, real ones found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import false_discovery_control, theilslopes

from wijkwijzer.areas.methods import benjamini_hochberg, theil_sen, trends
from wijkwijzer.areas.methods.noise import Patterns, _ar1, _moments, find_patterns
from wijkwijzer.areas.methods.simulation import autoregress
from wijkwijzer.areas.methods.trend import MINIMUM_VALUES, common_path

YEARS = np.arange(2010, 2025)
finite = st.floats(-1e6, 1e6, allow_nan=False)
values_with_gaps = arrays(
    np.float64, st.tuples(st.integers(1, 6), st.just(9)), elements=finite | st.just(np.nan)
)


def panel(seed: int, areas: int, rho: float, share: float, change: float) -> tuple[np.ndarray, np.ndarray]:
    """AR(1) noise of unit variance; a share of the areas changes by `change` over the years."""
    rng = np.random.default_rng(seed)
    x = autoregress(rng.standard_normal((areas, len(YEARS))), rho)
    x += rng.standard_normal(len(YEARS))  # a shock that all areas share
    planted = rng.random(areas) < share
    slope = np.where(planted, rng.choice([-1.0, 1.0], areas) * change / (len(YEARS) - 1), 0.0)
    return x + slope[:, None] * np.arange(len(YEARS)), planted


@given(values_with_gaps)
@settings(max_examples=60, deadline=None)
def test_slope_is_that_of_scipy_whatever_is_missing(values: np.ndarray) -> None:
    years = np.array([2001.0, 2002, 2003, 2005, 2006, 2007, 2010, 2011, 2012])
    found = theil_sen(values, years)
    for row, slope in zip(values, found, strict=True):
        known = ~np.isnan(row)
        if known.sum() < 2:
            assert np.isnan(slope)
        else:
            expected = theilslopes(row[known], years[known])[0]
            assert slope == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(arrays(np.float64, st.integers(0, 30), elements=st.floats(0, 1) | st.just(np.nan)))
@settings(max_examples=60, deadline=None)
def test_q_values_are_those_of_scipy_and_skip_what_was_not_tested(p_values: np.ndarray) -> None:
    tested = ~np.isnan(p_values)
    found = benjamini_hochberg(p_values)
    assert np.isnan(found[~tested]).all()
    if tested.any():
        assert found[tested] == pytest.approx(false_discovery_control(p_values[tested]))


@pytest.mark.parametrize("rho", [0.0, 0.4, 0.8])
def test_expected_moments_of_residuals_are_exact_for_every_pattern(rho: float) -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(size=(40, 12))
    values[rng.random(values.shape) < 0.2] = np.nan
    years = np.arange(12.0) + 2000
    patterns = find_patterns(values, years, rng.normal(size=12))
    trace, square, beside, slope = _moments(patterns, rho)
    covariance = _ar1(years, rho)
    for k, mask in enumerate(patterns.mask):
        maker = np.diag(mask)
        for vector in patterns.basis():
            maker = maker - np.outer(vector[k], vector[k])
        product = maker @ covariance
        assert trace[k] == pytest.approx(np.trace(product))
        assert square[k] == pytest.approx(np.trace(product @ product))
        assert beside[k] == pytest.approx(np.trace(product @ maker, offset=1))
        known = mask > 0
        centred = years[known] - years[known].mean()
        weights = np.zeros(12)
        weights[known] = centred / (centred @ centred)
        assert slope[k] == pytest.approx(weights @ covariance @ weights)


@pytest.mark.parametrize("rho", [0.0, 0.35, 0.7])
def test_rho_and_sigma_of_the_noise_are_found(rho: float) -> None:
    x, _ = panel(5, 3000, rho, share=0.2, change=4)
    found = trends(3 * x, YEARS)
    assert found.rho.mean() == pytest.approx(rho, abs=0.05)
    assert found.sigma.mean() == pytest.approx(3, rel=0.06)


@pytest.mark.parametrize("rho", [0.0, 0.4, 0.7])
def test_pure_noise_gives_uniform_p_values_and_hardly_any_finding(rho: float) -> None:
    shares, findings = [], 0
    for seed in range(12):
        x, _ = panel(seed, 1500, rho, share=0.0, change=0)
        found = trends(x, YEARS)
        shares.append((found.p_value < 0.05).mean())
        findings += int((found.q_value < 0.05).sum())
    assert 0.042 < np.mean(shares) < 0.058  # the benchmark measures this with 200 panels
    assert findings <= 6


def test_planted_trends_are_found_and_few_findings_are_false() -> None:
    false, power = [], []
    for seed in range(12):
        x, planted = panel(seed, 1500, 0.3, share=0.2, change=4)
        found = trends(x, YEARS).q_value < 0.05
        false.append((found & ~planted).sum() / max(found.sum(), 1))
        power.append(found[planted].mean())
    assert np.mean(false) < 0.06
    assert np.mean(power) > 0.8


def test_noise_that_shrinks_with_size_is_not_taken_for_trends() -> None:
    rng = np.random.default_rng(8)
    size = np.exp(rng.normal(7, 1.2, 4000))
    x = autoregress(rng.standard_normal((4000, 15)), 0.3) * np.sqrt(0.2 + 2000 / size)[:, None]
    found = trends(x, YEARS, size=size)
    small, large = size < np.quantile(size, 0.2), size > np.quantile(size, 0.8)
    for group in (small, large):
        assert 0.03 < (found.p_value[group] < 0.05).mean() < 0.07
    assert found.sigma[small].mean() > 2 * found.sigma[large].mean()


def test_too_few_years_give_no_trend_and_gaps_do() -> None:
    x, _ = panel(1, 60, 0.0, share=0.0, change=0)
    x[0, MINIMUM_VALUES - 1 :] = np.nan  # seven values
    x[1, 3:9] = np.nan  # nine values with a gap
    x[2] = np.nan
    found = trends(x, YEARS)
    assert np.isnan(found.q_value[[0, 2]]).all()
    assert found.count[:3].tolist() == [7, 9, 0]
    assert np.isfinite(found.q_value[1])
    assert (found.first[1], found.last[1], found.first[2]) == (2010, 2024, 0)


def test_difference_from_the_country_is_what_is_tested() -> None:
    x, _ = panel(2, 300, 0.0, share=0.0, change=0)
    rising = x + np.arange(15.0)
    country = np.arange(15.0)
    found = trends(rising, YEARS, country=country + common_path(x))
    assert (found.slope > 0).mean() > 0.99
    assert (found.q_value < 0.05).mean() < 0.02
    assert np.abs(np.median(found.against)) < 0.02
    assert (found.low <= found.slope).all()
    assert (found.against_high >= found.against).all()


def test_amounts_are_compared_by_ratio() -> None:
    rng = np.random.default_rng(4)
    level = np.exp(rng.normal(5.5, 0.4, 400))
    growth = np.exp(0.05 * np.arange(15))
    x = level[:, None] * growth * np.exp(0.01 * rng.standard_normal((400, 15)))
    x[0] *= np.exp(-0.03 * np.arange(15))
    found = trends(x, YEARS, country=200 * growth, relative=True)
    assert found.q_value[0] < 1e-6
    assert found.against[0] < 0
    assert (found.q_value[1:] < 0.05).mean() < 0.02


def test_rows_may_come_in_any_order_and_twice_gives_the_same() -> None:
    x, _ = panel(6, 500, 0.4, share=0.2, change=3)
    x[np.random.default_rng(0).random(x.shape) < 0.05] = np.nan
    size = np.random.default_rng(1).uniform(100, 9000, 500)
    order = np.random.default_rng(2).permutation(500)
    one, two = trends(x, YEARS, size=size), trends(x[order], YEARS, size=size[order])
    again = trends(x, YEARS, size=size)
    for name in ("slope", "against", "p_value", "q_value", "sigma", "rho"):
        assert np.allclose(getattr(one, name)[order], getattr(two, name), rtol=1e-7, equal_nan=True)
        assert np.array_equal(getattr(one, name), getattr(again, name), equal_nan=True)


@pytest.mark.parametrize("areas", [0, 1, 2])
def test_hardly_any_areas_is_no_error(areas: int) -> None:
    found = trends(np.random.default_rng(0).normal(size=(areas, 15)), YEARS)
    assert len(found.slope) == areas
    assert np.isfinite(found.slope).all()
    assert not (found.q_value < 0.05).any()


def test_constant_figures_have_no_trend() -> None:
    x, _ = panel(7, 50, 0.0, share=0.0, change=0)
    x[:5] = 12.0
    found = trends(x, YEARS, country=np.zeros(15))
    assert (found.slope[:5] == 0).all()
    assert not (found.q_value[:5] < 0.05).any()


def test_common_path_ignores_levels_and_trends_of_a_few() -> None:
    rng = np.random.default_rng(9)
    shared = np.sin(np.arange(15.0))
    x = rng.uniform(0, 100, 200)[:, None] + shared
    x[:15] += np.arange(15.0)
    x[rng.random(x.shape) < 0.1] = np.nan
    path = common_path(x)
    assert np.allclose(path - path.mean(), shared - shared.mean(), atol=0.05)
    assert np.isnan(common_path(np.full((3, 15), np.nan))).all()


def test_patterns_are_those_that_occur() -> None:
    values = np.array([[1.0, np.nan], [np.nan, 2.0], [3.0, np.nan]])
    found = find_patterns(values, np.array([1.0, 2.0]))
    assert isinstance(found, Patterns)
    assert found.count().tolist() == [1, 1, 1]
    assert found.index[0] == found.index[2] != found.index[1]


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="areas, years"):
        trends(np.zeros((3, 4)), YEARS)
