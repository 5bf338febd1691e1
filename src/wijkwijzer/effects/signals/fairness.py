"""The fairness audit of a release: do false alarms fall more on areas of one kind than of another?

The figure that areas are grouped by (origin of residents, say) is used here to check, and nowhere to
forecast. Areas only, never persons. Bar: the shares of false alarms in the five groups lie within 3 points.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkwijzer.effects.stamp import Stamp
from wijkwijzer.errors import InputError

__all__ = ["Audit", "AuditGroup", "audit"]

FloatArray = NDArray[np.float64]
FEWEST = 100
ALARM = 0.25


@dataclass(frozen=True)
class AuditGroup:
    """One fifth of the areas: how many did not fall, and how many of those had an alarm all the same."""

    areas: int
    quiet: int
    alarmed: int

    @property
    def share(self) -> float:
        """False alarms among areas where nothing happened."""
        return self.alarmed / self.quiet if self.quiet else 0.0


@dataclass(frozen=True)
class Audit:
    """The five groups, lowest first, and the gap between the highest and lowest share of false alarms."""

    stamp: Stamp
    grouped_by: str
    alarm: float
    groups: tuple[AuditGroup, ...]
    gap: float
    within_bar: bool


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
    groups = tuple(
        AuditGroup(
            len(rows), int((came[rows] == 0).sum()), int(((came[rows] == 0) & (p[rows] >= alarm)).sum())
        )
        for rows in np.array_split(order, 5)
    )
    shares = [group.share for group in groups]
    gap = max(shares) - min(shares)
    stamp = Stamp("signals-audit", "1.0", (("alarm", f"{alarm:g}"), ("groups", "5")))
    return Audit(stamp, grouped_by, alarm, groups, gap, gap <= 0.03)
