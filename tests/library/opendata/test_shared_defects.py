"""The known defects of the real files (`../shared/data/README.md`), one by one, as a reader meets them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.areas.catalogue import indicator
from wijkwijzer.opendata.boundaries import read_boundaries
from wijkwijzer.opendata.description import source
from wijkwijzer.opendata.fetching.discover import FoundFile, discover
from wijkwijzer.opendata.missing import KNOWN, MISSING, SUPPRESSED
from wijkwijzer.opendata.observations import ParsedFile, parse_file
from wijkwijzer.opendata.weights import read_weights

Parse = Callable[[str], ParsedFile]


@pytest.fixture(scope="module")
def found(shared_data: Path) -> dict[str, FoundFile]:
    files, _ = discover(shared_data)
    return {f"{file.path.name}|{file.source.key}": file for file in files}


@pytest.fixture(scope="module")
def parse(found: dict[str, FoundFile]) -> Parse:
    @cache
    def one(name: str) -> ParsedFile:
        return parse_file(next(file for key, file in found.items() if key.startswith(f"{name}|")))

    return one


def rows(parsed: ParsedFile, indicator: str) -> pl.DataFrame:
    text = parsed.observations.with_columns(pl.col("code", "indicator").cast(pl.String))
    return text.filter(pl.col("indicator") == indicator)


def value(parsed: ParsedFile, code: str, indicator: str, year: int) -> float | None:
    return rows(parsed, indicator).filter(code=code, year=year)["value"].item()


@pytest.mark.parametrize(
    ("name", "year", "residents"),
    [
        ("kwb_2016_wijk_gemeente_shapefile.parquet", 2016, 833_624),
        ("kwb_2019_amsterdam_odata_untyped.csv.gz", 2019, 862_965),
        ("kwb_2020_nationaal_84799NED_typed.parquet", 2020, 872_757),
        ("kwb_2020_amsterdam_extract.csv.gz", 2020, 872_757),
        (
            "kwb_2021_amsterdam_odata_untyped.csv.gz",
            2021,
            873_338,
        ),  # its source calls it 84583NED, which is 2019
        ("kwb_2022_gemeente_selectie.parquet", 2022, 882_633),
        ("kwb_2024_nationaal_selectie.parquet", 2024, 931_298),
        ("kwb_2024_amsterdam_extract.csv.gz", 2024, 931_298),
    ],
)
def test_amsterdam_is_what_cbs_counted_in_every_shape(
    parse: Parse, name: str, year: int, residents: int
) -> None:
    assert value(parse(name), "GM0363", "inwoners", year) == residents


def test_no_file_has_a_missing_code_as_a_figure(found: dict[str, FoundFile], parse: Parse) -> None:
    for file in found.values():
        if file.source.key == "cbs-kwb":
            lowest = parse_file(file).observations["value"].min()
            assert lowest is None or lowest > -90, file.name


def test_water_repeats_codes_in_2017(parse: Parse) -> None:
    areas = parse("kwb_2017_wijk_gemeente_shapefile.parquet").areas
    assert areas["level"].value_counts().sort("level").rows() == [("gemeente", 388), ("wijk", 3070)]


def test_an_early_release_is_not_published_rather_than_missing(parse: Parse) -> None:
    parsed = parse("kwb_2020_nationaal_84799NED_typed.parquet")
    empty = set(parsed.unpublished["indicator"].cast(pl.String))
    assert {"woz_x1000", "p_koop", "ink_inw_x1000", "a_opl_laag", "gas_m3"} <= empty
    assert rows(parsed, "woz_x1000").is_empty()
    assert parsed.areas.height == 17_341
    assert not parsed.areas["code"].str.contains(" ").any()


def test_cells_of_the_workbooks_are_text_and_a_dot_is_missing(parse: Parse) -> None:
    parsed = parse("kwb_2023_utrecht_excel.xlsx")
    woz = rows(parsed, "woz_x1000")
    assert woz.filter(code="GM0344")["value"].item() > 300
    assert MISSING in woz["status"]
    assert not (woz["value"] == 0).any()
    early = parse("kwb_2024_utrecht_excel.xlsx")
    assert "ink_inw_x1000" in early.unpublished["indicator"].cast(pl.String)


def test_decimal_commas_of_the_extracts(parse: Parse) -> None:
    size = value(parse("kwb_2020_amsterdam_extract.csv.gz"), "GM0363", "gem_hh_grootte", 2020)
    assert size is not None
    assert 1.5 < size < 2.2


def test_the_income_of_2024_that_repeats_2023_is_not_read(parse: Parse) -> None:
    names = set(parse("kwb_2024_amsterdam_extract.csv.gz").observations["indicator"].cast(pl.String))
    assert not {"ink_inw_x1000", "ink_ontv_x1000", "p_hh_laag40", "p_hh_laag_ink"} & names


def test_the_table_of_all_years_comes_last(found: dict[str, FoundFile]) -> None:
    priority = {file.path.name: file.rule.priority for file in found.values()}
    assert priority["kwb_geharmoniseerd.parquet"] == max(priority.values())


def test_benefits_are_rounded_to_tens_and_other_counts_to_fives(parse: Parse) -> None:
    parsed = parse("kwb_2020_nationaal_84799NED_typed.parquet")
    assert (rows(parsed, "a_bijstand")["value"].drop_nulls() % 10 == 0).all()
    assert (rows(parsed, "inwoners")["value"].drop_nulls() % 5 == 0).mean() > 0.97
    assert indicator("bijstand_per_1000").rounding_numerator == 10
    assert indicator("bijstand_per_1000").zero_below is not None


def test_pdok_tells_withheld_from_not_there_yet(parse: Parse) -> None:
    parsed = parse("baarn_buurten_wfs.geojson.gz")
    assert set(parsed.observations["status"]) == {KNOWN, SUPPRESSED}
    assert "woz_x1000" in set(parsed.unpublished["indicator"].cast(pl.String))


@pytest.mark.parametrize(("name", "least"), [("wijk_2016", 13), ("buurt_2016", 1_000)])
def test_a_shape_that_vanished_leaves_the_area(found: dict[str, FoundFile], name: str, least: int) -> None:
    frame = read_boundaries(found[f"{name}.topojson.gz|cbs-kaart"])
    assert frame["geometry"].null_count() >= least
    assert frame["code"].is_unique().all()


def test_conversion_weights_sum_to_one_and_are_not_passed_on(found: dict[str, FoundFile]) -> None:
    file = found["grenswijziging_wijk_gemeente_2016_2024.parquet|grenswijziging"]
    weights = read_weights(file)
    sums = weights.group_by("from_year", "to_year", "from_code").agg(pl.col("weight").sum())["weight"]
    assert (sums - 1).abs().max() < 1e-12
    assert (
        weights.select("from_year", "to_year", "from_code", "to_code").is_unique().all()
    )  # one way of counting
    assert not file.source.redistributable
    weesp = weights.filter(from_year=2020, to_year=2024, from_code="GM0457")
    assert weesp["to_code"].to_list() == ["GM0363"]


def test_postcodes_are_no_area_of_the_leefbaarometer(parse: Parse) -> None:
    areas = parse("leefbaarometer2_wijk_gemeente_pc4_2002_2018.parquet").areas
    assert set(areas["level"]) == {"wijk", "gemeente"}
    assert set(areas["division"]) == {2016}


def test_health_is_of_all_adults_and_a_model(parse: Parse) -> None:
    parsed = parse("rivm_gezondheid_per_wijk_buurt_2012_2016_2020.parquet")
    assert not parsed.observations.select("code", "year", "indicator").is_duplicated().any()
    assert set(parsed.observations["year"]) == {2012, 2016, 2020}
    assert source("rivm-gezondheid").modelled


def test_ses_woa_has_a_byte_order_mark_padding_and_dots(parse: Parse) -> None:
    parsed = parse("ses_woa_2019_amsterdam_statline.csv.gz")
    assert parsed.areas.filter(pl.col("code") == "GM0363").height == 1
    assert set(parsed.observations["status"]) == {KNOWN, MISSING}


def test_series_of_the_city_differ_in_length(parse: Parse) -> None:
    parsed = parse("bbga_22gebieden_2005_2018.parquet")
    years = parsed.observations.filter(status=KNOWN).group_by("indicator").agg(pl.col("year").n_unique())
    by_name = dict(years.with_columns(pl.col("indicator").cast(pl.String)).iter_rows())
    assert by_name["bbga_tevreden_buurt"] < by_name["bbga_inwoners"] == 14
    assert "GM0363" in set(parsed.areas["code"])  # STAD is the gemeente


def test_reports_are_no_figures_of_areas_and_postcodes_only_find_places(shared_data: Path) -> None:
    found, unread = discover(shared_data)
    left = {"meldingen/assen_signalen_meldingen_2026.parquet", "conversion/amsterdam_buurt_2015_2022.csv"}
    left |= {"raw-api/cbs-v4/85678NED/Observations.csv.gz"}
    assert left <= set(unread)
    kinds = {file.path.name: file.source.kind for file in found}
    assert kinds["pc4_naar_wijk_2016_2024.parquet"] == "postcodes"
