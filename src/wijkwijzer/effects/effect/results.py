"""What a measurement of an effect gives: frozen, with the gate that says whether it can be measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wijkwijzer.effects.stamp import Stamp

__all__ = ["Effect", "Gate", "GatePeriod", "Verdict"]

Verdict = Literal["more", "less", "none", "closed"]


@dataclass(frozen=True)
class GatePeriod:
    """One period in which nothing was done: what the method finds there should be nothing.

    `bias` and `error` are in spreads between areas; `rejected` of `tested` single areas were called
    different.
    """

    start: int
    lags: int
    years: int
    areas: int
    bias: float
    error: float
    tested: int
    rejected: int


@dataclass(frozen=True)
class Gate:
    """The method tried on untreated periods of the same panel. `reasons` say why it is closed."""

    periods: tuple[GatePeriod, ...]
    bias: float
    error: float
    rejection: float
    open: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """The difference from what was expected of some areas, in units of the figure and in spreads between
    areas.

    `low` to `high` is the 95% interval, `smallest` the difference that would be found in 8 of 10 cases;
    `beside` is synthetic difference in differences. Printed as an effect only when the gate is open.
    """

    stamp: Stamp
    indicator: str
    areas: tuple[str, ...]
    start: int
    years_before: tuple[int, ...]
    years_after: tuple[int, ...]
    spread: float
    difference: float
    low: float
    high: float
    p: float
    smallest: float
    beside: float
    controls: int
    local: bool
    clusters: int
    shared: float
    gate: Gate
    verdict: Verdict

    @property
    def last(self) -> int:
        """The last year that counted."""
        return self.years_after[-1]
