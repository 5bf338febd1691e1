"""The real figures: what must hold of the release from ../shared/data."""

from __future__ import annotations

import datetime
from pathlib import Path

import polars as pl
import pytest

from paper_reading import lost, outside
from wijkwijzer.areas.build.extend import extend_release
from wijkwijzer.areas.build.release import Options, build_release
from wijkwijzer.areas.document.area import release_document
from wijkwijzer.areas.own.areas import own_areas_from_rows
from wijkwijzer.areas.release import Release, open_release
from wijkwijzer.errors import InputError
from wijkwijzer.report import render

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def release(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("echt") / "release"
    build_release(shared_data, folder)
    return open_release(folder)


def value(release: Release, key: str, indicator: str, year: int, basis: str = "own") -> float | None:
    view = release.profile(key).indicator(indicator)
    series = view.own if basis == "own" else view.base
    assert series is not None
    return series.value[series.years.index(year)]


@pytest.mark.parametrize(
    ("code", "year", "own", "base"),
    [
        ("GM0363", 2020, 872757, 892495),
        ("GM0363", 2022, 882633, 903399),
        ("GM0363", 2016, 833624, None),
        ("GM0363", 2024, 931298, 931298),
        ("GM0599", 2020, 651157, None),
        ("GM0599", 2024, 670610, 670610),
        ("GM0344", 2019, 352866, None),
        ("GM0518", 2024, 566221, 566221),
    ],
)
def test_own_year_and_base_year(
    release: Release, code: str, year: int, own: float, base: float | None
) -> None:
    assert value(release, code, "inwoners", year) == own
    if base is not None:
        assert value(release, code, "inwoners", year, "base") == base


def test_reused_codes_are_not_joined(release: Release, shared_data: Path) -> None:
    reused = pl.read_csv(shared_data / "conversion" / "hergebruikte_codes.csv")
    members = pl.read_parquet(release.folder / "members.parquet").select("code", "division", "area")
    both = reused.join(members, left_on=["code", "jaar_1"], right_on=["code", "division"]).join(
        members, left_on=["code", "jaar_2"], right_on=["code", "division"], suffix="_2"
    )
    assert both.height == reused.height
    assert (both["area"] != both["area_2"]).all()
    assert release.profile("WK003402").identity.name == "De Werven"
    assert release.profile("WK003402-2020").identity.name == "Almere Stad"
    assert release.profile("WK003402").indicator("inwoners").own.years[0] >= 2022


def test_every_area_of_the_input_is_there_and_gaps_stay_gaps(release: Release, shared_data: Path) -> None:
    table = pl.read_parquet(shared_data / "kwb" / "kwb_geharmoniseerd.parquet")
    codes = set(release.areas()["code"])
    assert set(table["code"]) <= codes
    panel = pl.read_parquet(release.folder / "panel.parquet", columns=["value", "status", "low", "high"])
    gaps = panel.filter(pl.col("status") != "known")
    assert gaps.height > 100_000
    assert gaps["value"].null_count() == gaps.height
    assert panel.filter(pl.col("status") == "known")["value"].null_count() == 0
    bounded = panel.drop_nulls(["low", "high"])
    assert ((bounded["low"] <= bounded["value"] + 1e-9) & (bounded["value"] <= bounded["high"] + 1e-9)).all()


def test_sums_are_kept_in_2024_borders(release: Release) -> None:
    for level in ("gemeente", "wijk"):
        for indicator in ("inwoners", "huishoudens", "woningen"):
            own = release.figures(indicator, level=level).group_by("year").agg(pl.col("value").sum())
            base = release.figures(indicator, level=level, basis="base")
            both = own.join(base.group_by("year").agg(pl.col("value").sum().alias("base")), on="year")
            known = both.filter(pl.col("value") > 0)
            assert ((known["base"] / known["value"]) - 1).abs().max() < 1e-9


def test_an_elan_wijk_is_rich_and_a_copy_is_not_believed(release: Release) -> None:
    rich = release.profile("WK051829")
    series = rich.indicator("elan_bijstand").own
    assert (series.years[0], series.years[-1], len(series.years)) == (2011, 2022, 12)
    assert series.draw_line
    assert not series.border_breaks
    assert len(rich.indicators) >= 60
    copied = release.profile("WK051835").indicator("elan_bijstand")
    assert copied.latest.value is None
    assert release.profile("WK051836").indicator("elan_bijstand").latest.value is not None


def test_an_area_of_which_only_the_population_is_known_has_a_page(release: Release) -> None:
    alone = release.areas().filter(pl.col("key") == "WK051801")
    assert alone.height == 1
    profile = release.profile("WK051801")
    assert profile.facts.residents.value == 0
    assert profile.facts.residents.high == 5
    assert len(profile.missing) > 15
    assert all(entry.table for entry in profile.missing)
    assert len(profile.summary.sentences) == 5


def test_leefbaarometer_versions_are_never_one_series(release: Release) -> None:
    frame = pl.read_parquet(release.folder / "panel.parquet", columns=["indicator", "source"])
    pairs = frame.filter(pl.col("indicator").cast(pl.String).str.starts_with("lbm")).unique().rows()
    assert {(key[:4], source) for key, source in pairs} == {
        ("lbm2", "leefbaarometer-2"),
        ("lbm3", "leefbaarometer-3"),
    }


def test_own_areas_of_the_cities(release: Release) -> None:
    areas = release.areas().filter(pl.col("level") == "gebied")
    city = areas.filter(pl.col("gemeente_key") == "GM0363")["key"]
    assert city.str.starts_with("GB0363D").sum() == 22
    assert city.str.starts_with("GB0363VM").sum() == city.len() - 22 > 90
    index = release.profile("GB0363VMA00").indicator("vi_veiligheid").own
    assert index.years == (2014, 2015, 2016, 2017)
    assert areas.filter(pl.col("gemeente_key") == "GM0599").height >= 71
    profile = release.profile("GB0363DX05")
    assert profile.identity.name == "Oud West / De Baarsjes"
    assert len(profile.indicator("bbga_inwoners").own.years) == 14


def test_months_of_crime_become_years_and_december_2017_no_fall(release: Release) -> None:
    own = release.profile("BU05180271").indicator("hgl_fietsdiefstal").own
    known = [year for year, status in zip(own.years, own.status, strict=True) if status == "known"]
    assert known == [2011, 2012, 2013, 2014, 2015, 2016]
    assert "politie-haaglanden" in {info.key for info in release.sources()}


def test_own_areas_do_not_take_the_code_of_a_publisher(release: Release, tmp_path: Path) -> None:
    own = own_areas_from_rows([("Mijn", "Mijn gebied", "WK0363AE"), ("DX05", "Dubbel", "WK0363AD")], 2024)
    with pytest.raises(InputError, match="GB0363DX05"):
        extend_release(release.folder, own, tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


def test_a_public_release_holds_no_closed_source(shared_data: Path, tmp_path: Path) -> None:
    build_release(shared_data, tmp_path / "openbaar", Options(public=True))
    release = open_release(tmp_path / "openbaar")
    assert all(info.redistributable for info in release.sources())
    assert not release.manifest.local_only
    closed = {"elan", "bbga", "wijkprofiel-rotterdam", "grenswijziging", "amsterdam-kaart"}
    closed |= {"politie-haaglanden", "veiligheidsindex-amsterdam"}
    panel = pl.read_parquet(release.folder / "panel.parquet", columns=["source", "origin"])
    assert not closed & set(panel["source"].cast(pl.String).unique())
    assert value(release, "GM0363", "inwoners", 2020) == 872757
    base = release.profile("GM0363").indicator("inwoners").base
    assert base is None or 892495 not in base.value


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", ["WK051836", "WK036304", "WK009800"])
def test_every_word_of_a_real_report_stands_inside_a_page(release: Release, key: str, language: str) -> None:
    document = release_document(
        release, key, made_on=datetime.date(2026, 11, 29), language="en" if language == "en" else "nl"
    )
    pdf = render(document, "pdf")
    assert not lost(document, pdf)
    assert not outside(pdf)
