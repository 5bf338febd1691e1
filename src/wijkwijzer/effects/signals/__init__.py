"""Signals: what may come, in plain chances, with a backtest that prints where it failed."""

from wijkwijzer.effects.signals import words as signal_words
from wijkwijzer.effects.signals.backtest import backtest, fall_size
from wijkwijzer.effects.signals.fairness import Audit, ReleaseAudit, audit, audit_waves
from wijkwijzer.effects.signals.foresight import learn, signal
from wijkwijzer.effects.signals.results import (
    AreaSignal,
    Backtest,
    Cell,
    Foresight,
    Lasting,
    OriginTest,
    Told,
    Tried,
)
from wijkwijzer.effects.signals.waves import Waves, make_waves

__all__ = [
    "AreaSignal", "Audit", "Backtest", "Cell", "Foresight", "Lasting", "OriginTest", "ReleaseAudit", "Told",
    "Tried", "Waves", "audit", "audit_waves", "backtest", "fall_size", "learn", "make_waves", "signal",
    "signal_words",
]  # fmt: skip
