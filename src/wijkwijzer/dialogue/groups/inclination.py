"""One group in which some agree more easily than others: what opinion groups must predict better than.

Someone who agrees with nearly everything is not a group, but two latent classes would make one of it. This
is the model without groups to beat: log-odds of agreeing = ease of the statement + inclination of the
person.

Source: Rasch (1960), Probabilistic models for some intelligence and attainment tests; MacKay (1992) for
averaging a logistic over a normal.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from wijkwijzer.dialogue.votes.matrix import Floats, VoteMatrix

__all__ = ["heldout_inclination"]

RIDGE_EASE = 0.25


def heldout_inclination(train: VoteMatrix, test: VoteMatrix, *, sweeps: int = 4) -> Floats:
    """Log-likelihood per person of the votes in `test`, after fitting on `train`; shape (n,).

    Both hold only agree and disagree, of the same n participants on the same s statements.

    Examples
    --------
    >>> yes = [(p, s, 1 if p < 10 or s == 0 else -1) for p in range(20) for s in range(6)]
    >>> votes = VoteMatrix.from_rows(yes)
    >>> first = votes.columns < 5
    >>> found = heldout_inclination(votes.votes(first), votes.votes(~first))
    >>> bool(np.exp(found[0]) > .6), bool(np.exp(found[15]) > .6)
    (True, True)
    """
    rows, columns, agree = train.rows, train.columns, (train.values > 0).astype(np.float64)
    seen = np.bincount(columns, minlength=train.s)
    agreed = np.bincount(columns, agree, minlength=train.s)
    ease = np.log((agreed + 0.5) / (seen - agreed + 0.5))
    inclination, variance = np.zeros(train.n), 0.25
    for _ in range(sweeps):
        chance = special.expit(inclination[rows] + ease[columns])
        error, weight = agree - chance, chance * (1 - chance)
        precision = np.bincount(rows, weight, minlength=train.n) + 1 / variance
        inclination += (np.bincount(rows, error, minlength=train.n) - inclination / variance) / precision
        inclination -= inclination.mean()
        variance = max(float((inclination**2 + 1 / precision).mean()), 1e-3)
        chance = special.expit(inclination[rows] + ease[columns])
        error, weight = agree - chance, chance * (1 - chance)
        needed = np.bincount(columns, weight, minlength=train.s) + RIDGE_EASE
        ease += (np.bincount(columns, error, minlength=train.s) - RIDGE_EASE * ease) / needed
    logit = inclination[test.rows] + ease[test.columns]
    logit /= np.sqrt(1 + np.pi / 8 / precision[test.rows])
    likelihood = special.log_expit(np.where(test.values > 0, logit, -logit))
    return np.asarray(np.bincount(test.rows, likelihood, minlength=train.n), dtype=np.float64)
