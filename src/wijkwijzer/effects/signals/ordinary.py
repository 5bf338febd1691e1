"""What an ordinary change is: by size, and as an empirical distribution. Both signals rest on it.

A small area swings more than a large one. The spread of changes is a straight line on the logarithm of size;
divided by it, all changes up to the origin form one distribution. The chance that a change goes below a bound
is then the share of that distribution below (bound - expected) / spread.

Source: location-scale regression with empirical residuals (Koenker & Bassett 1982, Econometrica 50, 43-61;
Efron 1979 for the residuals). That size is the hidden predictor was measured on Leefbaarometer 2.0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.signals.waves import Moment

__all__ = ["Ordinary", "chance_below", "fit_ordinary", "spread"]

FloatArray = NDArray[np.float64]
GRID = 1000
TINY = 1e-3
"""Changes smaller than this share of the typical change count as this, so that their logarithm exists."""


@dataclass(frozen=True)
class Ordinary:
    """Expected change from `level` and `last`, spread from size, and the shape of what remains."""

    intercept: float
    by_level: float
    by_last: float
    spread_at_one: float
    spread_by_size: float
    shape: tuple[float, ...]
    changes: int


def fit_ordinary(moments: Sequence[Moment], *, expected: bool) -> Ordinary:
    """Learn ordinary changes from origins whose next wave is known.

    Parameters
    ----------
    expected : learn what level and last change make one expect, among areas outside the worst fifth; else no
        change is expected and all areas count.

    Examples
    --------
    >>> from wijkwijzer.effects.signals.planted import planted_waves
    >>> from wijkwijzer.effects.signals.waves import moment
    >>> ordinary = fit_ordinary([moment(planted_waves(400, seed=1), 1)], expected=False)
    >>> ordinary.spread_by_size < 0
    True
    """
    chosen = [each.outside if expected else each.known for each in moments]
    level, last, size, change = (
        np.concatenate([getattr(each, name)[rows] for each, rows in zip(moments, chosen, strict=True)])
        for name in ("level", "last", "log_size", "changed")
    )
    gaps = np.concatenate([np.full(rows.sum(), each.gap) for each, rows in zip(moments, chosen, strict=True)])
    design = np.column_stack([np.ones(len(change)), level, last]) if expected else np.zeros((len(change), 3))
    terms = np.linalg.lstsq(design, change, rcond=None)[0] if expected else np.zeros(3)
    rest = (change - design @ terms) / np.sqrt(gaps / 2)
    floor = TINY * max(float(np.median(np.abs(rest))), 1e-12)
    slope, start = _line(size, np.log(np.maximum(np.abs(rest), max(floor, 1e-12))))
    standard = np.sort(rest / np.exp(start + slope * size))
    grid = np.quantile(standard, np.linspace(0, 1, GRID + 1))
    return Ordinary(
        float(terms[0]), float(terms[1]), float(terms[2]), float(start), float(slope),
        tuple(float(value) for value in grid), len(change),
    )  # fmt: skip


def _line(size: FloatArray, height: FloatArray) -> tuple[float, float]:
    """Slope and start of the line; areas of one size teach no slope."""
    if np.ptp(size) < 1e-9:
        return 0.0, float(height.mean())
    slope, start = np.polyfit(size, height, 1)
    return float(slope), float(start)


def spread(ordinary: Ordinary, log_size: FloatArray, gap: float) -> FloatArray:
    """Return the ordinary spread of areas of this size over `gap` years (units of the score)."""
    start = ordinary.spread_at_one + ordinary.spread_by_size * log_size
    return np.asarray(np.exp(start) * np.sqrt(gap / 2))


def chance_below(ordinary: Ordinary, origin: Moment, bound: FloatArray) -> FloatArray:
    """Return the chance that the change against the median goes below `bound`, per area."""
    expected = ordinary.intercept + ordinary.by_level * origin.level + ordinary.by_last * origin.last
    standard = (bound - expected) / spread(ordinary, origin.log_size, origin.gap)
    steps = np.linspace(0, 1, len(ordinary.shape))
    return np.asarray(np.interp(standard, np.asarray(ordinary.shape), steps, left=0.0, right=1.0))
