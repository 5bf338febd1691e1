"""Turning points, intervals, positions, peers and small buurten."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from wijkwijzer.areas.methods import (
    combine,
    find_peers,
    merge_small,
    positions,
    positions_among,
    suppressed_sum,
    trends,
    turning_points,
    year_to_year,
)
from wijkwijzer.areas.methods.peers import whiten
from wijkwijzer.areas.methods.positions import FEWEST_RESIDENTS, side_of_middle
from wijkwijzer.areas.methods.simulation import autoregress

YEARS = np.arange(2010, 2025)


def noise(seed: int, areas: int, rho: float = 0.0) -> np.ndarray:
    return autoregress(np.random.default_rng(seed).standard_normal((areas, 15)), rho)


def test_turn_is_found_in_the_year_it_happened() -> None:
    bend = np.maximum(YEARS - 2018, 0) * 2.0
    found = turning_points(noise(1, 400) + bend, YEARS, rho=0.0, sigma=1.0)
    assert (np.abs(found.year - 2018) <= 1).mean() > 0.9
    assert np.median(found.after - found.before) == pytest.approx(2, rel=0.1)


@pytest.mark.parametrize("rho", [0.0, 0.5])
def test_straight_lines_rarely_turn(rho: float) -> None:
    x = noise(2, 2000, rho) + 0.4 * np.arange(15)
    found = turning_points(x, YEARS, rho=rho, sigma=1.0)
    assert (found.year > 0).mean() < 0.10  # what BIC gives; the p-value is stricter
    assert (found.p_value < 0.05).mean() < 0.05
    assert np.isclose(np.median(found.before), 0.4, atol=0.05)


def test_turn_agrees_with_plain_least_squares() -> None:
    rng = np.random.default_rng(3)
    row = rng.normal(size=15) + np.maximum(YEARS - 2016, 0)
    row[4] = np.nan
    known = ~np.isnan(row)
    t = YEARS[known].astype(float)

    def rss(design: np.ndarray) -> float:
        fit, *_ = np.linalg.lstsq(design, row[known], rcond=None)
        return float(((row[known] - design @ fit) ** 2).sum())

    ones = np.column_stack([np.ones(len(t)), t])
    drops = {k: rss(ones) - rss(np.column_stack([ones, np.maximum(t - k, 0)])) for k in t[2:-2]}
    best = max(drops, key=lambda k: drops[k])
    found = turning_points(row[None], YEARS, rho=0.0, sigma=1.0)
    assert found.year[0] == best
    assert found.gain[0] == pytest.approx(drops[best] - 2 * np.log(len(t)))


def test_turn_needs_enough_years_and_accepts_nobody() -> None:
    short = noise(4, 3)
    short[0, 6:] = np.nan
    found = turning_points(short, YEARS, rho=0.0, sigma=[1.0, 0.0, np.nan])
    assert np.isnan(found.gain).all()
    assert (found.year == 0).all()
    assert len(turning_points(np.zeros((0, 15)), YEARS, rho=0.0, sigma=1.0).year) == 0


def test_chance_interval_covers_the_planted_level() -> None:
    level = np.random.default_rng(5).uniform(20, 60, 800)
    x = level[:, None] + 2 * noise(5, 800, 0.4)
    sigma = trends(x, YEARS).sigma
    low, high = year_to_year(x, sigma[:, None], bounds=(0, 100))
    inside = (low <= level[:, None]) & (level[:, None] <= high)
    assert 0.93 < inside.mean() < 0.97


def test_interval_is_never_narrower_than_the_rounding_and_stays_in_bounds() -> None:
    low, high = year_to_year([0.2, np.nan], [0.0, 1.0], measurement=0.475, bounds=(0, 100))
    assert low[0] == 0
    assert high[0] == pytest.approx(0.675)
    assert np.isnan(low[1])


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.integers(0, 500))
def test_a_left_out_part_is_never_zero_and_the_sum_is_inside(hidden: list[int], known: int) -> None:
    low, high = suppressed_sum([known], [len(hidden)], 9)
    assert low[0] <= known + sum(hidden) <= high[0]


def brute(v: np.ndarray, low: np.ndarray, high: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Percentile by going past all others one by one."""
    out = np.full(len(v), np.nan)
    for i in range(len(v)):
        others = [j for j in range(len(v)) if group[j] == group[i] and j != i]
        below = 0.0
        for j in others:
            half = (high[j] - low[j]) / 2 / 0.95
            step = np.sign(v[i] - v[j]) if half == 0 else np.clip((v[i] - v[j]) / half, -1, 1)
            below += 0.5 + 0.5 * step
        if others:
            out[i] = 100 * below / len(others)
    return out


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.sampled_from([0.0, 0.475]), st.integers(0, 2)),
        min_size=1,
        max_size=25,
    )
)
@settings(max_examples=80, deadline=None)
def test_percentile_counts_the_others_of_the_group(rows: list[tuple[int, float, int]]) -> None:
    v, half, group = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    found = positions(v, v - half, v + half, group=group)
    assert np.allclose(found.percentile, brute(v, v - half, v + half, group), equal_nan=True, atol=1e-7)
    known = ~np.isnan(found.percentile)
    assert (found.low[known] <= found.percentile[known] + 1e-7).all()
    assert (found.high[known] >= found.percentile[known] - 1e-7).all()
    named = np.array(
        [[j if group[j] == group[i] and j != i else -1 for j in range(len(v))] for i in range(len(v))]
    )
    same = positions_among(v, v - half, v + half, named)
    for name in ("percentile", "low", "high"):
        assert np.allclose(getattr(found, name), getattr(same, name), equal_nan=True, atol=1e-6)
    assert np.array_equal(found.compared, same.compared)


def test_position_interval_covers_the_planted_position() -> None:
    rng = np.random.default_rng(6)
    inside = []
    for _ in range(10):
        truth = rng.normal(50, 4, 3000)
        shown = np.round(truth)
        found = positions(shown, shown - 0.475, shown + 0.475)
        planted = 100 * truth.argsort().argsort() / 2999
        inside.append(((found.low <= planted) & (planted <= found.high)).mean())
    assert 0.93 < np.mean(inside) < 0.97


def test_small_and_unknown_areas_have_no_position_and_do_not_count() -> None:
    v = np.array([1.0, 2.0, 3.0, np.nan, 5.0])
    residents = [500, FEWEST_RESIDENTS - 1, 800, 900, 700]
    found = positions(v, v, v, residents=residents)
    assert np.isnan(found.percentile[[1, 3]]).all()
    assert found.percentile[[0, 2, 4]].tolist() == [0.0, 50.0, 100.0]
    assert found.compared.tolist() == [2, 0, 2, 0, 2]
    alone = positions([1.0], [1.0], [1.0])
    assert np.isnan(alone.percentile[0])
    assert len(positions([], [], []).percentile) == 0


def test_a_modelled_figure_has_a_position_without_interval() -> None:
    v = np.arange(6.0)
    gap = np.full(6, np.nan)
    found = positions(v, gap, gap)
    assert found.percentile.tolist() == [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    assert np.isnan(found.low).all()
    assert (side_of_middle(found) == 0).all()


def test_peers_are_the_nearest_by_a_full_search() -> None:
    x = np.random.default_rng(7).normal(size=(300, 5)) @ np.random.default_rng(8).normal(size=(5, 5))
    found = find_peers(x, k=10)
    place = whiten(x)
    distance = np.linalg.norm(place[:, None] - place[None], axis=2)
    np.fill_diagonal(distance, np.inf)
    assert np.array_equal(found.index, np.argsort(distance, axis=1)[:, :10])
    assert np.allclose(found.distance, np.sort(distance, axis=1)[:, :10])
    assert found.good.mean() == pytest.approx(0.95, abs=0.01)
    assert (found.distance[~found.good, -1] > found.limit).all()


def test_peers_do_not_depend_on_units_or_order() -> None:
    x = np.random.default_rng(9).normal(size=(200, 4))
    order = np.random.default_rng(10).permutation(200)
    one, scaled, mixed = find_peers(x), find_peers(x * [1, 100, 0.01, 5] + 7), find_peers(x[order])
    assert np.array_equal(one.index, scaled.index)
    assert np.array_equal(order[mixed.index], one.index[order])


def test_peers_respect_who_may_be_one() -> None:
    rng = np.random.default_rng(11)
    x = rng.normal(size=(60, 3))
    x[5, 1] = np.nan
    candidates = np.arange(60) >= 10
    family = np.arange(60) // 2
    found = find_peers(x, k=4, candidates=candidates, not_with=family)
    assert (found.index[5] == -1).all()
    assert not found.good[5]
    used = found.index[found.index >= 0]
    assert used.min() >= 10
    assert 5 not in used
    assert (family[found.index[6]] != family[6]).all()


@pytest.mark.parametrize("areas", [0, 1, 3])
def test_too_few_areas_have_few_peers(areas: int) -> None:
    found = find_peers(np.random.default_rng(0).normal(size=(areas, 2)), k=10)
    assert (found.index >= 0).sum() == areas * max(areas - 1, 0)
    assert not found.good.any()


def test_features_that_do_not_vary_are_ignored() -> None:
    x = np.column_stack([np.arange(30.0), np.full(30, 4.0)])
    x[0, 1] = 4.0
    assert whiten(x).shape[1] == 1
    assert np.isfinite(find_peers(x, k=3).distance).all()


def test_planted_groups_are_each_others_peers(example_truth: dict[str, pl.DataFrame]) -> None:
    context = ["oad", "p_koop", "p_corporatie", "p_eengezins", "p_bouw_vanaf_2000", "p_65_oo", "p_00_14"]
    last = example_truth["exact_2024"].filter(pl.col("jaar") == 2024, pl.col("level") == "wijk")
    table = example_truth["groups"].join(last, left_on="wijk", right_on="code")
    found = find_peers(table.select(context).to_numpy(), k=5)
    group = table["group"].to_numpy()
    same = (group[found.index] == group[:, None]).mean()
    chance = np.mean([(group == g).mean() for g in group])
    assert same > 2.5 * chance


@given(
    st.lists(st.floats(0, 3000) | st.just(float("nan")), max_size=9),
    st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=15),
)
@settings(max_examples=100, deadline=None)
def test_merged_buurten_are_large_or_have_no_neighbour_left(
    sizes: list[float], pairs: set[tuple[int, int]]
) -> None:
    pairs = {(a, b) for a, b in pairs if a < len(sizes) and b < len(sizes)}
    group = merge_small(sizes, 500, pairs)
    assert len(group) == len(sizes)
    shown = np.nan_to_num(np.array(sizes, dtype=float))
    for label in set(group.tolist()):
        own = np.flatnonzero(group == label)
        if len(own) > 1:
            assert (shown[own] > 0).all()  # the unknown and the empty stay apart
        if 0 < shown[own].sum() < 500:
            touching = {b for a, b in pairs | {(b, a) for a, b in pairs} if a in own and b not in own}
            assert not any(shown[b] > 0 for b in touching)
    assert list(dict.fromkeys(group.tolist())) == list(range(len(set(group.tolist()))))


def test_de_spoordijk_shows_seinpad_and_loodshof_together() -> None:
    residents = [2430, 645, 545, 1985, 2480, np.nan]
    assert merge_small(residents, 1000).tolist() == [0, 1, 1, 2, 3, 4]


@given(
    st.lists(
        st.tuples(st.floats(0, 100) | st.just(float("nan")), st.floats(1, 5000), st.integers(-1, 2)),
        max_size=12,
    )
)
@settings(max_examples=80, deadline=None)
def test_wholes_keep_what_is_known_and_say_what_is_not(rows: list[tuple[float, float, int]]) -> None:
    value, weight, whole = (
        (np.array(c, dtype=float) for c in zip(*rows, strict=True)) if rows else np.zeros((3, 0))
    )
    members = whole.astype(int)
    counts = combine(value, weight, members, count=True)
    rates = combine(value, weight, members, count=False)
    assert np.nansum(counts.values) == pytest.approx(np.nansum(value[members >= 0]), rel=1e-9, abs=1e-9)
    for label in range(len(counts.values)):
        own = members == label
        known = own & ~np.isnan(value)
        if not known.any():
            assert np.isnan(counts.values[label])
            assert np.isnan(rates.values[label])
        else:
            assert rates.values[label] == pytest.approx(np.average(value[known], weights=weight[known]))
            assert rates.known[label] == pytest.approx(weight[known].sum() / weight[own].sum())


def test_own_areas_may_overlap_and_take_part_of_a_buurt() -> None:
    members = csr_matrix([[1, 1, 0], [0, 0.5, 1]])
    found = combine(np.array([[10.0, 20.0], [30.0, np.nan], [50.0, 60.0]]), 100.0, members, count=True)
    assert found.values.tolist() == [[40.0, 20.0], [65.0, 60.0]]
    assert found.known.round(3).tolist() == [[1.0, 0.5], [1.0, 0.667]]
