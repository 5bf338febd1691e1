"""Did the direction change once? One joinpoint against a straight line, by BIC.

Sources: H.-J. Kim, M. P. Fay, E. J. Feuer and D. N. Midthune (2000), Permutation tests for joinpoint
regression, Statistics in Medicine 19, 335-351 (the model: two straight lines that meet); G. Schwarz (1978),
Estimating the dimension of a model, Annals of Statistics 6, 461-464 (the criterion). Noise is AR(1) with the
rho and sigma that all areas share (`noise`): with a sigma of its own a series of fifteen years finds turns in
chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from wijkwijzer.areas.methods.noise import find_patterns

__all__ = ["TurningPoints", "turning_points"]

FloatArray = NDArray[np.float64]
MINIMUM_VALUES = 8
SIDE = 3
"""Known years on either side of a turn, the year of the turn counted on both."""
EXTRA_PARAMETERS = 2  # the year of the turn, and a second slope


@dataclass(frozen=True)
class TurningPoints:
    """One entry per area.

    Attributes
    ----------
    year : year in which the direction changed; 0 when a straight line does as well.
    gain : BIC of the line minus BIC of the best turn; above 0 there is a turn, NaN when not tested.
    p_value : chance of so clear a turn in noise, at most: Bonferroni over the years it could have been. BIC
        alone calls a turn in 7 to 10 of 100 series of pure noise, so over many areas use
        `benjamini_hochberg(p_value)`.
    before, after : slope per year on either side of the best turn.
    """

    year: NDArray[np.int64]
    gain: FloatArray
    p_value: FloatArray
    before: FloatArray
    after: FloatArray


def turning_points(values: ArrayLike, years: ArrayLike, *, rho: ArrayLike, sigma: ArrayLike) -> TurningPoints:
    """Find at most one turning point per area.

    Parameters
    ----------
    values : (areas, years), usually the difference from the country; NaN is missing.
    years : (years,) increasing.
    rho, sigma : (areas,) autocorrelation and standard deviation of chance (`Trends.rho`, `Trends.sigma`).

    Returns
    -------
    TurningPoints

    Examples
    --------
    >>> import numpy as np
    >>> years = np.arange(2010, 2025)
    >>> bent = np.maximum(years - 2017, 0)[None] * 1.0
    >>> found = turning_points(bent, years, rho=[0.0], sigma=[0.3])
    >>> found.year.tolist(), found.after.round(6).tolist()
    ([2017], [1.0])
    """
    x, t = np.asarray(values, dtype=np.float64), np.asarray(years, dtype=np.float64)
    rhos, sigmas = (np.broadcast_to(np.asarray(v, dtype=np.float64), (len(x),)) for v in (rho, sigma))
    year = np.zeros(len(x), dtype=np.int64)
    gain, p_value, before, after = np.full((4, len(x)), np.nan)
    count = (~np.isnan(x)).sum(axis=1)
    rows = np.flatnonzero((count >= MINIMUM_VALUES) & (sigmas > 0) & ~np.isnan(rhos))
    if len(rows) == 0:
        return TurningPoints(year, gain, p_value, before, after)
    patterns = find_patterns(x[rows], t)
    for value in np.unique(rhos[rows]):
        for pattern in np.unique(patterns.index[rhos[rows] == value]):
            own = rows[(patterns.index == pattern) & (rhos[rows] == value)]
            known = patterns.mask[pattern] > 0
            best, drop, slopes = _best_turn(x[own][:, known], t[known], float(value))
            drop = drop / sigmas[own] ** 2
            gain[own] = drop - EXTRA_PARAMETERS * np.log(known.sum())
            p_value[own] = np.minimum(1.0, (known.sum() - 2 * SIDE + 2) * chdtrc(1, drop))
            year[own] = np.where(gain[own] > 0, t[known][best], 0)
            before[own], after[own] = slopes
    return TurningPoints(year, gain, p_value, before, after)


def _best_turn(
    x: FloatArray, t: FloatArray, rho: float
) -> tuple[NDArray[np.int64], FloatArray, tuple[FloatArray, FloatArray]]:
    """Position of the best turn, how much it lowers the sum of squares, and the slopes before and after."""
    whiten = np.linalg.inv(np.linalg.cholesky(rho ** np.abs(t[:, None] - t[None, :])))
    y = x @ whiten.T
    centre = t - t.mean()
    line, _ = np.linalg.qr(whiten @ np.column_stack([np.ones(len(t)), centre]))
    candidates = np.arange(SIDE - 1, len(t) - SIDE + 1)
    bends = whiten @ np.maximum(t[:, None] - t[candidates][None, :], 0)
    rest = bends - line @ (line.T @ bends)
    length = np.sqrt((rest**2).sum(axis=0))
    score = (y @ rest) / length
    best = np.abs(score).argmax(axis=1)
    change = score[np.arange(len(x)), best] / length[best]
    straight = (y - change[:, None] * bends.T[best]) @ line
    # The slope of the first part, in years: the second column of the design in units of the second q.
    scale = line.T @ (whiten @ centre)
    before = straight[:, 1] / scale[1]
    return candidates[best], score[np.arange(len(x)), best] ** 2, (before, before + change)
