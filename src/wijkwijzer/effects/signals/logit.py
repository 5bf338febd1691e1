"""Ridge logistic regression, small and exact: the baselines of the backtest, and the other candidates.

Source: Hoerl & Kennard (1970) for the ridge; Newton's method on the penalised likelihood (Le Cessie & Van
Houwelingen 1992, Applied Statistics 41, 191-201).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Logit", "fit_logit", "said_by"]

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Logit:
    """Coefficients on standardised columns; the first is the intercept."""

    middle: tuple[float, ...]
    scale: tuple[float, ...]
    terms: tuple[float, ...]


def fit_logit(columns: FloatArray, happened: FloatArray, *, ridge: float = 1.0) -> Logit:
    """Fit chances to what happened.

    Parameters
    ----------
    columns : (rows, columns) without gaps.
    happened : (rows,) 0 or 1.
    ridge : penalty on the squared standardised coefficients, not on the intercept.

    Examples
    --------
    >>> x = np.arange(40.0)[:, None]
    >>> model = fit_logit(x, (x[:, 0] > 20).astype(float))
    >>> bool(said_by(model, x)[0] < .1)
    True
    """
    middle, scale = columns.mean(0), columns.std(0)
    scale = np.where(scale > 0, scale, 1.0)
    design = _design(columns, middle, scale)
    penalty = np.full(design.shape[1], ridge)
    penalty[0] = 1e-6
    terms = np.zeros(design.shape[1])
    for _ in range(60):
        said = 1 / (1 + np.exp(-np.clip(design @ terms, -30, 30)))
        slope = design.T @ (said - happened) + penalty * terms
        curve = (design * (said * (1 - said) + 1e-12)[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        terms -= np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-10:
            break
    return Logit(tuple(middle.tolist()), tuple(scale.tolist()), tuple(terms.tolist()))


def said_by(model: Logit, columns: FloatArray) -> FloatArray:
    """Return the chance per row."""
    design = _design(columns, np.asarray(model.middle), np.asarray(model.scale))
    return np.asarray(1 / (1 + np.exp(-np.clip(design @ np.asarray(model.terms), -30, 30))))


def _design(columns: FloatArray, middle: FloatArray, scale: FloatArray) -> FloatArray:
    return np.column_stack([np.ones(len(columns)), (columns - middle) / scale])
