"""The backtest: every origin that can be tested, with the same chances for what failed and for what worked.

An origin sees only waves up to itself: it learns from earlier origins whose next wave was known by then. All
values come from one recomputed model, so it is "computed afterwards": who stood there had older figures.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.effects.signals.candidates import CANDIDATES, Candidate, happened
from wijkwijzer.effects.signals.measures import (
    Interval,
    average_precision,
    brier_skill,
    calibration_error,
    drawn_weights,
    hits,
    interval_of,
)
from wijkwijzer.effects.signals.results import (
    VERSION,
    Backtest,
    Cell,
    Lasting,
    OriginTest,
    Target,
    Tried,
)
from wijkwijzer.effects.signals.waves import FEWEST, Moment, Waves, moment
from wijkwijzer.effects.stamp import Stamp
from wijkwijzer.errors import InputError

__all__ = ["TARGETS", "backtest", "cells_of", "fall_size", "moments_of"]

FloatArray = NDArray[np.float64]
TARGETS: tuple[Target, ...] = ("grens", "daling")
DRAWS = 200


def backtest(waves: Waves, *, fall: float | None = None, seed: int = 0, draws: int = DRAWS) -> Backtest:
    """Test both signals at every origin with an earlier one to learn from.

    Parameters
    ----------
    waves : the panel.
    fall : how large a change against the median counts as a fall (units of the score); by default twice the
        standard error of a change, from the noise in the panel.
    draws : bootstrap draws over gemeenten.

    Raises
    ------
    InputError
        With fewer than two waves of ``FEWEST`` areas, the same change everywhere, or a fall not above 0.

    Examples
    --------
    >>> from wijkwijzer.effects.signals.planted import planted_waves
    >>> result = backtest(planted_waves(300, seed=3, waves=4), draws=20)
    >>> [(test.target, test.origin) for test in result.tests]
    [('grens', 2012), ('daling', 2012), ('grens', 2014), ('daling', 2014)]
    """
    known = [each for each in moments_of(waves) if each[1]]
    if not known:
        raise InputError(f"Er zijn geen twee metingen van minstens {FEWEST} gebieden.")
    size = fall_size(waves) if fall is None else fall
    if fall is None and not size > 0:
        raise InputError("Alle gebieden veranderden even veel: dan is er geen daling om over te spreken.")
    if not (np.isfinite(size) and size > 0):
        raise InputError("Een daling is een getal boven 0.")
    weights = drawn_weights(waves.groups, draws, seed)
    tests = [
        _test(target, [m for _, _, m in known[:i]], known[i][2], waves, size, weights)
        for i in range(1, len(known))
        for target in TARGETS
    ]
    parameters = (("fall", f"{size:.6g}"), ("draws", str(draws)), ("worst", "0.2"))
    return Backtest(
        stamp=Stamp("signals", VERSION, parameters, seed, (waves.source,) if waves.source else ()),
        indicator=waves.indicator,
        years=waves.years,
        fall=size,
        tests=tuple(test for test in tests if test is not None),
        lasting=_lasting(waves, size),
    )


def moments_of(waves: Waves) -> list[tuple[int, bool, Moment]]:
    """Return per usable wave: its number, whether the next is known, and what it shows."""
    found = []
    for at in range(len(waves.years)):
        ends = at + 1 < len(waves.years)
        both = (
            ~np.isnan(waves.score[:, at] + waves.score[:, at + 1]) if ends else ~np.isnan(waves.score[:, at])
        )
        if both.sum() >= FEWEST:
            found.append((at, ends, moment(waves, at)))
    return found


def fall_size(waves: Waves) -> float:
    """Return twice the standard error of a change: noise shows as successive changes that turn back.

    Where they do not, one spread of all changes is used.

    Examples
    --------
    >>> from wijkwijzer.effects.signals.planted import planted_waves
    >>> 0 < fall_size(planted_waves(300, seed=1)) < 1
    True
    """
    changes = np.diff(waves.score, axis=1)
    changes = (
        changes - np.nanmedian(changes, axis=0) if (~np.isnan(changes)).any(0).all() else _centred(changes)
    )
    pairs = [(changes[:, i], changes[:, i + 1]) for i in range(changes.shape[1] - 1)]
    both = [(a[rows], b[rows]) for a, b in pairs if (rows := ~np.isnan(a + b)).sum() >= FEWEST]
    turning = -np.mean([np.mean(a * b) for a, b in both]) if both else 0.0
    if turning > 0:
        return float(2 * np.sqrt(2 * turning))
    there = changes[~np.isnan(changes)]
    return float(np.std(there)) if len(there) else float("nan")


def _centred(changes: FloatArray) -> FloatArray:
    kept = changes[:, (~np.isnan(changes)).any(0)]
    return np.asarray(kept - np.nanmedian(kept, axis=0)) if kept.size else kept


def _test(
    target: Target, learnt: Sequence[Moment], now: Moment, waves: Waves, fall: float, weights: FloatArray
) -> OriginTest | None:
    rows = now.outside
    came = happened(now, target, fall)[rows]
    before = np.concatenate([happened(each, target, fall)[each.outside] for each in learnt])
    if not (0 < came.sum() < len(came)) or not (0 < before.sum() < len(before)):
        return None
    base = float(before.mean())
    said = {
        each: each.say(learnt, now, fall, waves.groups)[rows]
        for each in CANDIDATES
        if target in each.targets and len(before) >= each.needs
    }
    drawn = weights[:, rows]
    skills = {each: brier_skill(came, values, base, drawn) for each, values in said.items()}
    points = {each: float(brier_skill(came, values, base)) for each, values in said.items()}
    baseline = max((each for each in said if each.kind == "baseline"), key=lambda each: points[each])
    methods = tuple(
        _tried(each, came, said[each], points[each], skills[each],
               None if each.kind == "baseline" else (points[baseline], skills[baseline]), drawn)
        for each in said
    )  # fmt: skip
    chosen = next(each for each in said if each.kind == "ours")
    return OriginTest(
        target=target,
        origin=now.year,
        until=int(now.year + now.gap),
        learnt_from=tuple(each.year for each in learnt),
        areas=int(rows.sum()),
        base=base,
        happened=float(came.mean()),
        methods=methods,
        cells=cells_of(came, said[chosen]),
        best=max(methods, key=lambda each: each.skill.value).name,
        best_baseline=baseline.name,
    )


def _tried(
    candidate: Candidate,
    came: FloatArray,
    said: FloatArray,
    point: float,
    skill: float | FloatArray,
    baseline: tuple[float, float | FloatArray] | None,
    drawn: FloatArray,
) -> Tried:
    precision = interval_of(
        float(average_precision(came, said)), np.asarray(average_precision(came, said, drawn))
    )
    ahead: Interval | None = None
    if baseline is not None:
        ahead = interval_of(point - baseline[0], np.asarray(skill) - np.asarray(baseline[1]))
    return Tried(
        name=candidate.name,
        kind=candidate.kind,
        precision=precision,
        skill=interval_of(point, np.asarray(skill)),
        calibration=calibration_error(came, said),
        hits=hits(came, said),
        ahead=ahead,
    )


def cells_of(came: FloatArray, said: FloatArray) -> tuple[Cell, ...]:
    """Return what became of areas that were told the same number of ten (0 and 1 together).

    Examples
    --------
    >>> cells_of(np.array([0., 1, 0]), np.array([.02, .12, .31]))
    (Cell(said=1, areas=2, mean_said=0.07, happened=1), Cell(said=3, areas=1, mean_said=0.31, happened=0))
    """
    told = np.maximum(np.floor(said * 10 + 0.5), 1).astype(int)
    return tuple(
        Cell(k, int(rows.sum()), round(float(said[rows].mean()), 10), int(came[rows].sum()))
        for k in range(1, 11)
        if (rows := told == k).any()
    )


def _lasting(waves: Waves, fall: float) -> Lasting:
    falls = still = back = 0
    for at in range(len(waves.years) - 2):
        three = waves.score[:, at : at + 3]
        known = ~np.isnan(three).any(1)
        if known.sum() < FEWEST:
            continue
        x = three[known] - np.median(three[known], axis=0)
        fell = (x[:, 1] - x[:, 0]) < -fall
        falls += int(fell.sum())
        still += int((fell & (x[:, 2] - x[:, 0] < -fall)).sum())
        back += int((fell & (x[:, 2] >= x[:, 0])).sum())
    return Lasting(falls, still, back)
