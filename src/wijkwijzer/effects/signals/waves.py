"""Waves of one score: what a signal is computed from, and what one origin knew and what came after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkwijzer.effects.refused import refuse
from wijkwijzer.errors import InputError

__all__ = ["FEWEST", "Moment", "Waves", "make_waves", "moment"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
FEWEST = 60
"""Areas with a score in two successive waves; with fewer nothing is said."""
WORST = 0.2
SMALLEST_SIZE = 50.0


@dataclass(frozen=True)
class Waves:
    """One score of all areas at several waves; a higher score is better.

    Rows are sorted by area, so that shuffled input gives the same sums to the last bit.
    """

    areas: tuple[str, ...]
    years: tuple[int, ...]
    score: FloatArray
    size: FloatArray
    groups: tuple[str, ...]
    classes: FloatArray
    indicator: str
    source: str

    def until(self, year: int) -> Waves:
        """Return only what was known at a wave."""
        keep = [i for i, each in enumerate(self.years) if each <= year]
        return replace(
            self,
            years=tuple(self.years[i] for i in keep),
            score=self.score[:, keep],
            classes=self.classes[:, keep],
        )


@dataclass(frozen=True)
class Moment:
    """What one wave (the origin) shows, and what happened between it and the next wave.

    `level` is measured from the middle of all areas, `changed` against the median change, `last` is the
    change up to the origin in standard units (of the score, or of the class where no score came before).
    The line is drawn over every area that has a score at its own wave, whatever is known of it at the other:
    nobody standing at the origin knew who would drop out. An area exactly on the line is not below it.
    """

    year: int
    gap: float
    level: FloatArray
    last: FloatArray
    log_size: FloatArray
    margin: FloatArray
    known: BoolArray
    outside: BoolArray
    changed: FloatArray
    enters: BoolArray


def make_waves(
    areas: Sequence[str],
    years: Sequence[int],
    score: ArrayLike,
    size: ArrayLike,
    *,
    groups: Sequence[str] | None = None,
    classes: ArrayLike | None = None,
    indicator: str = "score",
    source: str = "",
) -> Waves:
    """Check and sort the waves of one score.

    Parameters
    ----------
    areas : codes, each once.
    years : increasing.
    score : (areas, years), NaN is missing; a higher score is better.
    size : (areas,) residents or addresses; NaN becomes the tenth percentile.
    groups : what an area lies in (its gemeente): intervals are drawn over these.
    classes : (areas, years) a coarser figure from before the score existed.

    Raises
    ------
    InputError
        Repeated areas, years out of order, shapes that differ, a figure that may not be an input.

    Examples
    --------
    >>> waves = make_waves(["WK2", "WK1"], [2014, 2016], [[1, 2], [3, 4]], [100, 200])
    >>> waves.areas, waves.score.tolist()
    (('WK1', 'WK2'), [[3.0, 4.0], [1.0, 2.0]])
    """
    refuse([indicator])
    x = np.asarray(score, dtype=np.float64)
    n = np.asarray(size, dtype=np.float64)
    coarse = np.full_like(x, np.nan) if classes is None else np.asarray(classes, dtype=np.float64)
    if len(set(areas)) != len(areas):
        raise InputError("Een gebied staat er twee keer in.")
    if list(years) != sorted(set(years)):
        raise InputError("De jaren moeten oplopen, elk jaar één keer.")
    if x.shape != (len(areas), len(years)) or n.shape != (len(areas),) or coarse.shape != x.shape:
        raise InputError("De cijfers passen niet bij de gebieden en jaren.")
    if np.isinf(x).any() or np.isinf(n).any():
        raise InputError("Een cijfer is oneindig groot.")
    inside = list(groups) if groups is not None else [area[:6] for area in areas]
    order = sorted(range(len(areas)), key=lambda i: areas[i])
    return Waves(
        areas=tuple(areas[i] for i in order),
        years=tuple(int(year) for year in years),
        score=x[order],
        size=_sizes(n[order]),
        groups=tuple(inside[i] for i in order),
        classes=coarse[order],
        indicator=indicator,
        source=source,
    )


def _sizes(n: FloatArray) -> FloatArray:
    known = n[n > 0]
    if not len(known):
        raise InputError("Van geen enkel gebied is bekend hoe groot het is.")
    filled = np.where(n > 0, n, np.quantile(known, 0.1))
    return np.asarray(np.maximum(filled, SMALLEST_SIZE))


def moment(waves: Waves, at: int, *, ahead: float | None = None) -> Moment:
    """Return what wave number `at` shows and, when a next wave is there, what happened after it.

    Parameters
    ----------
    at : number of the wave.
    ahead : years to the next wave, for the last wave (2 when not given).

    Raises
    ------
    InputError
        With fewer than ``FEWEST`` areas.
    """
    now = waves.score[:, at]
    later = waves.score[:, at + 1] if at + 1 < len(waves.years) else now
    here, there = ~np.isnan(now), ~np.isnan(later)
    known = here & there
    if known.sum() < FEWEST:
        raise InputError(f"Er zijn minder dan {FEWEST} gebieden met een cijfer: te weinig voor een signaal.")
    line, later_line = np.quantile(now[here], WORST), np.quantile(later[there], WORST)
    last_wave = at + 1 >= len(waves.years)
    gap = (ahead or 2.0) if last_wave else float(waves.years[at + 1] - waves.years[at])
    return Moment(
        year=waves.years[at],
        gap=gap,
        level=now - np.median(now[here]),
        last=_last(waves, at, here),
        log_size=np.log(waves.size),
        margin=now - line,
        known=known,
        outside=known & (now >= line),
        changed=later - now - np.median((later - now)[known]),
        enters=known & (later < later_line),
    )


def _last(waves: Waves, at: int, here: BoolArray) -> FloatArray:
    """Change up to the wave in standard units; 0 where nothing is known of before."""
    if at == 0:
        return np.zeros(len(here))
    for figures in (waves.score, waves.classes):
        change = figures[:, at] - figures[:, at - 1]
        both = here & ~np.isnan(change)
        if both.sum() >= FEWEST and np.std(change[both]) > 0:
            standard = (change - np.median(change[both])) / np.std(change[both])
            return np.asarray(np.nan_to_num(standard))
    return np.zeros(len(here))
