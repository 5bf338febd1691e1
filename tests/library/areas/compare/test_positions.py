"""Positions: shares of other areas, with an interval, and nothing about tiny or lonely areas."""

from __future__ import annotations

import polars as pl
import pytest

from wijkwijzer.areas.compare.positions import FEWEST_COMPARED, position_table
from wijkwijzer.opendata.missing import KNOWN, MISSING


def panel(values: list[float | None], level: str = "wijk", half: float = 0.5) -> pl.DataFrame:
    size = len(values)
    return pl.DataFrame(
        {
            "indicator": pl.Series([0] * size, dtype=pl.UInt16),
            "level": pl.Series([level] * size, dtype=pl.Categorical),
            "year": pl.Series([2024] * size, dtype=pl.Int32),
            "area": pl.Series(range(1, size + 1), dtype=pl.UInt32),
            "value": pl.Series(values, dtype=pl.Float64),
            "low": [None if v is None else v - half for v in values],
            "high": [None if v is None else v + half for v in values],
            "status": pl.Series([KNOWN if v is not None else MISSING for v in values], dtype=pl.UInt8),
        }
    )


def table(size: int, residents: float = 1000.0) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "area": pl.Series(range(size + 1), dtype=pl.UInt32),
            "residents": [residents] * (size + 1),
            "gemeente_area": pl.Series([0] * (size + 1), dtype=pl.UInt32),
        }
    )


def test_percentile_and_interval_by_hand() -> None:
    found = position_table(panel([float(i) for i in range(101)]), table(101)).sort("area")
    row = found.row(10, named=True)
    assert row["percentile"] == pytest.approx(10)
    assert row["low"] < 10 < row["high"]
    assert row["high"] - row["low"] < 3
    assert row["compared"] == 100


def test_small_and_unknown_areas_are_not_compared() -> None:
    values: list[float | None] = [float(i) for i in range(60)] + [None]
    sizes = table(61).with_columns(residents=pl.when(pl.col("area") == 1).then(199.0).otherwise(1000.0))
    found = position_table(panel(values), sizes)
    assert found["compared"].unique().to_list() == [58]
    assert set(found["area"]) == set(range(2, 61))


def test_among_few_areas_there_is_no_position() -> None:
    assert position_table(panel([1.0] * FEWEST_COMPARED), table(40)).height == 0
    assert position_table(panel([]), table(0)).height == 0


def test_equal_values_lie_in_the_middle_and_may_lie_anywhere() -> None:
    found = position_table(panel([5.0] * 40), table(40))
    assert found["percentile"].to_list() == pytest.approx([50.0] * 40)
    assert (found["low"] < 30).all()
    assert (found["high"] > 70).all()


def test_order_of_rows_does_not_matter() -> None:
    own = panel([float(i % 13) for i in range(50)])
    first = position_table(own, table(50))
    assert first.equals(position_table(own.sample(fraction=1, shuffle=True, seed=3), table(50)))


def test_estimates_without_interval_get_a_place_without_interval() -> None:
    own = panel([float(i) for i in range(50)]).with_columns(
        low=pl.lit(None, dtype=pl.Float64), high=pl.lit(None, dtype=pl.Float64)
    )
    found = position_table(own, table(50))
    assert found["percentile"].null_count() == 0
    assert found["low"].null_count() == found["high"].null_count() == 50


def test_the_gemeente_has_its_place_among_the_wijken() -> None:
    city = panel([25.2], level="gemeente").with_columns(area=pl.lit(0, dtype=pl.UInt32))
    found = position_table(pl.concat([panel([float(i) for i in range(50)]), city]), table(50))
    assert found["gemeente_percentile"].unique().to_list() == pytest.approx([51.0], abs=2)
