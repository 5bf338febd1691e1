"""Effect by regression on all lags: what would the areas have been, judging by every year before?

Among ten methods tried on 1,500 areas (worst by level, worst by trend, at random) this one was unbiased in
all three and had the smallest spread; difference in differences was off by up to .33 spreads and comparison
with the last value by up to .34, through regression to the mean.

Sources: Angrist & Pischke (2009) ch. 5 on lagged outcomes; Hoerl & Kennard (1970) for the ridge; MacKinnon &
White (1985) for residuals that allow for leverage.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.effect.panel import FEWEST_CONTROLS, Window

__all__ = ["Fitted", "controls_for", "fit_lagged"]

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
RIDGE = 1 / 1500
"""Per control: 1 on the 1,500 areas on which it was chosen."""
FIFTH = 0.2


@dataclass(frozen=True)
class Fitted:
    """Difference from what was expected per treated area, residuals of controls, and what estimating costs.

    All in spreads between areas. `residuals` allow for leverage; `estimation` is the variance that
    estimating the coefficients adds to the mean difference, as a share of the residual variance, and
    `leverage` the same per area.
    """

    difference: FloatArray
    leverage: FloatArray
    residuals: FloatArray
    estimation: float
    local: bool


def controls_for(view: Window, treated: BoolArray) -> tuple[BoolArray, bool]:
    """Choose what to compare with: for areas at the edge the fifth of all areas nearest in level, else all
    others.

    Returns the controls and whether they are local. Areas at the edge revert to the middle in another way
    than the rest do; with all others as controls the worst forty of Leefbaarometer were off by .1 to .2
    spreads.
    """
    level = view.before[:, -1]
    low, high = np.quantile(level, (FIFTH, 1 - FIFTH))
    at_edge = max((level[treated] <= low).mean(), (level[treated] >= high).mean()) > 0.5
    count = int(len(level) * FIFTH)
    others = np.flatnonzero(~treated)
    if not at_edge or not FEWEST_CONTROLS <= count < len(others):
        return ~treated, False
    away = np.abs(level[others] - np.median(level[treated]))
    near = np.zeros(len(level), dtype=bool)
    near[others[np.argsort(away, kind="stable")[:count]]] = True
    return near, True


def fit_lagged(view: Window, treated: BoolArray, controls: BoolArray) -> Fitted:
    """Regress the years after on all years before, among the controls; predict the treated.

    Parameters
    ----------
    view : the years around the start.
    treated, controls : (areas,) of the window.

    Examples
    --------
    >>> from wijkwijzer.effects.effect.planted import planted_panel
    >>> from wijkwijzer.effects.effect.panel import window
    >>> view = window(planted_panel(300, seed=1), 2020)
    >>> treated = np.arange(300) < 5
    >>> fit_lagged(view, treated, ~treated).difference.shape
    (5,)
    """
    design = np.column_stack([np.ones(len(view.before)), view.before])
    x, y = design[controls], view.after[controls]
    penalty = np.full(x.shape[1], RIDGE * len(x))
    penalty[0] = 0.0
    inverse = np.linalg.inv(x.T @ x + np.diag(penalty))
    terms = inverse @ (x.T @ y)
    leverage = np.minimum(np.einsum("ij,jk,ik->i", x, inverse, x), 0.99)
    ours = design[treated]
    middle = ours.mean(0)
    return Fitted(
        difference=view.after[treated] - ours @ terms,
        leverage=np.einsum("ij,jk,ik->i", ours, inverse, ours),
        residuals=(y - x @ terms) / np.sqrt(1 - leverage),
        estimation=float(middle @ inverse @ middle),
        local=bool(controls.sum() < (~treated).sum()),
    )
