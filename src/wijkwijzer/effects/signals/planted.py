"""Waves with a known truth: what tests and benchmarks score the signals with. No product reads it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from wijkwijzer.effects.signals.waves import Moment, Waves, make_waves

__all__ = ["oracle", "planted_waves"]

FloatArray = NDArray[np.float64]
SPREAD_AT_2000, BY_SIZE = 0.03, -0.35
BY_LEVEL, BY_LAST = -0.08, -0.25


def planted_waves(areas: int, *, seed: int, noise_only: bool = False, waves: int = 5) -> Waves:
    """Return waves in which a fall depends on level, last change and size; or on nothing at all.

    Examples
    --------
    >>> planted_waves(70, seed=2).score.shape
    (70, 5)
    """
    rng = np.random.default_rng([seed, areas, noise_only])
    size = np.exp(rng.normal(7.6, 0.9, areas))
    sd = np.full(areas, SPREAD_AT_2000) if noise_only else SPREAD_AT_2000 * (size / 2000) ** BY_SIZE
    level = rng.normal(0, 0.11, areas)
    scores, last = [level], np.zeros(areas)
    for _ in range(waves - 1):
        pull = 0.0 if noise_only else BY_LEVEL * (level - np.median(level)) + BY_LAST * last
        change = pull + sd * rng.standard_normal(areas)
        level, last = level + change, change
        scores.append(level)
    codes = [f"WK{i // 12:04d}{i % 12:02d}" for i in range(areas)]
    years = [2010 + 2 * i for i in range(waves)]
    return make_waves(codes, years, np.column_stack(scores), size, indicator="planted", source="planted")


def oracle(origin: Moment, waves: Waves, at: int, fall: float) -> FloatArray:
    """Return the true chance of a fall: nobody can do better."""
    last = waves.score[:, at] - waves.score[:, at - 1]
    expected = BY_LEVEL * origin.level + BY_LAST * last
    middle = np.median(expected[origin.known])
    return np.asarray(ndtr((-fall - (expected - middle)) / (SPREAD_AT_2000 * (waves.size / 2000) ** BY_SIZE)))
