"""The gate: before an effect is printed, the method is tried on periods of this panel in which nothing was
done.

It takes the areas that lie where the treated lie and measures them as if they had been treated. A method
that finds something there cannot be believed here. "Niet meetbaar" is so the outcome of a test on this
panel, never a fixed sentence.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.effect.lagged import controls_for, fit_lagged
from wijkwijzer.effects.effect.panel import FEWEST_CONTROLS, FEWEST_LAGS, Panel, Window, window
from wijkwijzer.effects.effect.placebo import area_p_values, chance_of, draw_sets
from wijkwijzer.effects.effect.results import Gate, GatePeriod

__all__ = ["LARGEST_BIAS", "gate"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
LARGEST_BIAS = 0.05
REJECTION = (0.03, 0.08)
ENOUGH, FOLDS, LIKE, MOST_PERIODS, FEWEST_PERIODS = 30, 4, 120, 3, 2
BEYOND_CHANCE = 3.0
DRAWS = 200


def gate(panel: Panel, treated: BoolArray, start: int, *, years: int, lags: int, seed: int = 0) -> Gate:
    """Try the method on the last untreated periods before `start`.

    Parameters
    ----------
    panel : as for the effect.
    treated : (areas,) of the panel.
    years : how many years after the start count; fewer when the panel is short.
    lags : at most so many years before.

    Returns
    -------
    Gate
        Open when at least two periods could be tried, with at least half as many years before as the
        measurement has; together they are precise enough to see a bias of .05 spread (standard error at
        most .05); the bias over them is at most .05 and in none beyond chance; and the share of single
        areas called different is not clearly outside 3 to 8%.

    Examples
    --------
    >>> from wijkwijzer.effects.effect.planted import planted_panel
    >>> panel = planted_panel(600, seed=1, years=18)
    >>> gate(panel, np.arange(600) < 5, 2027, years=2, lags=10).open
    True
    """
    position = _position(panel, treated, start)
    free = [year for year in panel.years if year < start]
    fewest = max(FEWEST_LAGS, min(len(free), lags) // 2)
    for span in range(years, 0, -1):
        starts = _starts(free, span, fewest)
        if len(starts) >= FEWEST_PERIODS or span == 1:
            break
    tried = [_try(panel, at, span, lags, position, int(treated.sum()), seed) for at in starts]
    return _judge([period for period in tried if period is not None])


def _position(panel: Panel, treated: BoolArray, start: int) -> tuple[float, float]:
    """Where the treated lie among all areas in the last year before the start (shares between 0 and 1)."""
    before = [i for i, year in enumerate(panel.years) if year < start]
    level = panel.values[:, before[-1]]
    known = np.sort(level[~np.isnan(level)])
    ranks = np.searchsorted(known, level[treated & ~np.isnan(level)]) / max(len(known), 1)
    if not len(ranks):
        return 0.0, 1.0
    return float(ranks.min()), float(ranks.max())


def _starts(free: list[int], span: int, fewest: int) -> list[int]:
    """The last starts with `fewest` years before them and `span` after them, without overlap if it can."""
    possible = [free[i] for i in range(fewest, len(free) - span + 1)]
    apart = possible[::-1][::span][:MOST_PERIODS]
    return sorted(apart if len(apart) >= FEWEST_PERIODS else possible[-MOST_PERIODS:])


def _try(
    panel: Panel, start: int, span: int, lags: int, position: tuple[float, float], treated: int, seed: int
) -> GatePeriod | None:
    end = [year for year in panel.years if year >= start][span - 1]
    view = window(panel, start, end, lags=lags)
    like = _like(view, position, treated)
    # Few treated areas have most of their like among the controls; a whole block has none of them there.
    folds = 1 if treated >= ENOUGH else min(FOLDS, len(like))
    if len(view.rows) - -(-len(like) // folds) < FEWEST_CONTROLS:
        return None
    parts = [_as_if_treated(view, like[k::folds], seed) for k in range(folds)]
    return GatePeriod(
        start=start,
        lags=len(view.years_before),
        years=span,
        areas=len(like),
        bias=float(np.average([bias for bias, _, _ in parts], weights=[len(p) for _, _, p in parts])),
        error=float(np.sqrt(np.sum([error**2 for _, error, _ in parts])) / folds),
        tested=len(like),
        rejected=sum(int((p < 0.05).sum()) for _, _, p in parts),
    )


def _as_if_treated(view: Window, rows: NDArray[np.int64], seed: int) -> tuple[float, float, FloatArray]:
    """The mean difference of areas that got nothing, its standard error, and the p of each."""
    chosen = np.zeros(len(view.rows), dtype=bool)
    chosen[rows] = True
    controls, _ = controls_for(view, chosen)
    fitted = fit_lagged(view, chosen, controls)
    chance = chance_of(fitted.residuals, view.clusters[controls], view.log_size[controls])
    placebos = draw_sets(
        chance, view.clusters[chosen], view.log_size[chosen],
        estimation=fitted.estimation, draws=DRAWS, seed=seed,
    )  # fmt: skip
    p = area_p_values(fitted.difference, fitted.leverage, chance, view.log_size[chosen])
    return float(fitted.difference.mean()), float(placebos.std()), p


def _like(view: Window, position: tuple[float, float], treated: int) -> NDArray[np.int64]:
    """Areas that lie where the treated lie.

    Few areas say little by themselves: then as many as needed around them, at most a tenth of the panel.
    """
    order = np.argsort(view.before[:, -1], kind="stable")
    count = len(order)
    most = count - FEWEST_CONTROLS
    need = treated if treated >= ENOUGH else max(2 * treated, min(LIKE, count // 10))
    first, last = int(position[0] * count), int(np.ceil(position[1] * count))
    if last - first > max(need, count // 5):
        step = max((last - first) // max(need, 1), 1)
        return np.asarray(order[first:last:step][:most])
    if last - first < need:
        middle = (first + last) // 2
        first = min(max(middle - need // 2, 0), max(count - need, 0))
    return np.asarray(order[first : first + min(max(need, 2), most)])


def _judge(periods: list[GatePeriod]) -> Gate:
    if len(periods) < FEWEST_PERIODS:
        return Gate(tuple(periods), 0.0, 0.0, 0.0, False, ("too-short",))
    bias = float(np.mean([each.bias for each in periods]))
    error = float(np.sqrt(np.sum([each.error**2 for each in periods])) / len(periods))
    tested, found = sum(each.tested for each in periods), sum(each.rejected for each in periods)
    reasons = []
    alone = any(abs(each.bias) > max(LARGEST_BIAS, BEYOND_CHANCE * each.error) for each in periods)
    if abs(bias) > LARGEST_BIAS or alone:
        reasons.append("biased")
    if error > LARGEST_BIAS:
        reasons.append("too-few")
    low, high = _wilson(found, tested)
    if low > REJECTION[1] or high < REJECTION[0]:
        reasons.append("rejects")
    return Gate(tuple(periods), bias, error, found / tested, not reasons, tuple(reasons))


def _wilson(found: int, tested: int) -> tuple[float, float]:
    share, z2 = found / tested, 1.96**2
    middle = (share + z2 / (2 * tested)) / (1 + z2 / tested)
    half = 1.96 / (1 + z2 / tested) * float(np.sqrt(share * (1 - share) / tested + z2 / (4 * tested**2)))
    return middle - half, middle + half
