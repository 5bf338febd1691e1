"""What other apps may ask of programmes: the chain of a wijk, its analyses, and advice."""

from __future__ import annotations

from wijkwijzer_web.programme.advice.pages import ShownAdvice
from wijkwijzer_web.programme.advice.pages import shown as shown_advice
from wijkwijzer_web.programme.advice.queries import advice
from wijkwijzer_web.programme.analyses.queries import analyses_of
from wijkwijzer_web.programme.chain.queries import opgaven_of
from wijkwijzer_web.programme.example.actions import load_example_analyses, load_example_programme

__all__ = [
    "ShownAdvice",
    "advice",
    "analyses_of",
    "load_example_analyses",
    "load_example_programme",
    "opgaven_of",
    "shown_advice",
]
