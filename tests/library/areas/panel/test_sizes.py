"""A rate is by the residents of its own year, or of the nearest that is known, in the same borders first."""

from __future__ import annotations

import polars as pl
import pytest

from wijkwijzer.areas.catalogue import indicator
from wijkwijzer.areas.panel.choose import Sizes

RESIDENTS = {
    # segment (one set of borders), year: residents
    (0, 2019): 1000,
    (0, 2020): 1100,
    (1, 2022): 5000,
    (1, 2023): 5200,
}


@pytest.fixture
def sizes() -> Sizes:
    rows = [
        {"area": "WK1", "segment": segment, "size": "inwoners", "year": year, "amount": amount}
        for (segment, year), amount in RESIDENTS.items()
    ]
    return Sizes(pl.DataFrame(rows).sort("year"))


@pytest.mark.parametrize(
    ("segment", "year", "by"),
    [
        (0, 2019, 1000),
        (0, 2020, 1100),
        (0, 2021, 1100),  # 2022 is as near, in other borders
        (0, 2022, 1100),  # a count of the old borders is never divided by people of the new
        (1, 2021, 5000),
        (1, 2023, 5200),
        (2, 2020, 1100),  # nothing is known of these borders
    ],
)
def test_crime_is_divided_by_the_residents_of_its_own_year_and_borders(
    sizes: Sizes, segment: int, year: int, by: int
) -> None:
    (denominator,) = indicator("misdrijven_per_1000").denominator
    counted = pl.DataFrame({"area": ["WK1"], "segment": [segment], "year": [year], "value": [40.0]})
    assert sizes.attach(counted, denominator, "n")["n"].to_list() == [by]


def test_what_the_page_says_of_it_is_what_is_done() -> None:
    said = indicator("misdrijven_per_1000").info().definition.nl
    assert "van dat jaar, of van het dichtstbijzijnde jaar" in said
    assert "in dezelfde grenzen" in said
