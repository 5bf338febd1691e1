"""The release of the example province: every area has a page, gaps stay gaps, a reused code is two areas."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.areas import AreaProfile, Release, open_release
from wijkwijzer.areas.build.release import Options, build_release
from wijkwijzer.areas.catalogue import indicator as of_key
from wijkwijzer.areas.model import IndicatorView, Series
from wijkwijzer.errors import InputError
from wijkwijzer.opendata.description import source


@pytest.fixture(scope="module")
def profile(example_release: Release) -> AreaProfile:
    return example_release.profile("WK990311")


def test_every_area_gets_a_profile_that_survives_json(example_release: Release) -> None:
    keys = example_release.areas()["key"].to_list()
    assert len(keys) == len(set(keys)) > 700
    for key in keys[::9]:
        found = example_release.profile(key)
        assert AreaProfile.from_json(found.to_json()) == found
        assert found.identity.key == key
        assert len(found.summary.sentences) == 5
        assert len(found.factors) == 12
        assert found.summary.unknown
        present = {view.info.key for view in found.indicators}
        absent = {entry.indicator.key for entry in found.missing}
        elsewhere = {info.key for info in example_release.indicators()} - present - absent
        assert not present & absent
        assert elsewhere
        assert all(source(entry).gemeenten for key in elsewhere for entry in of_key(key).sources)


def test_every_code_of_the_input_is_an_area(example_release: Release, example_input: Path) -> None:
    table = pl.read_parquet(example_input / "kwb" / "kwb_geharmoniseerd.parquet")
    assert set(table["code"]) <= set(example_release.areas()["code"])


def test_published_figures_come_back_exactly(example_release: Release, example_input: Path) -> None:
    table = pl.read_parquet(example_input / "kwb" / "kwb_geharmoniseerd.parquet")
    for indicator in ("inwoners", "huishoudens", "woz_x1000", "p_koop"):
        own = example_release.figures(indicator).select("code", "year", "value", "status")
        both = own.join(
            table.select(
                "code", pl.col("jaar").cast(pl.Int16).alias("year"), pl.col(indicator).cast(pl.Float64)
            ),
            on=["code", "year"],
        )
        assert both.height > 5000
        known = both.filter(pl.col("status") == "known")
        assert (known["value"] - known[indicator]).abs().max() < 1e-3
        gaps = both.filter(pl.col("status") != "known")
        assert gaps["value"].null_count() == gaps.height
        # What is withheld to protect another figure is the only gap that the source does not have.
        own = gaps.filter(pl.col("status") != "suppressed")
        assert own[indicator].null_count() == own.height


def test_a_gap_keeps_its_year_and_says_why(example_release: Release) -> None:
    frame = example_release.figures("bijstand_per_1000", level="buurt")
    gap = frame.filter(pl.col("status") != "known").row(0, named=True)
    found = example_release.profile(gap["key"]).indicator("bijstand_per_1000").own
    place = found.years.index(gap["year"])
    assert found.value[place] is None
    assert found.status[place] in ("suppressed", "missing", "not_published")


def test_years_not_published_yet_keep_their_place(profile: AreaProfile) -> None:
    late = [view for view in profile.indicators if "not_published" in view.own.status]
    assert late
    for view in late:
        assert view.latest.status == "known"
        assert view.latest.year is not None
        assert max(view.own.years) > view.latest.year or "not_published" in view.own.status


def test_reused_codes_are_not_one_series(example_release: Release, example_input: Path) -> None:
    reused = pl.read_csv(example_input / "conversion" / "hergebruikte_codes.csv")
    listed = example_release.areas()
    members = pl.read_parquet(example_release.folder / "members.parquet")
    assert reused.height
    for code, first, second in reused.select("code", "jaar_1", "jaar_2").iter_rows():
        of = dict(members.filter(pl.col("code") == code).select("division", "area").iter_rows())
        if first in of and second in of:
            assert of[first] != of[second]
            assert listed.filter(pl.col("code") == code).height >= 2


def test_base_year_keeps_the_sum_of_residents(example_release: Release) -> None:
    for level in ("gemeente", "wijk"):
        own = example_release.figures("inwoners", level=level).group_by("year").agg(pl.col("value").sum())
        base = (
            example_release.figures("inwoners", level=level, basis="base")
            .group_by("year")
            .agg(pl.col("value").sum().alias("base"))
        )
        both = own.join(base, on="year")
        assert both.height == 20
        assert ((both["base"] / both["value"]) - 1).abs().max() < 1e-9


def test_poor_quality_is_flagged_and_draws_no_line(example_release: Release) -> None:
    frame = example_release.figures("inwoners", level="wijk", basis="base")
    poor = frame.filter((pl.col("quality") < 0.5) & (pl.col("status") == "known"))
    flagged = frame.filter(
        pl.col("quality").is_between(0.5, 0.9, closed="left") & (pl.col("status") == "known")
    )
    assert poor.height
    assert flagged.height
    key, year = poor.select("key", "year").row(0)
    series = example_release.profile(key).indicator("inwoners").base
    assert series is not None
    assert not series.draw_line
    assert series.reason is not None
    assert year in series.flagged
    key, year = flagged.select("key", "year").row(0)
    series = example_release.profile(key).indicator("inwoners").base
    assert series is not None
    assert year in series.flagged


def test_own_series_break_where_the_border_changed(example_release: Release) -> None:
    members = pl.read_parquet(example_release.folder / "members.parquet")
    listed = example_release.areas().with_row_index("area").filter(pl.col("level") == "wijk")
    changed = members.join(listed.select("area", "key"), on="area").filter(
        pl.col("segment").n_unique().over("area") > 1
    )
    key = changed["key"][0]
    series = example_release.profile(key).indicator("inwoners").own
    assert series.border_breaks


def test_positions_are_said_only_as_far_as_their_interval_goes(example_release: Release) -> None:
    for key in ("WK990311", "WK990101", "BU99031104"):
        for view in example_release.profile(key).indicators:
            position = view.position
            if position.percentile is None:
                assert position.reason is not None
                continue
            assert position.n >= 30
            if position.low is None or position.high is None:
                assert position.side is None
                assert view.info.modelled
            elif position.side == "below":
                assert position.high < 50
            elif position.side == "above":
                assert position.low > 50
            else:
                assert position.low <= 50 <= position.high


def _well_formed(series: Series) -> bool:
    lengths = {
        len(each)
        for each in (
            series.value,
            series.low,
            series.high,
            series.status,
            series.n,
            series.quality,
            series.source,
        )
    }
    ordered = all(a < b for a, b in zip(series.years, series.years[1:], strict=False))
    known = all((v is None) == (s != "known") for v, s in zip(series.value, series.status, strict=True))
    inside = all(
        v is None or low is None or high is None or low - 1e-9 <= v <= high + 1e-9
        for v, low, high in zip(series.value, series.low, series.high, strict=True)
    )
    return lengths == {len(series.years)} and ordered and known and inside


def test_series_are_well_formed(profile: AreaProfile) -> None:
    def all_series(view: IndicatorView) -> list[Series | None]:
        return [view.own, view.base, view.gemeente, view.country]

    for view in profile.indicators:
        for series in all_series(view):
            assert series is None or _well_formed(series)


def test_differences_keep_a_row_for_every_part(profile: AreaProfile) -> None:
    children = {ref.key for ref in profile.identity.children}
    shown = [view.differences for view in profile.indicators if view.differences is not None]
    assert shown
    for differences in shown:
        rows = [area.key for dot in differences.dots for area in (dot.merged or (dot.area,))]
        assert len(rows) == len(children)
        assert set(rows) == children
        assert [dot.area.name.casefold() for dot in differences.dots] == sorted(
            dot.area.name.casefold() for dot in differences.dots
        )
        for dot in differences.dots:
            assert (dot.value is None) == (dot.reason is not None)


def test_the_kop_is_short_and_traceable(profile: AreaProfile) -> None:
    summary = profile.summary
    for statement in (*summary.sentences, *summary.strengths, *summary.worries):
        assert len(statement.text.nl.split()) <= 17
        assert statement.text.nl.endswith(".")
        assert statement.text.en.endswith(".")
        assert "{" not in statement.text.nl + statement.text.en
        assert statement.figures or statement.key.endswith("unknown") or statement.key == "ask"
    assert "8.240" in summary.sentences[0].text.nl
    assert "8,240" in summary.sentences[0].text.en


def test_factors_list_indicators_and_have_no_score(profile: AreaProfile) -> None:
    for factor in profile.factors:
        assert len(factor.leading) <= 5
        assert factor.known == (factor.evidence is not None)
        if not factor.known:
            assert factor.reason is not None


def test_maps_show_every_part(example_release: Release) -> None:
    drawn = example_release.map("WK990311", "p_koop")
    assert {part.area.level for part in drawn.parts} == {"buurt"}
    assert not drawn.without_shape
    assert drawn.year is not None
    for part in drawn.parts:
        assert part.geometry is not None
        geojson = part.geometry.geojson()
        assert geojson["type"] in ("Polygon", "MultiPolygon")
        assert part.geometry.rings()
    plain = example_release.map("GM9903")
    assert {part.area.level for part in plain.parts} == {"wijk"}


def test_a_correction_names_what_it_corrects(tmp_path: Path) -> None:
    (tmp_path / "invoer").mkdir()
    (tmp_path / "invoer" / "kwb-2024.csv").write_text(
        "gwb_code_10;recs;regio;a_inw\nGM0001;Gemeente;Dorp;1010\nWK000100;Wijk;Oud;1010\n"
    )
    first = build_release(tmp_path / "invoer", tmp_path / "a")
    why = Options(supersedes=first, reason="Een jaar ontbrak.")
    assert build_release(tmp_path / "invoer", tmp_path / "b", why) != first
    again = open_release(tmp_path / "b")
    assert (again.info.supersedes, again.info.reason) == (first, "Een jaar ontbrak.")
    assert again.profile("WK000100").release.supersedes == first
    with pytest.raises(InputError, match="niet leeg"):
        build_release(tmp_path / "invoer", tmp_path / "b")
    with pytest.raises(InputError, match="reden"):
        build_release(tmp_path / "invoer", tmp_path / "c", Options(supersedes=first))


def test_other_base_year(example_input: Path, tmp_path: Path) -> None:
    build_release(example_input, tmp_path / "r", Options(base_year=2014))
    release = open_release(tmp_path / "r")
    assert release.info.base_year == 2014
    base = release.figures("inwoners", level="wijk", basis="base")
    own = release.figures("inwoners", level="wijk").filter(pl.col("year") == 2014)
    in_2014 = base.filter((pl.col("year") == 2014) & (pl.col("quality") == 1.0))
    both = in_2014.join(own, on="key")
    assert both.height == own.height
    assert (both["value"] - both["value_right"]).abs().max() == 0


def test_a_damaged_release_is_one_sentence(example_release: Release, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="geen uitgave"):
        open_release(tmp_path)
    (tmp_path / "manifest.json").write_text('{"format": 99}')
    with pytest.raises(InputError, match="vorm 99"):
        open_release(tmp_path)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(InputError, match="beschadigd"):
        open_release(tmp_path)
    manifest = json.loads((example_release.folder / "manifest.json").read_text())
    manifest.pop("id")
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError, match="beschadigd"):
        open_release(tmp_path)


def test_nothing_is_written_when_a_file_is_wrong(example_input: Path, tmp_path: Path) -> None:
    bad = tmp_path / "invoer"
    bad.mkdir()
    table = pl.read_parquet(example_input / "kwb" / "kwb_geharmoniseerd.parquet").head(50)
    table.with_columns(code=pl.lit("WK12")).write_parquet(bad / "kwb_geharmoniseerd.parquet")
    with pytest.raises(InputError) as caught:
        build_release(bad, tmp_path / "uit")
    assert (caught.value.row, caught.value.column) == (2, "code")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["invoer"]
