"""A trend in base-year borders says so, names converted years, and is not told when these turn it round."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from wijkwijzer.areas.catalogue import catalogue
from wijkwijzer.areas.profile.trend_check import check_trend
from wijkwijzer.areas.profile.trends import make_trends
from wijkwijzer.areas.release import Release
from wijkwijzer.areas.store.points import BASE, OWN
from wijkwijzer.areas.store.sorted_reader import Columns
from wijkwijzer.opendata.missing import KNOWN

YEARS = np.arange(2010, 2024)
ENTRY = next(entry for entry in catalogue() if entry.key == "p_koop")


def points(own: np.ndarray, base: np.ndarray, quality: np.ndarray) -> Columns:
    size = len(YEARS)
    return {
        "indicator": np.full(2 * size, 7),
        "status": np.full(2 * size, KNOWN),
        "basis": np.repeat([OWN, BASE], size),
        "year": np.tile(YEARS, 2),
        "value": np.concatenate([own, base]),
        "quality": np.concatenate([np.full(size, np.nan), quality]),
    }


RISING = np.arange(14.0)
JUMP = np.where(YEARS < 2015, 40.0, RISING)


@pytest.mark.parametrize(
    ("base", "poor", "slope", "flagged", "contradicted"),
    [
        (RISING, YEARS < 2000, 1.0, 0, False),
        (RISING, YEARS < 2015, 1.0, 5, False),
        (JUMP, YEARS < 2015, -1.0, 5, True),
        (
            JUMP,
            YEARS < 2000,
            -1.0,
            0,
            False,
        ),  # no year was converted: it is not for us to say why they differ
        (-RISING, YEARS < 2015, -1.0, 5, False),  # the other years go down too
        (-RISING, YEARS < 2018, -1.0, 8, True),  # too few others to tell
    ],
)
def test_a_direction_that_only_converted_years_make_is_not_told(
    base: np.ndarray, poor: np.ndarray, slope: float, flagged: int, contradicted: bool
) -> None:
    quality = np.where(poor, 0.7, 1.0)
    check = check_trend(points(RISING, base, quality), 7, ENTRY.breaks, slope)
    assert len(check.flagged) == flagged
    assert check.contradicted == contradicted


def test_years_that_draw_no_line_are_not_counted() -> None:
    quality = np.where(YEARS < 2015, 0.3, 1.0)
    assert check_trend(points(RISING, JUMP, quality), 7, ENTRY.breaks, -1.0).flagged == ()


def test_years_before_a_new_definition_are_not_looked_at() -> None:
    quality = np.where(YEARS < 2015, 0.7, 1.0)
    entry = replace(ENTRY, breaks=(2015,))
    assert check_trend(points(RISING, JUMP, quality), 7, entry.breaks, -1.0).flagged == ()


def test_every_trend_says_in_which_borders(example_release: Release) -> None:
    areas = example_release.areas()
    flagged = 0
    rows = areas.sort("level", "key").select("key", "level").rows()
    for key, level in [
        row for place, row in enumerate(rows) if row[1] in ("wijk", "gemeente") or place % 9 == 0
    ]:
        for trend in make_trends(example_release, example_release.place(key)).values():
            borders = "grenzen van nu" if level in ("buurt", "gebied") else "grenzen van 2024"
            assert trend.borders is not None
            assert borders in trend.borders.nl
            assert trend.significant == (trend.chance is not None)
            flagged += "omgerekend" in trend.borders.nl
    assert flagged
