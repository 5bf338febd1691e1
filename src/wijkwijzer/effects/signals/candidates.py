"""What a backtest tries at an origin: our methods, baselines (size always among them), and other methods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.signals.logit import fit_logit, said_by
from wijkwijzer.effects.signals.ordinary import chance_below, fit_ordinary
from wijkwijzer.effects.signals.results import Kind, Target
from wijkwijzer.effects.signals.waves import Moment

__all__ = ["CANDIDATES", "Candidate", "happened", "ours"]

FloatArray = NDArray[np.float64]
ENOUGH_FOR_TREES = 400
Say = Callable[[Sequence[Moment], Moment, float, Sequence[str]], FloatArray]


@dataclass(frozen=True)
class Candidate:
    """One way to give chances; `needs` areas to learn from."""

    name: str
    kind: Kind
    targets: tuple[Target, ...]
    say: Say
    needs: int = 0


def happened(origin: Moment, target: Target, fall: float) -> FloatArray:
    """Return per area 1 when it happened."""
    came = origin.enters if target == "grens" else origin.changed < -fall
    return np.asarray(came, dtype=np.float64)


def ours(target: Target) -> Candidate:
    """The method that is used for this signal."""
    return next(each for each in CANDIDATES if each.kind == "ours" and target in each.targets)


def _line(learnt: Sequence[Moment], now: Moment, fall: float, groups: Sequence[str]) -> FloatArray:
    return chance_below(fit_ordinary(learnt, expected=False), now, -now.margin)


def _fall(learnt: Sequence[Moment], now: Moment, fall: float, groups: Sequence[str]) -> FloatArray:
    return chance_below(fit_ordinary(learnt, expected=True), now, np.full(len(now.level), -fall))


def _logit(target: Target, columns: Callable[[Moment], list[FloatArray]], ridge: float = 1.0) -> Say:
    def say(learnt: Sequence[Moment], now: Moment, fall: float, groups: Sequence[str]) -> FloatArray:
        rows = np.concatenate([np.column_stack(columns(each))[each.outside] for each in learnt])
        came = np.concatenate([happened(each, target, fall)[each.outside] for each in learnt])
        return said_by(fit_logit(rows, came, ridge=ridge), np.nan_to_num(np.column_stack(columns(now))))

    return say


def _neighbours(target: Target) -> Say:
    """Ridge logit with the mean of the rest of the gemeente beside it."""

    def say(learnt: Sequence[Moment], now: Moment, fall: float, groups: Sequence[str]) -> FloatArray:
        around = {id(each): _rest_of_group(each, groups) for each in (*learnt, now)}

        def columns(each: Moment) -> list[FloatArray]:
            return [each.level, each.last, each.log_size, around[id(each)]]

        return _logit(target, columns, 10.0)(learnt, now, fall, groups)

    return say


def _rest_of_group(each: Moment, groups: Sequence[str]) -> FloatArray:
    _, where = np.unique(np.asarray(groups), return_inverse=True)
    level = np.where(each.known, np.nan_to_num(each.level), 0.0)
    total, count = np.bincount(where, level), np.bincount(where, each.known)
    others = np.maximum(count[where] - each.known, 1)
    return np.asarray((total[where] - level) / others)


def _trees(target: Target) -> Say:
    def say(learnt: Sequence[Moment], now: Moment, fall: float, groups: Sequence[str]) -> FloatArray:
        from sklearn.ensemble import HistGradientBoostingClassifier

        def columns(each: Moment) -> FloatArray:
            return np.column_stack([each.level, each.last, each.log_size])

        rows = np.concatenate([columns(each)[each.outside] for each in learnt])
        came = np.concatenate([happened(each, target, fall)[each.outside] for each in learnt])
        model = HistGradientBoostingClassifier(
            max_iter=60, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=40, random_state=0
        )
        return np.asarray(model.fit(rows, came).predict_proba(np.nan_to_num(columns(now)))[:, 1])

    return say


def _average(target: Target) -> Say:
    def say(learnt: Sequence[Moment], now: Moment, fall: float, groups: Sequence[str]) -> FloatArray:
        parts = [_line if target == "grens" else _fall, _neighbours(target)]
        return np.asarray(np.mean([part(learnt, now, fall, groups) for part in parts], axis=0))

    return say


def _all(target: Target) -> list[Candidate]:
    def level(each: Moment) -> list[FloatArray]:
        return [each.margin if target == "grens" else each.level]

    one: tuple[Target, ...] = (target,)
    return [
        Candidate("ours", "ours", one, _line if target == "grens" else _fall),
        Candidate("level", "baseline", one, _logit(target, level)),
        Candidate("fell-before", "baseline", one, _logit(target, lambda each: [each.last])),
        Candidate("size", "baseline", one, _logit(target, lambda each: [each.log_size])),
        Candidate("level-last", "baseline", one, _logit(target, lambda each: [*level(each), each.last])),
        Candidate(
            "level-last-size", "baseline", one,
            _logit(target, lambda each: [*level(each), each.last, each.log_size]),
        ),
        Candidate("logit-neighbours", "other", one, _neighbours(target)),
        Candidate("average", "other", one, _average(target)),
        Candidate("trees", "other", one, _trees(target), needs=ENOUGH_FOR_TREES),
    ]  # fmt: skip


CANDIDATES: tuple[Candidate, ...] = (*_all("grens"), *_all("daling"))
