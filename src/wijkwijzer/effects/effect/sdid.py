"""Synthetic difference in differences, printed beside the regression: another road to the same question.

Donors get weights so that their path before the start runs parallel to the treated mean; years before get
weights so that they resemble the years after. Source: Arkhangelsky, Athey, Hirshberg, Imbens & Wager (2021,
American Economic Review 111, 4088-4118), algorithm 1; weights on the simplex by Frank-Wolfe steps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.effect.panel import Window

__all__ = ["synthetic_difference"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
DONORS = 150
STEPS = 400


def synthetic_difference(view: Window, treated: BoolArray, controls: BoolArray) -> float:
    """Return the mean effect in spreads between areas.

    Parameters
    ----------
    view : the years around the start.
    treated, controls : (areas,); the 150 controls nearest the treated mean are used.

    Examples
    --------
    >>> from wijkwijzer.effects.effect.planted import planted_panel
    >>> from wijkwijzer.effects.effect.panel import window
    >>> view = window(planted_panel(200, seed=1), 2020)
    >>> treated = np.arange(200) < 40
    >>> abs(synthetic_difference(view, treated, ~treated)) < .3
    True
    """
    goal = view.before[treated].mean(0)
    rows = np.flatnonzero(controls)
    distance = ((view.before[rows] - goal) ** 2).sum(1)
    near = rows[np.argsort(distance, kind="stable")[:DONORS]]
    before, after = view.before[near], view.after[near]
    steps = np.diff(before, axis=1)
    noise = float(steps.std()) if steps.size else 1.0
    zeta = (int(treated.sum()) ** 0.25) * noise
    donors = _weights(before.T, goal, zeta**2 * before.shape[1])
    times = _weights(before, after, (1e-6 * noise) ** 2 * len(near))
    post = view.after[treated].mean() - donors @ after
    pre = times @ (goal - donors @ before)
    return float(post - pre)


def _weights(columns: FloatArray, goal: FloatArray, penalty: float) -> FloatArray:
    """Minimise |intercept + columns w - goal|^2 + penalty |w|^2 over the simplex."""
    a = columns - columns.mean(0)
    b = goal - goal.mean()
    w = np.full(a.shape[1], 1 / a.shape[1])
    fitted = a @ w
    for _ in range(STEPS):
        slope = a.T @ (fitted - b) + penalty * w
        best = int(np.argmin(slope))
        direction = -w
        direction[best] += 1
        moved = a @ direction
        curve = float(moved @ moved + penalty * direction @ direction)
        if curve <= 0 or -float(slope @ direction) < 1e-10:
            break
        step = min(max(-float(slope @ direction) / curve, 0.0), 1.0)
        w = w + step * direction
        fitted = fitted + step * moved
    return np.asarray(w)
