"""Dialogues: votes and messages in, positions, opinion groups, shares, themes and a verslag out.

A dialogue is an append-only log. Every result is a function of (position in the log, version of the method,
seed); the same votes in any order give the same result.
"""

from wijkwijzer.dialogue.analysis import Analysis, analyse
from wijkwijzer.dialogue.log import Dialogue
from wijkwijzer.dialogue.matrix import VoteMatrix
from wijkwijzer.dialogue.reading import read_dialogue

__all__ = ["Analysis", "Dialogue", "VoteMatrix", "analyse", "read_dialogue"]
