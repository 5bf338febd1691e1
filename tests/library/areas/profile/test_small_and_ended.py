"""The Kop of an area of few people tells no figure of them; that of an area that ended tells what it was."""

from __future__ import annotations

import polars as pl
import pytest

from wijkwijzer.areas import AreaProfile, Release


def _text(profile: AreaProfile) -> str:
    summary = profile.summary
    evidence = [factor.evidence for factor in profile.factors if factor.evidence is not None]
    said = [*summary.sentences, *summary.strengths, *summary.worries, *evidence]
    return " ".join(f"{each.text.nl} {each.note.nl if each.note else ''}" for each in said)


def test_few_people_have_no_figure_worth_a_sentence(example_release: Release) -> None:
    areas = example_release.areas()
    small = areas.filter((pl.col("residents") < 200) & (pl.col("residents") > 0))["key"].to_list()
    assert len(small) > 5
    for key in small:
        profile = example_release.profile(key)
        residents = profile.facts.residents.value
        assert residents is not None
        if residents >= 200:
            continue
        text = _text(profile)
        assert len(profile.summary.sentences) == 5
        assert "te weinig mensen" in text
        assert not profile.summary.strengths
        assert not profile.summary.worries
        for word in ("per 1.000 inwoners", "van de 100", "van de 1.000", "geen cijfers"):
            assert word not in text
        assert len({each.text.nl for each in profile.summary.sentences}) == 5


def test_enough_people_have_figures(example_release: Release) -> None:
    areas = example_release.areas().filter(pl.col("valid_to").is_null() & (pl.col("level") == "wijk"))
    key = areas.filter(pl.col("residents") > 2000)["key"][0]
    assert "van de 100" in _text(example_release.profile(key))


@pytest.mark.parametrize("level", ["wijk", "gemeente", "buurt"])
def test_an_area_that_ended_is_past(example_release: Release, level: str) -> None:
    areas = example_release.areas().filter(pl.col("valid_to").is_not_null() & (pl.col("level") == level))
    became = 0
    for key, until in areas.select("key", "valid_to").iter_rows():
        profile = example_release.profile(key)
        text = _text(profile)
        assert f"bestond tot en met {until}" in text
        for word in (" wonen ", " hebben ", " zijn koopwoningen", "kwamen er", " is gemiddeld"):
            assert word not in text
        assert profile.identity.lineage_note is not None
        if profile.identity.became:
            became += 1
            assert profile.identity.became[0].name in profile.identity.lineage_note.nl
            assert profile.identity.lineage_note.nl in text
            assert all(ref.level == level for ref in profile.identity.became)
        assert AreaProfile.from_json(profile.to_json()) == profile
    if level != "buurt":
        assert became >= 2


def test_what_an_area_became_follows_its_addresses(example_release: Release) -> None:
    """The old gemeente of a merger is part of the one that holds its addresses now."""
    areas = example_release.areas().filter(pl.col("level") == "gemeente")
    ended = areas.filter(pl.col("valid_to").is_not_null())["key"].to_list()
    now = set(areas.filter(pl.col("valid_to").is_null())["key"])
    assert ended
    for key in ended:
        assert {ref.key for ref in example_release.profile(key).identity.became} <= now
