"""What other apps may ask of foresight."""

from __future__ import annotations

from wijkwijzer_web.effects.example.actions import load_example_foresight

__all__ = ["load_example_foresight"]
