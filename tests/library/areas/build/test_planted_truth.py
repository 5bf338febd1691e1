"""The example's planted truth: intervals cover it as often as they say, trends and turns are found, peers
are alike.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from wijkwijzer.areas import Release

_EDUCATION = pl.col("a_opl_laag") + pl.col("a_opl_midden") + pl.col("a_opl_hoog")
_EXACT = {
    "bijstand_per_1000": pl.col("bijstand_per_1000"),
    "ww_per_1000": 1000 * pl.col("a_ww") / pl.col("inwoners"),
    "p_opl_hoog": 100 * pl.col("a_opl_hoog") / _EDUCATION,
    **{
        key: pl.col(key)
        for key in ("p_00_14", "p_65_oo", "p_koop", "p_hh_laag_ink", "woz_x1000", "p_eenpers_hh")
    },
}


@pytest.mark.parametrize("indicator", sorted(_EXACT))
def test_intervals_cover_the_planted_figures(
    example_release: Release, example_truth: dict[str, pl.DataFrame], indicator: str
) -> None:
    exact = example_truth["exact"].select(
        "code", "level", pl.col("jaar").alias("year"), _EXACT[indicator].alias("exact")
    )
    for level in ("wijk", "buurt"):
        frame = example_release.figures(indicator, level=level).with_columns(pl.col("level").cast(pl.String))
        both = frame.drop_nulls("low").join(exact, on=["code", "level", "year"])
        assert both.height > 1000
        covered = (both["exact"] >= both["low"] - 1e-9) & (both["exact"] <= both["high"] + 1e-9)
        assert 0.93 <= float(covered.mean()) <= 0.97  # type: ignore[arg-type]


def test_base_year_figures_are_near_the_planted_ones(
    example_release: Release, example_truth: dict[str, pl.DataFrame]
) -> None:
    exact = example_truth["exact_2024"].select(
        "code", pl.col("jaar").alias("year"), pl.col("inwoners").alias("exact")
    )
    frame = example_release.figures("inwoners", level="wijk", basis="base").filter(
        pl.col("status") == "known"
    )
    both = frame.join(exact, left_on=["key", "year"], right_on=["code", "year"])
    away = ((both["value"] - both["exact"]).abs() / both["exact"].clip(50)).to_numpy()
    whole = both["quality"].to_numpy() >= 0.99
    assert np.median(away[whole]) < 0.005
    assert np.median(away[~whole]) < 0.1


@pytest.mark.parametrize("indicator", ["p_koop", "p_arbeidspart", "ink_inw_x1000"])
def test_planted_developments_are_found_with_their_sign(
    example_release: Release, example_truth: dict[str, pl.DataFrame], indicator: str
) -> None:
    planted = example_truth["developments"].filter(
        (pl.col("indicator") == indicator) & (pl.col("before") * pl.col("after") > 0)
    )
    found = pl.read_parquet(example_release.folder / "trends.parquet").filter(
        pl.col("indicator") == example_release.number(indicator)
    )
    both = found.join(example_release.table.select("area", "key"), on="area").join(
        planted, left_on="key", right_on="wijk"
    )
    assert both.height >= 15
    significant = both.filter(pl.col("q_value") < 0.05)
    assert significant.height >= 0.8 * both.height
    assert (significant["against"] * significant["after"] > 0).all()


def test_trends_say_what_their_interval_allows(example_release: Release) -> None:
    said = 0
    for key in ("WK990311", "WK990101", "WK990205", "GM9903"):
        for view in example_release.profile(key).indicators:
            trend = view.trend
            if trend is None:
                continue
            assert trend.n_years >= 8
            assert trend.last_year - trend.first_year >= 7
            assert not trend.significant or (trend.q_value < 0.05 and not trend.contradicted)
            assert (trend.chance is not None) == trend.significant
            if trend.significant and trend.text.nl.startswith(("hoger", "meer ", "verder")):
                assert trend.low > 0
            if trend.significant and trend.text.nl.startswith(("lager", "minder ", "dichterbij")):
                assert trend.high < 0
            said += trend.significant
    assert said


def test_peers_share_the_planted_group(
    example_release: Release, example_truth: dict[str, pl.DataFrame]
) -> None:
    group = dict(example_truth["groups"].select("wijk", "group").iter_rows())
    sizes = list(group.values())
    by_chance = sum((sizes.count(name) / len(sizes)) ** 2 for name in set(sizes))
    alike, all_pairs = 0, 0
    for key in group:
        peers = example_release.profile(key).peers
        if peers is None or not peers.good:
            continue
        assert len(peers.peers) == len(peers.distance) == 10
        assert list(peers.distance) == sorted(peers.distance)
        assert key not in {peer.key for peer in peers.peers}
        alike += sum(group.get(peer.key) == group[key] for peer in peers.peers)
        all_pairs += 10
    assert all_pairs
    assert alike / all_pairs > 2 * by_chance


def test_peer_bands_lie_around_their_median(example_release: Release) -> None:
    view = example_release.profile("WK990311").indicator("p_koop")
    assert view.peers is not None
    for value, low, high, n in zip(
        view.peers.value, view.peers.low, view.peers.high, view.peers.n, strict=True
    ):
        assert value is not None
        assert low is not None
        assert high is not None
        assert n is not None
        assert low <= value <= high
        assert 8 <= n <= 10
