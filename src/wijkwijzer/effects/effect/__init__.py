"""What an approach did: regression on all years before, local controls, and a gate that must open first."""

from wijkwijzer.effects.effect import words as effect_words
from wijkwijzer.effects.effect.gate import gate
from wijkwijzer.effects.effect.measure import measure
from wijkwijzer.effects.effect.panel import Panel, make_panel
from wijkwijzer.effects.effect.results import Effect, Gate, GatePeriod

__all__ = ["Effect", "Gate", "GatePeriod", "Panel", "effect_words", "gate", "make_panel", "measure"]
