"""SMAA: in how many of all weightings that fit is an alternative among the first?

Instead of one list from one set of weights it turns the question round: with which weights does this come
first, and how many are those? Figures that are uncertain are drawn too. "Zeker" when the share is at least
.9 with 99% certainty over the draws, "niet" when at most .1, else "mogelijk".

Sources: Lahdelma, Hokkanen & Salminen (1998, EJOR 106, 137-143); Lahdelma & Salminen (2001). Ties share a
rank by halves. An alternative with an unknown figure is not weighed; it is told which figure to ask for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.priorities.model import Alternative, Outcome, Standing, Verdict, Weighing, check
from wijkwijzer.effects.priorities.weights import draw_weights
from wijkwijzer.effects.stamp import Stamp
from wijkwijzer.errors import InputError

__all__ = ["DRAWS", "VERSION", "weigh"]

FloatArray = NDArray[np.float64]
VERSION = "1.0"
DRAWS = 10_000
SURE = 0.9
Z99 = 2.5758
LEANS = 0.05


def weigh(weighing: Weighing, *, draws: int = DRAWS, seed: int = 0) -> Outcome:
    """Weigh the alternatives over all weights that fit and all figures that may be.

    Parameters
    ----------
    weighing : the question.
    draws : weightings drawn; the standard error of a share is at most .5 / sqrt(draws).

    Raises
    ------
    InputError
        As :func:`check` and :func:`draw_weights`; or fewer than two alternatives whose figures are known.

    Examples
    --------
    >>> from wijkwijzer.effects.priorities.model import Criterion, Figure
    >>> sure = lambda value: Figure(value, value)
    >>> a, b = Alternative("a", "A", (sure(1), sure(2))), Alternative("b", "B", (sure(0), sure(1)))
    >>> outcome = weigh(Weighing((Criterion("x", "X"), Criterion("y", "Y")), (a, b), 1), draws=100)
    >>> [(each.key, each.verdict) for each in outcome.standings]
    [('a', 'zeker'), ('b', 'niet')]
    """
    check(weighing)
    if not 1 <= draws <= 1_000_000:
        raise InputError("Het aantal trekkingen is een getal van 1 tot en met 1.000.000.")
    known = sorted((each for each in weighing.alternatives if None not in each.figures), key=lambda a: a.key)
    if len(known) < 2:
        raise InputError("Van minder dan twee voorstellen zijn alle cijfers bekend. Vraag die eerst op.")
    places = min(weighing.places, len(known) - 1)
    keys = [each.key for each in weighing.criteria]
    weights = draw_weights(keys, weighing.preferences, draws, seed)
    scores, bad, good = _scores(weighing, known, weights, seed)
    first, ranks = _among_first(scores, places)
    cut = _cut(scores, places)
    shares = first.mean(0)
    low, high = _share_above(bad, cut), _share_above(good, cut)
    standings = [
        _standing(
            weighing,
            each,
            i,
            float(shares[i]),
            (float(low[i]), float(high[i])),
            first[:, i],
            ranks[i],
            weights,
        )
        for i, each in enumerate(known)
    ]
    standings += [_unknown(weighing, each) for each in weighing.alternatives if None in each.figures]
    parameters = (("draws", str(draws)), ("shared", f"{weighing.shared:g}"), ("sure", f"{SURE:g}"))
    mean = weights.mean(0)
    return Outcome(
        stamp=Stamp("weigh", VERSION, parameters, seed),
        places=places,
        weighed=len(known),
        mean_weights=tuple((key, float(mean[i])) for i, key in enumerate(keys)),
        standings=tuple(sorted(standings, key=lambda each: (each.name.casefold(), each.key))),
    )


def _scores(
    weighing: Weighing, known: list[Alternative], weights: FloatArray, seed: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Scores per draw, and with each alternative's own figures at the tenth and ninetieth of a hundred."""
    sign = np.array([1.0 if each.higher_is_better else -1.0 for each in weighing.criteria])
    ends = np.array([[(f.low, f.high) for f in each.figures if f is not None] for each in known])
    low, high = ends[:, :, 0] * sign, ends[:, :, 1] * sign
    low, high = np.minimum(low, high), np.maximum(low, high)
    bottom, span = low.min(0), np.maximum(high.max(0) - low.min(0), 0.0)
    span = np.where(span > 0, span, 1.0)
    low, wide = (low - bottom) / span, (high - low) / span
    scores = weights @ low.T
    if wide.any():
        scores = scores + _noise(weights, wide, weighing.shared, np.random.default_rng([seed, 1]))
    return np.round(scores, 12), weights @ (low + 0.1 * wide).T, weights @ (low + 0.9 * wide).T


def _noise(weights: FloatArray, wide: FloatArray, shared: float, rng: np.random.Generator) -> FloatArray:
    """Weighted position inside each interval; `shared` of it is the same for all alternatives."""
    total = np.zeros((len(weights), len(wide)))
    for j in range(wide.shape[1]):
        if not wide[:, j].any():
            continue
        own = rng.random((len(weights), len(wide)))
        together = rng.random((len(weights), 1))
        same = rng.random((len(weights), 1)) < shared
        total += weights[:, j : j + 1] * wide[:, j] * np.where(same, together, own)
    return total


def _among_first(scores: FloatArray, places: int) -> tuple[FloatArray, FloatArray]:
    """Whether each alternative is among the first per draw (ties by halves), and the share of each rank."""
    draws, count = scores.shape
    order = np.argsort(-scores, axis=1, kind="stable")
    ordered = np.take_along_axis(scores, order, axis=1)
    new = np.ones((draws, count), dtype=bool)
    new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    if new.all():
        ranks = np.array([np.bincount(order[:, r], minlength=count) for r in range(count)]).T / draws
        inside = np.zeros((draws, count))
        np.put_along_axis(inside, order[:, :places], 1.0, axis=1)
        return inside, ranks
    return _with_ties(order, new, places)


def _with_ties(
    order: NDArray[np.int64], new: NDArray[np.bool_], places: int
) -> tuple[FloatArray, FloatArray]:
    draws, count = order.shape
    position = np.arange(count)
    begin = np.maximum.accumulate(np.where(new, position, 0), axis=1)
    last = np.ones_like(new)
    last[:, :-1] = new[:, 1:]
    end = np.minimum.accumulate(np.where(last, position, count)[:, ::-1], axis=1)[:, ::-1]
    size = end - begin + 1
    inside = np.zeros((draws, count))
    np.put_along_axis(inside, order, np.clip((places - begin) / size, 0.0, 1.0), axis=1)
    ranks = np.zeros((count, count))
    for r in range(count):
        here = (begin <= r) & (r <= end)
        np.add.at(ranks[:, r], order[here], (1 / size[here]) / draws)
    return inside, ranks


def _cut(scores: FloatArray, places: int) -> FloatArray:
    """What each alternative must reach to be among the first: the last place among the others, per draw."""
    top = -np.partition(-scores, places, axis=1)[:, : places + 1]
    top = -np.sort(-top, axis=1)
    last, next_one = top[:, places - 1 : places], top[:, places : places + 1]
    return np.asarray(np.where(scores >= last, next_one, last))


def _share_above(values: FloatArray, cut: FloatArray) -> FloatArray:
    near = np.abs(values - cut) < 1e-9
    return np.asarray((np.where(near, 0.5, values > cut)).mean(0))


def _standing(
    weighing: Weighing,
    alternative: Alternative,
    row: int,
    share: float,
    ends: tuple[float, float],
    first: FloatArray,
    ranks: FloatArray,
    weights: FloatArray,
) -> Standing:
    total = first.sum()
    central = (first @ weights) / total if total > 0 else np.zeros(weights.shape[1])
    more = central - weights.mean(0)
    best = int(np.argmax(more))
    return Standing(
        key=alternative.key,
        name=alternative.name,
        verdict=_verdict(share, len(first)),
        share=share,
        low=min(ends[0], share),
        high=max(ends[1], share),
        error=float(np.sqrt(share * (1 - share) / len(first))),
        ranks=tuple(round(float(each), 10) for each in ranks),
        weights=tuple(round(float(each), 10) for each in central),
        leans_on=weighing.criteria[best].key if total > 0 and more[best] >= LEANS else None,
        unknown=(),
    )


def _unknown(weighing: Weighing, alternative: Alternative) -> Standing:
    missing = tuple(
        criterion.name
        for criterion, figure in zip(weighing.criteria, alternative.figures, strict=True)
        if figure is None
    )
    return Standing(alternative.key, alternative.name, "onbekend", 0.0, 0.0, 0.0, 0.0, (), (), None, missing)


def _verdict(share: float, draws: int) -> Verdict:
    z2 = Z99**2
    middle = (share + z2 / (2 * draws)) / (1 + z2 / draws)
    half = Z99 / (1 + z2 / draws) * float(np.sqrt(share * (1 - share) / draws + z2 / (4 * draws**2)))
    if middle - half >= SURE:
        return "zeker"
    return "niet" if middle + half <= 1 - SURE else "mogelijk"
