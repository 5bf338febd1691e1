"""The fairness audit of a release: do false alarms fall more on areas of one kind than of another?

The figure that areas are grouped by (origin of residents, say) is used here to check, and nowhere to
forecast. Areas only, never persons. Bar: the shares of false alarms in the five groups lie within 3 points.

Where groups lie unequally near the line, chances that are exactly right give unequal false alarms: equal
shares of false alarms and equal calibration cannot both be had (Chouldechova 2017, Big Data 5, 153-163;
Kleinberg, Mullainathan & Raghavan 2017). So beside the gap stands the gap that exactly right chances would
give, and per group what was said and what happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkwijzer.effects.signals.backtest import TARGETS, fall_size, moments_of
from wijkwijzer.effects.signals.candidates import happened as came_true
from wijkwijzer.effects.signals.candidates import ours
from wijkwijzer.effects.signals.results import Target
from wijkwijzer.effects.signals.waves import Waves
from wijkwijzer.effects.stamp import Stamp
from wijkwijzer.errors import InputError

__all__ = ["ALARMS", "BAR", "Audit", "AuditGroup", "ReleaseAudit", "audit", "audit_waves"]

FloatArray = NDArray[np.float64]
FEWEST = 100
ALARM = 0.25
ALARMS: Mapping[Target, float] = {"grens": 0.25, "daling": 0.2}
"""From which chance a signal counts as an alarm: a fall is rarer, so its chances are lower."""
BAR = 0.03
DRAWS = 2000


@dataclass(frozen=True)
class AuditGroup:
    """One fifth of the areas: how many did not fall, and how many of those had an alarm all the same.

    `said` is the mean chance that was said in the group.
    """

    areas: int
    quiet: int
    alarmed: int
    said: float

    @property
    def share(self) -> float:
        """False alarms among areas where nothing happened."""
        return self.alarmed / self.quiet if self.quiet else 0.0

    @property
    def happened(self) -> float:
        """The share of the group in which it did happen: to hold beside `said`."""
        return (self.areas - self.quiet) / self.areas if self.areas else 0.0


@dataclass(frozen=True)
class Audit:
    """The five groups, lowest first, and the gap between the highest and lowest share of false alarms.

    `by_chance` is the gap that nineteen of twenty audits stay under when every group has the same chance of a
    false alarm: with few areas a gap says little. `if_right` are the bounds that hold nineteen of twenty gaps
    when every chance that was said is exactly right.
    """

    stamp: Stamp
    grouped_by: str
    alarm: float
    groups: tuple[AuditGroup, ...]
    gap: float
    by_chance: float
    if_right: tuple[float, float]
    within_bar: bool

    @property
    def alarmed(self) -> int:
        """How many false alarms there were."""
        return sum(group.alarmed for group in self.groups)


@dataclass(frozen=True)
class ReleaseAudit:
    """What one signal did at all tested origins together, by one figure."""

    target: Target
    origins: tuple[int, ...]
    audit: Audit


def audit(
    said: ArrayLike, happened: ArrayLike, grouping: ArrayLike, *, grouped_by: str, alarm: float = ALARM
) -> Audit:
    """Compare false alarms between fifths of the areas by a figure that was not an input.

    Parameters
    ----------
    said, happened, grouping : (areas,) the chance, 0 or 1, and the figure to group by (NaN: left out).
    alarm : chances from here count as an alarm.

    Raises
    ------
    InputError
        With fewer than ``FEWEST`` areas whose figure is known.

    Examples
    --------
    >>> n = np.arange(200.0)
    >>> audit(np.full(200, .3), np.zeros(200), n, grouped_by="test").gap
    0.0
    """
    p, came, by = (np.asarray(each, dtype=np.float64) for each in (said, happened, grouping))
    known = ~np.isnan(by) & ~np.isnan(p)
    if known.sum() < FEWEST:
        raise InputError(f"Voor een controle zijn minstens {FEWEST} gebieden nodig.")
    order = np.flatnonzero(known)[np.argsort(by[known], kind="stable")]
    fifths = np.array_split(order, 5)
    groups = tuple(
        AuditGroup(
            len(rows),
            int((came[rows] == 0).sum()),
            int(((came[rows] == 0) & (p[rows] >= alarm)).sum()),
            round(float(p[rows].mean()), 10),
        )
        for rows in fifths
    )
    shares = [group.share for group in groups]
    gap = max(shares) - min(shares)
    stamp = Stamp(
        "signals-audit", "1.2", (("alarm", f"{alarm:g}"), ("groups", "5"), ("draws", str(DRAWS))), 0
    )
    expected = _if_right([p[rows] for rows in fifths], alarm)
    return Audit(stamp, grouped_by, alarm, groups, gap, _by_chance(groups), expected, gap <= BAR)


def _by_chance(groups: tuple[AuditGroup, ...]) -> float:
    """The 95th of 100 gaps when false alarms fall on every group alike."""
    quiet = np.array([group.quiet for group in groups])
    if not quiet.all():
        return 1.0
    rate = sum(group.alarmed for group in groups) / quiet.sum()
    shares = np.random.default_rng(0).binomial(quiet, rate, size=(DRAWS, len(groups))) / quiet
    return float(np.quantile(shares.max(1) - shares.min(1), 0.95))


def _if_right(fifths: Sequence[FloatArray], alarm: float) -> tuple[float, float]:
    """The middle 95 of 100 gaps when what was said is exactly right; quiet without alarm as expected."""
    rng, shares = np.random.default_rng(0), []
    for chances in fifths:
        told = np.sort(chances[chances >= alarm])
        false = (rng.random((DRAWS, len(told))) >= told).sum(1)
        quiet = false + (1 - chances[chances < alarm]).sum()
        shares.append(false / np.maximum(quiet, 1e-12))
    gaps = np.max(shares, axis=0) - np.min(shares, axis=0)
    low, high = np.quantile(gaps, (0.025, 0.975))
    return round(float(low), 10), round(float(high), 10)


def audit_waves(
    waves: Waves, groupings: Mapping[str, ArrayLike], *, fall: float | None = None
) -> tuple[ReleaseAudit, ...]:
    """Audit both signals of a panel: at every origin that the backtest tests, by every figure given.

    Parameters
    ----------
    waves : the panel.
    groupings : per figure one value per area of the panel, NaN where it is not known.
    fall : as in :func:`backtest`.

    Returns
    -------
    tuple of ReleaseAudit
        Without those for which fewer than ``FEWEST`` areas are known, and without origins that saw nothing.

    Examples
    --------
    >>> from wijkwijzer.effects.signals.planted import planted_waves
    >>> waves = planted_waves(300, seed=3, waves=4)
    >>> found = audit_waves(waves, {"grootte": waves.size})
    >>> [(each.target, each.origins, each.audit.grouped_by) for each in found]
    [('grens', (2012, 2014), 'grootte'), ('daling', (2012, 2014), 'grootte')]
    """
    size = fall_size(waves) if fall is None else fall
    found = []
    for target in TARGETS:
        origins, said, came, rows = _told(waves, target, size)
        for name, values in groupings.items():
            by = np.asarray(values, dtype=np.float64)[rows]
            if (~np.isnan(by)).sum() >= FEWEST:
                made = audit(said, came, by, grouped_by=name, alarm=ALARMS[target])
                found.append(ReleaseAudit(target, origins, made))
    return tuple(found)


def _told(
    waves: Waves, target: Target, fall: float
) -> tuple[tuple[int, ...], FloatArray, FloatArray, NDArray[np.intp]]:
    """What was said and what came, of all origins together, and which area each row is."""
    known = [now for _at, followed, now in moments_of(waves) if followed]
    origins, said, came, rows = list[int](), list[FloatArray](), list[FloatArray](), list[NDArray[np.intp]]()
    for i in range(1, len(known)):
        learnt, now = known[:i], known[i]
        before = np.concatenate([came_true(each, target, fall)[each.outside] for each in learnt])
        if not 0 < before.sum() < len(before):
            continue
        origins.append(now.year)
        said.append(ours(target).say(learnt, now, fall, waves.groups)[now.outside])
        came.append(came_true(now, target, fall)[now.outside])
        rows.append(np.flatnonzero(now.outside))
    if not origins:
        return (), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.intp)
    return tuple(origins), np.concatenate(said), np.concatenate(came), np.concatenate(rows)
