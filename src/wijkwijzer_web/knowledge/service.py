"""What other apps may ask of knowledge."""

from __future__ import annotations

from wijkwijzer_web.knowledge.example.actions import load_example_knowledge
from wijkwijzer_web.knowledge.reactions.queries import Reactions
from wijkwijzer_web.knowledge.reactions.queries import shown as reactions_on

__all__ = ["Reactions", "load_example_knowledge", "reactions_on"]
