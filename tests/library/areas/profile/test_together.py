"""Small buurten stand with a neighbour in differences, table and map; each keeps its own page."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
import shapely

from wijkwijzer.areas import Release
from wijkwijzer.areas.catalogue import indicator
from wijkwijzer.areas.document.area import release_document
from wijkwijzer.areas.document.maps import value_figure
from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.profile.together import PartFigure, combined, groups_of
from wijkwijzer.report import render


@pytest.fixture(scope="module")
def wijk(example_release: Release) -> str:
    """A wijk with a small buurt of which most figures are known."""
    areas = example_release.areas().filter(pl.col("valid_to").is_null())
    small = areas.filter((pl.col("level") == "buurt") & pl.col("residents").is_between(20, 199))
    counts = areas.filter(pl.col("level") == "buurt").group_by("wijk_key").len()
    found = small.join(counts.filter(pl.col("len") >= 3), on="wijk_key").sort("wijk_key")
    return str(found["wijk_key"][0])


def test_a_row_for_each_group(example_release: Release, wijk: str) -> None:
    profile = example_release.profile(wijk)
    groups = 0
    for view in profile.indicators:
        if view.differences is None:
            continue
        covered = [area.key for dot in view.differences.dots for area in (dot.merged or (dot.area,))]
        assert sorted(covered) == sorted(ref.key for ref in profile.identity.children)
        for dot in view.differences.dots:
            if dot.merged:
                groups += 1
                assert dot.area == dot.merged[0]
                people = [example_release.residents(example_release.place(a.key)) or 0 for a in dot.merged]
                assert min(people) < 200
                assert sum(people) >= 200 or len(dot.merged) == len(covered)
                assert "samen" in view.differences.text.nl
                assert "together" in view.differences.text.en
    assert groups > 5
    for ref in profile.identity.children:
        assert example_release.profile(ref.key).identity.key == ref.key


def test_a_group_has_its_own_figure(example_release: Release, wijk: str) -> None:
    profile = example_release.profile(wijk)
    for key in ("inwoners", "p_65_oo"):
        differences = profile.indicator(key).differences
        assert differences is not None
        dot = next(dot for dot in differences.dots if dot.merged)
        parts = [example_release.profile(area.key).indicator(key).own for area in dot.merged]
        at = [series.years.index(differences.year) for series in parts]
        values = [series.value[i] for series, i in zip(parts, at, strict=True)]
        sizes = [series.n[i] for series, i in zip(parts, at, strict=True)]
        if dot.value is None:
            assert None in values
        elif key == "inwoners":
            assert dot.value == sum(value or 0 for value in values)
        else:
            whole = sum(size or 0 for size in sizes)
            assert dot.value == pytest.approx(
                sum((v or 0) * (n or 0) for v, n in zip(values, sizes, strict=True)) / whole
            )
            assert dot.low is not None
            assert dot.high is not None
            assert dot.low <= dot.value <= dot.high


def test_table_dots_and_map_say_so(example_release: Release, wijk: str) -> None:
    document = release_document(example_release, wijk, made_on=date(2025, 1, 1), language="nl")
    text = render(document, "html").decode()
    assert "samen, te klein om apart te tonen" in text
    assert "staat samen met het kleinste gebied ernaast" in text
    figure = value_figure(example_release, wijk, "p_65_oo", Words("nl"))
    assert figure is not None
    assert "staat samen" in figure.note


def test_groups_follow_borders() -> None:
    square = [shapely.to_wkb(shapely.box(x, 0, x + 0.01, 0.01)) for x in (0.0, 0.01, 0.02, 0.03)]
    assert groups_of([1, 2, 3, 4], [150.0, 900.0, 300.0, 60.0], square) == ((1, 2), (3, 4))
    assert groups_of([1, 2, 3, 4], [150.0, 900.0, 300.0, 60.0], [None, *square[1:]]) == ((1, 4), (2,), (3,))
    assert groups_of([1, 2], [None, 0.0], square[:2]) == ((1,), (2,))
    assert groups_of([1, 2], [400.0, 500.0], square[:2]) == ((1,), (2,))


def test_a_group_without_enough_known_has_no_figure() -> None:
    share, count = indicator("p_koop").info(), indicator("inwoners").info()
    known = PartFigure(40.0, 39.0, 41.0, "known", 100.0)
    hidden = PartFigure(None, None, None, "suppressed", 50.0)
    assert combined(share, [known, hidden], [200.0, 100.0]).status == "suppressed"
    assert combined(share, [known, None], [200.0, 100.0]).status == "missing"
    assert combined(share, [known, hidden], [990.0, 10.0]).value == 40.0
    assert combined(count, [known, hidden], [990.0, 10.0]).value is None
    assert combined(count, [known, known], [100.0, 100.0]).value == 80.0
    unsure = PartFigure(50.0, None, None, "known", 300.0)
    assert combined(share, [known, unsure], [100.0, 300.0]) == PartFigure(47.5, None, None, "known", 400.0)
