"""Does the trend in base-year borders stand when converted years are looked at again?

A trend of a wijk or gemeente is computed in the borders of the base year. Years of which over a tenth comes
from areas that were cut (quality under .9) take part, and are named. When the figures as published go the
other way, and that is because of those years, no direction is told at all: a reader who sees both lines would
be right to trust neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.areas.methods.theil_sen import theil_sen
from wijkwijzer.areas.methods.trend import MINIMUM_VALUES
from wijkwijzer.areas.panel.harmonise import DRAWN, FLAGGED
from wijkwijzer.areas.store.points import BASE, OWN
from wijkwijzer.areas.store.sorted_reader import Columns
from wijkwijzer.opendata.missing import KNOWN

__all__ = ["TrendCheck", "check_trend"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TrendCheck:
    """What converted years do to a trend.

    Attributes
    ----------
    flagged : years in the trend whose quality is under .9.
    contradicted : the published figures go the other way, and only these years are why.
    """

    flagged: tuple[int, ...]
    contradicted: bool


def check_trend(points: Columns, number: int, breaks: Sequence[int], slope: float) -> TrendCheck:
    """Look again at one trend of one area.

    Parameters
    ----------
    points : stored figures of the area.
    number : of the indicator in the stored rows.
    breaks : first years of a new definition.
    slope : of the series in base-year borders.

    Examples
    --------
    >>> years = np.tile(np.arange(2010, 2020), 2)
    >>> quality = np.where(years < 2013, 0.6, 1.0)
    >>> falling, rising = np.arange(10.0, 0, -1), np.arange(10.0)
    >>> base = np.where(np.arange(10) < 3, 30.0, rising)
    >>> points = {
    ...     "indicator": np.zeros(20), "status": np.zeros(20), "basis": np.repeat([0, 1], 10), "year": years,
    ...     "value": np.concatenate([rising, base]), "quality": quality,
    ... }
    >>> check_trend(points, 0, (), -1.0)
    TrendCheck(flagged=(2010, 2011, 2012), contradicted=True)
    """
    start = max(breaks, default=0)
    here = (points["indicator"] == number) & (points["status"] == KNOWN) & (points["year"] >= start)
    base = here & (points["basis"] == BASE) & (points["quality"] >= DRAWN)
    poor = base & (points["quality"] < FLAGGED)
    if not poor.any():
        return TrendCheck((), False)
    published = _slope(points, here & (points["basis"] == OWN))
    sound = base & ~poor
    without = _slope(points, sound) if np.count_nonzero(sound) >= MINIMUM_VALUES else published
    against = published * slope < 0 and without * published > 0
    return TrendCheck(tuple(int(year) for year in points["year"][poor]), bool(against))


def _slope(points: Columns, rows: NDArray[np.bool_]) -> float:
    """Theil-Sen slope of some rows; 0 when there are too few."""
    years, values = points["year"][rows].astype(np.float64), points["value"][rows].astype(np.float64)
    slope = float(theil_sen(values[None, :], years)[0]) if len(years) else 0.0
    return slope if slope == slope else 0.0
