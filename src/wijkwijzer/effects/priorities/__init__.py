"""What first: SMAA over all weightings that fit; zeker, mogelijk or niet, and never one list."""

from wijkwijzer.effects.priorities.model import (
    Alternative,
    Criterion,
    Figure,
    Outcome,
    Preference,
    Standing,
    Weighing,
)
from wijkwijzer.effects.priorities.model import Outcome as WeighingOutcome
from wijkwijzer.effects.priorities.sheet import read_weighing, weighing_from_rows
from wijkwijzer.effects.priorities.weigh import weigh

__all__ = [
    "Alternative",
    "Criterion",
    "Figure",
    "Outcome",
    "Preference",
    "Standing",
    "Weighing",
    "WeighingOutcome",
    "read_weighing",
    "weigh",
    "weighing_from_rows",
]
