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
from wijkwijzer.effects.priorities.typed import MOST_ROWS, typed_preferences, typed_rows
from wijkwijzer.effects.priorities.weigh import weigh

__all__ = [
    "MOST_ROWS",
    "Alternative",
    "Criterion",
    "Figure",
    "Outcome",
    "Preference",
    "Standing",
    "Weighing",
    "WeighingOutcome",
    "read_weighing",
    "typed_preferences",
    "typed_rows",
    "weigh",
    "weighing_from_rows",
]
