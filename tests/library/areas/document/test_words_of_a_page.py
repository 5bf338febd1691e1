"""What the page of an area draws and writes: no empty charts, names with a gemeente, a number one way."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.areas import AreaProfile, Words, open_release
from wijkwijzer.areas.catalogue import indicator
from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.document.addresses import Addresses
from wijkwijzer.areas.document.series import LONG, panel_views, peers_line
from wijkwijzer.areas.profile.direction import shown_series
from wijkwijzer.areas.profile.sentences import indicator_sentence

WIJKEN = 40
NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


@pytest.fixture(scope="module")
def profiles(example_release_folder: Path) -> list[AreaProfile]:
    release = open_release(example_release_folder)
    keys = release.areas().filter(pl.col("level") == "wijk")["key"]
    return [release.profile(key) for key in keys.gather_every(max(1, len(keys) // WIJKEN))]


def test_no_chart_fills_an_empty_place(profiles: list[AreaProfile]) -> None:
    drawn = 0
    for profile in profiles:
        for view in panel_views(profile):
            series = shown_series(view)
            assert series is not None
            known = [value for value in series.value if value is not None]
            drawn += 1
            assert view.info.unit_key != "class"
            assert len(known) >= LONG or view.info.leading
            assert len({round(value, view.info.decimals) for value in known}) > 1 or view.info.leading
    assert drawn > 3 * len(profiles)


def test_two_years_of_one_number_and_classes_are_no_chart(profiles: list[AreaProfile]) -> None:
    profile = next(one for one in profiles if len(panel_views(one)) == 6)
    view = next(view for view in panel_views(profile) if view.base is None or view.own == shown_series(view))
    flat = replace(view.own, value=tuple(26.0 if i < 2 else None for i in range(len(view.own.value))))
    few = replace(view, own=flat, base=None)
    classes = replace(view, info=replace(view.info, unit_key="class"))
    for other in (few, classes):
        changed = tuple(other if one.info.key == view.info.key else one for one in profile.indicators)
        found = panel_views(replace(profile, indicators=changed))
        assert view.info.key not in {one.info.key for one in found}


def test_areas_that_it_resembles_stand_with_their_gemeente(profiles: list[AreaProfile]) -> None:
    found = next(one for one in profiles if one.peers and one.peers.good)
    assert found.peers is not None
    words = Words("nl")
    line = peers_line(found, words, Addresses(area=lambda area: f"/{area.key}"))
    names = [part.content if hasattr(part, "content") else part for part in line]
    named = [name for _area, name in found.peers.named]
    assert all(re.fullmatch(r".+ \(.+\)", name) for name in named)
    assert all(any(name in str(part) for part in names) for name in named)
    assert found.peers.text.nl.startswith(f"Dit gebied lijkt het meest op {named[0]}, {named[1]} en")


def test_a_number_is_written_one_way(profiles: list[AreaProfile]) -> None:
    """A sentence has the number of the table beside it, whole where people count ("14 van de 100")."""
    read = 0
    for profile in profiles:
        infos = {view.info.key: view.info for view in profile.indicators}
        for each in profile.summary.sentences:
            if each.key != "indicator" or each.figures[0].value is None:
                continue
            info, value = infos[str(each.params["indicator"])], each.figures[0].value
            table = Words("nl").short(info, value)
            share = unit(info.unit_key).whole and value >= 1
            wanted = Words("nl").short(replace(info, decimals=0), value) if share else table
            wanted = wanted.rstrip("%\u00a0km")
            assert wanted in NUMBER.findall(each.text.nl) or "bijna geen" in each.text.nl, each.text.nl
            assert " 0 van de" not in each.text.nl
            read += 1
    assert read > 2 * len(profiles)


def test_nobody_says_zero_of_a_thousand_and_thousands_keep_their_decimals() -> None:
    none = indicator_sentence(indicator("bijstand_per_1000").info(), 0.0, 2024)
    assert none.nl == "Mensen met bijstand: bijna geen (2024)."
    assert none.en == "People on social assistance: hardly any (2024)."
    info = indicator("ink_inw_x1000").info()
    assert Words("nl").short(info, 29.0) in indicator_sentence(info, 29.0, 2023).nl
