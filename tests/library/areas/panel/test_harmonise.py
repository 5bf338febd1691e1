"""Figures in the borders of another year: sums are kept, quality is told, unknown stays unknown."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.panel.harmonise import conversion_table, harmonise
from wijkwijzer.areas.panel.identity import Areas, identify
from wijkwijzer.opendata.missing import KNOWN, MISSING
from wijkwijzer.opendata.observations import AREA_SCHEMA
from wijkwijzer.opendata.weights import REUSED_SCHEMA, WEIGHT_SCHEMA

NUMBER = {entry.key: place for place, entry in enumerate(catalogue())}


def areas_of(codes: dict[int, list[str]], weights: pl.DataFrame) -> Areas:
    rows = [(code, year, "wijk", code, None, None, 1) for year, own in codes.items() for code in own]
    areas = pl.DataFrame(rows, schema=AREA_SCHEMA, orient="row")
    nobody = pl.DataFrame(schema={"code": pl.String, "division": pl.Int32, "residents": pl.Float64})
    return identify(areas, nobody, weights, pl.DataFrame(schema=REUSED_SCHEMA))


def weights_of(*entries: tuple[str, str, float], years: tuple[int, int] = (2020, 2024)) -> pl.DataFrame:
    frame = pl.DataFrame(entries, schema=["from_code", "to_code", "addresses"], orient="row")
    return frame.with_columns(
        level=pl.lit("wijk"), from_year=pl.lit(years[0]), to_year=pl.lit(years[1]),
        weight=pl.col("addresses") / pl.col("addresses").sum().over("from_code"),
    ).select(pl.col(name).cast(kind) for name, kind in WEIGHT_SCHEMA.items())  # fmt: skip


def panel_of(
    areas: Areas, indicator: str, year: int, values: dict[str, tuple[float | None, float]]
) -> pl.DataFrame:
    place = dict(areas.members.filter(division=year).select("code", "area").iter_rows())
    rows = [
        (NUMBER[indicator], place[code], year, year, 0, "wijk", value, MISSING if value is None else KNOWN,
         "cbs-kwb", n, value, value, None if value is None else 2.0, 0)
        for code, (value, n) in values.items()
    ]  # fmt: skip
    schema = {
        "indicator": pl.UInt16, "area": pl.UInt32, "year": pl.Int32, "division": pl.Int32,
        "segment": pl.Int32,
        "level": pl.Categorical, "value": pl.Float64, "status": pl.UInt8, "source": pl.Categorical,
        "n": pl.Float64, "low": pl.Float64, "high": pl.Float64, "variance": pl.Float64, "origin": pl.UInt8,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def by_code(areas: Areas, frame: pl.DataFrame) -> dict[str, dict[str, object]]:
    named = frame.join(areas.table.select("area", "key"), on="area")
    return {row["key"]: row for row in named.to_dicts()}


SPLIT = weights_of(("WK000101", "WK000101", 75), ("WK000101", "WK000102", 25), ("WK000102", "WK000102", 50))
CODES = {2020: ["WK000101", "WK000102", "WK000109"], 2024: ["WK000101", "WK000102"]}


def test_counts_are_shared_out_and_rates_weighted() -> None:
    areas = areas_of(CODES, SPLIT)
    table = conversion_table(areas, SPLIT, 2024)
    counts = panel_of(areas, "inwoners", 2020, {"WK000101": (1000.0, 1000.0), "WK000102": (500.0, 500.0)})
    found = by_code(areas, harmonise(counts, table, 2024))
    assert found["WK000101"]["value"] == pytest.approx(750)
    assert found["WK000102"]["value"] == pytest.approx(750)
    assert found["WK000102"]["quality"] == pytest.approx(500 / 750)
    rates = panel_of(areas, "p_hh_laag_ink", 2020, {"WK000101": (20.0, 400.0), "WK000102": (5.0, 200.0)})
    found = by_code(areas, harmonise(rates, table, 2024))
    assert found["WK000102"]["value"] == pytest.approx((0.25 * 400 * 20 + 200 * 5) / (0.25 * 400 + 200))


def test_an_area_without_addresses_stays_apart_and_counts() -> None:
    areas = areas_of(CODES, SPLIT)
    table = conversion_table(areas, SPLIT, 2024)
    values = {"WK000101": (1000.0, 1000.0), "WK000102": (500.0, 500.0), "WK000109": (15.0, 15.0)}
    found = harmonise(panel_of(areas, "inwoners", 2020, values), table, 2024)
    assert found["value"].sum() == pytest.approx(1515, rel=1e-12)
    apart = by_code(areas, found)["WK000109"]
    assert (apart["value"], apart["quality"]) == (15.0, 0.0)


def test_unknown_parts_are_told_and_never_zero() -> None:
    areas = areas_of(CODES, SPLIT)
    table = conversion_table(areas, SPLIT, 2024)
    values: dict[str, tuple[float | None, float]] = {"WK000101": (None, 1000.0), "WK000102": (500.0, 500.0)}
    found = by_code(areas, harmonise(panel_of(areas, "inwoners", 2020, values), table, 2024))
    assert found["WK000101"]["value"] is None
    assert found["WK000101"]["status"] == MISSING
    assert found["WK000102"]["value"] == 500
    assert found["WK000102"]["complete"] is False
    assert found["WK000102"]["quality"] < 0.9


def test_an_old_area_that_no_file_has_makes_the_sum_incomplete() -> None:
    areas = areas_of({2020: ["WK000102"], 2024: ["WK000101", "WK000102"]}, SPLIT)
    table = conversion_table(areas, SPLIT, 2024)
    found = by_code(
        areas, harmonise(panel_of(areas, "inwoners", 2020, {"WK000102": (500.0, 500.0)}), table, 2024)
    )
    assert found["WK000102"]["complete"] is False
    assert found["WK000102"]["quality"] == pytest.approx(50 / 75)


def test_classes_are_never_combined() -> None:
    areas = areas_of(CODES, SPLIT)
    table = conversion_table(areas, SPLIT, 2024)
    values = {"WK000101": (1.0, 1000.0), "WK000102": (5.0, 500.0)}
    found = by_code(areas, harmonise(panel_of(areas, "stedelijkheid", 2020, values), table, 2024))
    assert found["WK000102"]["value"] is None


def test_an_unchanged_area_keeps_its_own_figure_and_interval() -> None:
    areas = areas_of({2020: ["WK000105"], 2024: ["WK000105"]}, SPLIT)
    table = conversion_table(areas, SPLIT, 2024)
    panel = panel_of(areas, "p_hh_laag_ink", 2020, {"WK000105": (7.5, 300.0)})
    row = by_code(areas, harmonise(panel, table, 2024))["WK000105"]
    assert (row["value"], row["low"], row["high"], row["quality"], row["complete"]) == (
        7.5,
        7.5,
        7.5,
        1.0,
        True,
    )


def test_a_later_year_comes_back_by_the_same_addresses() -> None:
    areas = areas_of(CODES, SPLIT)
    table = conversion_table(areas, SPLIT, 2020)
    panel = panel_of(areas, "inwoners", 2024, {"WK000101": (750.0, 750.0), "WK000102": (900.0, 900.0)})
    found = by_code(areas, harmonise(panel, table, 2020))
    assert found["WK000101"]["value"] == pytest.approx(750 + 900 * 25 / 75)
    assert found["WK000102"]["value"] == pytest.approx(900 * 50 / 75)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 999)), min_size=1, max_size=25),
    st.lists(st.one_of(st.none(), st.floats(0, 1e6)), min_size=6, max_size=6),
)
def test_the_sum_of_what_is_known_is_kept(
    moved: list[tuple[int, int, int]], counts: list[float | None]
) -> None:
    entries = {(f"WK0001{a:02d}", f"WK0002{b:02d}"): float(n) for a, b, n in moved}
    weights = weights_of(*[(a, b, n) for (a, b), n in entries.items()])
    old = [f"WK0001{i:02d}" for i in range(6)]
    areas = areas_of({2020: old, 2024: [f"WK0002{i:02d}" for i in range(6)]}, weights)
    table = conversion_table(areas, weights, 2024)
    panel = panel_of(areas, "inwoners", 2020, {c: (v, v or 1.0) for c, v in zip(old, counts, strict=True)})
    found = harmonise(panel, table, 2024)
    known = sum(v for v in counts if v is not None)
    assert np.isclose(found["value"].sum(), known, rtol=1e-9, atol=1e-9)
    assert (
        found.filter(pl.col("status") != KNOWN)["value"].null_count()
        == found.filter(pl.col("status") != KNOWN).height
    )
