"""What the signals give: frozen, with everything a page must print beside a chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wijkwijzer.effects.signals.measures import Interval
from wijkwijzer.effects.signals.ordinary import Ordinary
from wijkwijzer.effects.stamp import Stamp

__all__ = [
    "VERSION", "AreaSignal", "Backtest", "Cell", "Foresight", "Kind", "Lasting", "OriginTest", "Product",
    "Target", "Told", "Tried",
]  # fmt: skip

VERSION = "1.1"
"""Of both signals; 1.1 draws the line over all areas of a wave."""
Target = Literal["grens", "daling"]
Kind = Literal["ours", "baseline", "other"]


@dataclass(frozen=True)
class Cell:
    """Areas that were told the same number of ten: how often it happened. 0 and 1 are told as one."""

    said: int
    areas: int
    mean_said: float
    happened: int

    @property
    def hundred(self) -> float:
        """How often it happened, of a hundred."""
        return 100 * self.happened / self.areas if self.areas else 0.0


@dataclass(frozen=True)
class Tried:
    """One method at one origin. `ahead` is its Brier skill minus that of the best baseline."""

    name: str
    kind: Kind
    precision: Interval
    skill: Interval
    calibration: float
    hits: int
    ahead: Interval | None


@dataclass(frozen=True)
class OriginTest:
    """One target at one origin that the methods had not seen. `best` is the method with the highest skill."""

    target: Target
    origin: int
    until: int
    learnt_from: tuple[int, ...]
    areas: int
    base: float
    happened: float
    methods: tuple[Tried, ...]
    cells: tuple[Cell, ...]
    best: str
    best_baseline: str

    @property
    def beaten(self) -> bool:
        """Whether ours was better than always saying the base rate, with its whole interval."""
        return next(each for each in self.methods if each.kind == "ours").skill.low > 0


@dataclass(frozen=True)
class Lasting:
    """Falls whose next wave is known: how many were still down then, and how many were wholly back."""

    falls: int
    still: int
    back: int


@dataclass(frozen=True)
class Backtest:
    """Every origin that could be tested, with what was tried and what it was worth. Computed afterwards."""

    stamp: Stamp
    indicator: str
    years: tuple[int, ...]
    fall: float
    tests: tuple[OriginTest, ...]
    lasting: Lasting


@dataclass(frozen=True)
class Product:
    """One of the two signals, ready to use. Without `forecasts` it follows and does not forecast."""

    target: Target
    ordinary: Ordinary
    base: float
    forecasts: bool
    record: tuple[Cell, ...]


@dataclass(frozen=True)
class Foresight:
    """Both signals of one panel with their backtest. It holds no chance of any area: there is no list."""

    stamp: Stamp
    backtest: Backtest
    origin: int
    until: int
    products: tuple[Product, ...]

    @property
    def current(self) -> bool:
        """Whether it was learnt by the method of now; what an older one learnt is learnt again."""
        return self.stamp.version == VERSION

    def product(self, target: Target) -> Product:
        """Return one of the two."""
        return next(each for each in self.products if each.target == target)


@dataclass(frozen=True)
class Told:
    """One chance as it is told: of ten areas like this one, with what became of earlier areas told the same.

    `low` and `high` (of ten) come from those earlier areas; None when there were fewer than thirty.
    """

    target: Target
    chance: float
    said: int
    low: int | None
    high: int | None
    base: float
    like: int
    happened: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class AreaSignal:
    """What is said of one area; `silent` says for each signal that is left out why."""

    stamp: Stamp
    area: str
    origin: int
    until: int
    told: tuple[Told, ...]
    silent: tuple[tuple[str, str], ...]
    lasting: Lasting
