"""A code that survives is not a place that survives."""

from __future__ import annotations

import polars as pl

from wijkwijzer.areas.panel.identity import Areas, identify
from wijkwijzer.opendata.observations import AREA_SCHEMA
from wijkwijzer.opendata.weights import REUSED_SCHEMA, WEIGHT_SCHEMA

NO_WEIGHTS = pl.DataFrame(schema=WEIGHT_SCHEMA)
NOT_REUSED = pl.DataFrame(schema=REUSED_SCHEMA)


def rows(*entries: tuple[str, int, str, float]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Areas and residents from (code, division, name, residents)."""
    level = {"GM": "gemeente", "WK": "wijk", "BU": "buurt", "NL": "land"}
    areas = pl.DataFrame(
        [(code, year, level[code[:2]], name, None, None, 1) for code, year, name, _ in entries],
        schema=AREA_SCHEMA,
        orient="row",
    )
    residents = pl.DataFrame(
        [(code, year, number) for code, year, _, number in entries],
        schema={"code": pl.String, "division": pl.Int32, "residents": pl.Float64},
        orient="row",
    )
    return areas, residents


def moves(*entries: tuple[str, str, float], years: tuple[int, int] = (2020, 2024)) -> pl.DataFrame:
    frame = pl.DataFrame(entries, schema=["from_code", "to_code", "addresses"], orient="row")
    return frame.with_columns(
        level=pl.lit("wijk"), from_year=pl.lit(years[0]), to_year=pl.lit(years[1]),
        weight=pl.col("addresses") / pl.col("addresses").sum().over("from_code"),
    ).select(pl.col(name).cast(kind) for name, kind in WEIGHT_SCHEMA.items())  # fmt: skip


def keys(found: Areas) -> list[str]:
    return found.table.sort("key")["key"].to_list()


def test_a_code_given_to_another_place_is_two_areas() -> None:
    areas, residents = rows(("WK003402", 2020, "Almere Stad", 109805), ("WK003402", 2024, "De Werven", 2880))
    found = identify(areas, residents, NO_WEIGHTS, NOT_REUSED)
    assert keys(found) == ["WK003402", "WK003402-2020"]
    now = found.table.filter(key="WK003402")
    assert now["name"][0] == "De Werven"
    assert (now["valid_from"][0], now["valid_to"][0]) == (2024, None)
    assert found.table.filter(key="WK003402-2020")["valid_to"][0] == 2020


def test_growth_under_the_same_name_is_one_area() -> None:
    areas, residents = rows(
        ("WK003402", 2020, "Wijk 02 Leidsche Rijn", 1000), ("WK003402", 2024, "Leidsche Rijn", 3000)
    )
    assert keys(identify(areas, residents, NO_WEIGHTS, NOT_REUSED)) == ["WK003402"]


def test_a_new_name_alone_is_one_area() -> None:
    areas, residents = rows(("WK003402", 2020, "Oud", 1000), ("WK003402", 2024, "Nieuw", 1010))
    assert keys(identify(areas, residents, NO_WEIGHTS, NOT_REUSED)) == ["WK003402"]


def test_the_list_of_reused_codes_is_obeyed_between_its_years() -> None:
    areas, residents = rows(
        *[("WK001003", year, "Farmsum", 3000 - year) for year in (2016, 2017, 2020, 2024)]
    )
    reused = pl.DataFrame([("WK001003", 2016, 2020)], schema=REUSED_SCHEMA, orient="row")
    found = identify(areas, residents, NO_WEIGHTS, reused)
    of = dict(found.members.select("division", "area").iter_rows())
    assert of[2016] != of[2020]
    assert of[2020] == of[2024]


def test_addresses_decide_before_names() -> None:
    areas, residents = rows(("WK003402", 2020, "Oud", 1000), ("WK003402", 2024, "Nieuw", 5000))
    kept = moves(("WK003402", "WK003402", 60), ("WK003402", "WK003403", 40))
    assert keys(identify(areas, residents, kept, NOT_REUSED)) == ["WK003402"]
    gone = moves(("WK003402", "WK003402", 40), ("WK003402", "WK003403", 60))
    assert len(keys(identify(areas, residents, gone, NOT_REUSED))) == 2


def test_segments_rise_where_the_border_changed() -> None:
    areas, residents = rows(*[("WK003402", year, "Wijk", 1000) for year in (2020, 2022, 2024)])
    changed = pl.concat(
        [
            moves(("WK003402", "WK003402", 60), ("WK003402", "WK003403", 40), years=(2020, 2022)),
            moves(("WK009999", "WK009998", 1), years=(2022, 2024)),
        ]
    )
    found = identify(areas, residents, changed, NOT_REUSED)
    segment = dict(found.members.select("division", "segment").iter_rows())
    assert segment[2020] != segment[2022]
    assert segment[2022] == segment[2024]  # inside the years of the weights, not listed: unchanged


def test_a_buurt_is_joined_only_where_cbs_says_unchanged_every_year() -> None:
    areas, residents = rows(*[("BU03080000", year, "Centrum", 1000) for year in (2022, 2023, 2024)])
    flagged = areas.with_columns(
        change=pl.when(pl.col("division") == 2023).then(1).otherwise(None).cast(pl.Int32)
    )
    found = identify(flagged, residents, NO_WEIGHTS, NOT_REUSED)
    segment = dict(found.members.select("division", "segment").iter_rows())
    assert segment[2022] == segment[2023]
    assert segment[2023] != segment[2024]


def test_a_later_file_of_one_city_abolishes_nobody() -> None:
    old = [(f"WK0001{i:02d}", 2024, f"Wijk {chr(65 + i)}", 1000.0) for i in range(10)]
    areas, residents = rows(*old, ("WK000100", 2025, "Wijk A", 1000))
    found = identify(areas, residents, NO_WEIGHTS, NOT_REUSED)
    assert found.table["valid_to"].null_count() == 10


def test_parents_are_those_of_the_last_division() -> None:
    areas, residents = rows(
        ("GM0034", 2024, "Almere", 200000),
        ("WK003402", 2024, "De Werven", 3000),
        ("BU00340201", 2024, "Hof", 900),
    )
    table = identify(areas, residents, NO_WEIGHTS, NOT_REUSED).table
    place = dict(table.select("key", "area").iter_rows())
    buurt = table.row(place["BU00340201"], named=True)
    assert (buurt["gemeente_area"], buurt["wijk_area"]) == (place["GM0034"], place["WK003402"])
