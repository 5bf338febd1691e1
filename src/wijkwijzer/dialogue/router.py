"""Which statement next: one published rule for a live room and for open weeks.

Seventy per cent of the chance goes by uncertainty, thirty by extremity, and every statement keeps at least
a fifth of an even chance. There are no neighbourhoods: what somebody sees never hangs on who they resemble,
because such an exposure cannot be corrected for afterwards.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["EXTREMITY", "FLOOR", "VARIANCE", "next_weights"]

VARIANCE, EXTREMITY = 0.7, 0.3
FLOOR = 0.2
_PRIOR = 1.0  # one imaginary agree and one disagree: a statement that nobody saw is the least known of all

Floats = npt.NDArray[np.float64]


def next_weights(agree: npt.ArrayLike, disagree: npt.ArrayLike, passed: npt.ArrayLike) -> Floats:
    """The probability with which each eligible statement is shown next.

    Parameters
    ----------
    agree, disagree, passed
        Votes so far per statement, shape (m,), of the statements that this person has not voted on.

    Returns
    -------
    numpy.ndarray
        Probabilities, shape (m,), that add up to 1; none is below ``FLOOR / m``.

    Notes
    -----
    With p the posterior mean of agreeing and n the votes with the prior, uncertainty is the posterior
    variance p (1 - p) / (n + 1) and extremity is |2p - 1|, the same for a statement that everyone rejects as
    for one that everyone embraces. A pass makes p more certain by half a vote on each side.

    Examples
    --------
    >>> next_weights([0, 9], [0, 1], [0, 0]).round(2).tolist()
    [0.6, 0.4]
    >>> next_weights([], [], []).size
    0
    """
    agreed, against, skipped = (np.asarray(each, dtype=np.float64) for each in (agree, disagree, passed))
    m = agreed.size
    if m == 0:
        return np.zeros(0)
    n = agreed + against + skipped + 2 * _PRIOR
    p = (agreed + skipped / 2 + _PRIOR) / n
    variance, extremity = p * (1 - p) / (n + 1), np.abs(2 * p - 1)
    wanted = VARIANCE * _shares(variance) + EXTREMITY * _shares(extremity)
    weights: Floats = FLOOR / m + (1 - FLOOR) * wanted
    return weights / weights.sum()


def _shares(values: Floats) -> Floats:
    total = values.sum()
    return values / total if total > 0 else np.full(values.size, 1 / values.size)
