"""What other apps may ask of programmes: their example. All else goes through the hooks."""

from __future__ import annotations

from wijkwijzer_web.programme.example.actions import load_example_programme
from wijkwijzer_web.programme.example.figures import load_example_analyses

__all__ = [
    "load_example_analyses",
    "load_example_programme",
]
