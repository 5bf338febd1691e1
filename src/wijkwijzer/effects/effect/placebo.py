"""How far chance alone moves a set of areas that got nothing: placebos from the residuals of the controls.

Areas in one gemeente share shocks. Sixteen wijken in three gemeenten reject 15% instead of 5% when that is
left out, so every placebo set has as many areas per gemeente as the treated set: a shock per gemeente and
one per area, both drawn from what the controls show. Small areas swing more: residuals are drawn per size.

Sources: Abadie, Diamond & Hainmueller (2010, JASA 105) for placebos; Searle, Casella & McCulloch (1992) for
the variance components of an unbalanced one-way layout; Phipson & Smyth (2010) for p = (1 + b) / (1 + m).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Chance", "area_p_values", "chance_of", "draw_sets", "p_value"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BY_SIZE_FROM = 150
LIMIT = 0.5


@dataclass(frozen=True)
class Chance:
    """What the controls say about chance: spread by size, shocks of a gemeente, and the shape of the rest."""

    scale_start: float
    scale_slope: float
    shared: float
    own: float
    shape: FloatArray

    def scale(self, log_size: FloatArray) -> FloatArray:
        """Ordinary deviation of areas of this size (spreads between areas)."""
        return np.asarray(np.exp(self.scale_start + self.scale_slope * log_size))


def chance_of(residuals: FloatArray, clusters: IntArray, log_size: FloatArray) -> Chance:
    """Learn from residuals of the controls how large chance is, per size, per gemeente and per area.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> where = np.repeat(np.arange(100), 15)
    >>> x = rng.normal(0, .3, 100)[where] + rng.normal(0, .4, 1500)
    >>> found = chance_of(x, where, np.zeros(1500))
    >>> round(found.shared / (found.shared + found.own), 2) > .25
    True
    """
    start, slope = _by_size(residuals, log_size)
    standard = residuals / np.exp(start + slope * log_size)
    standard = standard / max(float(np.sqrt(np.mean(standard**2))), 1e-12)
    start += float(np.log(max(np.sqrt(np.mean((residuals / np.exp(start + slope * log_size)) ** 2)), 1e-12)))
    shared = _shared(standard, clusters)
    return Chance(start, slope, shared, max(1 - shared, 1e-6), np.sort(standard))


def _by_size(residuals: FloatArray, log_size: FloatArray) -> tuple[float, float]:
    if len(residuals) < BY_SIZE_FROM or float(np.std(log_size)) < 0.05:
        return 0.0, 0.0
    size = np.abs(residuals)
    floor = max(float(np.median(size)) * 1e-2, 1e-12)
    slope, start = np.polyfit(log_size, np.log(np.maximum(size, floor)), 1)
    return float(start), float(np.clip(slope, -LIMIT, LIMIT))


def _shared(standard: FloatArray, clusters: IntArray) -> float:
    """Share of the variance that areas of one gemeente have in common (analysis of variance, at least 0)."""
    names, where, counts = np.unique(clusters, return_inverse=True, return_counts=True)
    groups, n = len(names), len(standard)
    if groups < 2 or n <= groups:
        return 0.0
    means = np.bincount(where, standard) / counts
    within = float(((standard - means[where]) ** 2).sum() / (n - groups))
    between = float((counts * (means - standard.mean()) ** 2).sum() / (groups - 1))
    size = (n - (counts**2).sum() / n) / (groups - 1)
    shock = max((between - within) / size, 0.0)
    return float(min(shock / max(shock + within, 1e-12), 0.95))


def draw_sets(
    chance: Chance, clusters: IntArray, log_size: FloatArray, *, estimation: float, draws: int, seed: int
) -> FloatArray:
    """Draw the mean difference of placebo sets with the sizes and gemeenten of the treated, (draws,).

    Examples
    --------
    >>> chance = Chance(0.0, 0.0, 0.0, 1.0, np.linspace(-1.7, 1.7, 100))
    >>> sets = draw_sets(chance, np.zeros(4, int), np.zeros(4), estimation=0, draws=200, seed=1)
    >>> bool(abs(sets.mean()) < .2)
    True
    """
    rng = np.random.default_rng(seed)
    names, where = np.unique(clusters, return_inverse=True)
    own = rng.choice(chance.shape, size=(draws, len(clusters))) * np.sqrt(chance.own)
    shocks = rng.standard_normal((draws, len(names)))[:, where] * np.sqrt(chance.shared)
    scale = chance.scale(log_size)
    guess = rng.standard_normal(draws) * np.sqrt(estimation) * float(np.sqrt(np.mean(scale**2)))
    return np.asarray(((own + shocks) * scale).mean(1) + guess)


def p_value(observed: float, placebos: FloatArray) -> float:
    """Return the two-sided p of an observed mean among placebos; never 0."""
    beyond = int((np.abs(placebos) >= abs(observed)).sum())
    return (1 + beyond) / (1 + len(placebos))


def area_p_values(
    difference: FloatArray, leverage: FloatArray, chance: Chance, log_size: FloatArray
) -> FloatArray:
    """Return the two-sided p of each area by itself, by its rank among the controls."""
    own = np.abs(difference) / (chance.scale(log_size) * np.sqrt(1 + leverage))
    ranked = np.sort(np.abs(chance.shape))
    beyond = len(ranked) - np.searchsorted(ranked, own, side="left")
    return np.asarray((1 + beyond) / (1 + len(ranked)))
