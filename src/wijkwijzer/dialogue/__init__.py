"""Dialogues: votes and messages in, positions, opinion groups, shares, themes and a verslag out.

A dialogue is an append-only log. Every result is a function of (position in the log, version of the method,
seed); the same votes in any order give the same result.

What stands here is what other rooms use, and a test keeps it so. A name is looked up when it is first asked
for: who only draws the next statement does not load the language model.

Examples
--------
>>> from wijkwijzer.dialogue import router_weights
>>> router_weights.__module__
'wijkwijzer.dialogue.votes.router'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkwijzer.faces import lazily

if TYPE_CHECKING:
    from wijkwijzer.dialogue.analysis import analyse
    from wijkwijzer.dialogue.files import read_dialogue
    from wijkwijzer.dialogue.polis.exporting import polis_export
    from wijkwijzer.dialogue.public_counts import GROUPS, PublicRow, PublicStatement
    from wijkwijzer.dialogue.themes.duplicates import DuplicateIndex
    from wijkwijzer.dialogue.themes.messages import Message, Question, Theme, group_by_question
    from wijkwijzer.dialogue.themes.shares import theme_places
    from wijkwijzer.dialogue.verslag.check import check_verslag
    from wijkwijzer.dialogue.verslag.derived.short import short_verslag
    from wijkwijzer.dialogue.verslag.derived.why import why_verslag
    from wijkwijzer.dialogue.verslag.document import verslag_document
    from wijkwijzer.dialogue.verslag.gather import gather
    from wijkwijzer.dialogue.verslag.inquiry import Inquiry
    from wijkwijzer.dialogue.verslag.references import message_ref, statement_ref, theme_ref
    from wijkwijzer.dialogue.verslag.rows import statement_picture
    from wijkwijzer.dialogue.verslag.script import Script, ScriptQuestion, ScriptTopic
    from wijkwijzer.dialogue.verslag.theirs import their_words
    from wijkwijzer.dialogue.votes.log import Dialogue, empty_table
    from wijkwijzer.dialogue.votes.population import shares_by_age
    from wijkwijzer.dialogue.votes.rankings import rank_items
    from wijkwijzer.dialogue.votes.ratings import rate
    from wijkwijzer.dialogue.votes.router import draw_probabilities, router_weights

__all__ = [
    "GROUPS",
    "Dialogue",
    "DuplicateIndex",
    "Inquiry",
    "Message",
    "PublicRow",
    "PublicStatement",
    "Question",
    "Script",
    "ScriptQuestion",
    "ScriptTopic",
    "Theme",
    "analyse",
    "check_verslag",
    "draw_probabilities",
    "empty_table",
    "gather",
    "group_by_question",
    "message_ref",
    "polis_export",
    "rank_items",
    "rate",
    "read_dialogue",
    "router_weights",
    "shares_by_age",
    "short_verslag",
    "statement_picture",
    "statement_ref",
    "their_words",
    "theme_places",
    "theme_ref",
    "verslag_document",
    "why_verslag",
]

__getattr__ = lazily(
    __name__,
    {
        "analysis": ("analyse",),
        "files": ("read_dialogue",),
        "polis.exporting": ("polis_export",),
        "public_counts": ("GROUPS", "PublicRow", "PublicStatement"),
        "themes.duplicates": ("DuplicateIndex",),
        "themes.messages": ("Message", "Question", "Theme", "group_by_question"),
        "themes.shares": ("theme_places",),
        "verslag.check": ("check_verslag",),
        "verslag.document": ("verslag_document",),
        "verslag.gather": ("gather",),
        "verslag.inquiry": ("Inquiry",),
        "verslag.references": ("message_ref", "statement_ref", "theme_ref"),
        "verslag.rows": ("statement_picture",),
        "verslag.theirs": ("their_words",),
        "verslag.script": ("Script", "ScriptQuestion", "ScriptTopic"),
        "verslag.derived.short": ("short_verslag",),
        "verslag.derived.why": ("why_verslag",),
        "votes.log": ("Dialogue", "empty_table"),
        "votes.population": ("shares_by_age",),
        "votes.rankings": ("rank_items",),
        "votes.ratings": ("rate",),
        "votes.router": ("draw_probabilities", "router_weights"),
    },
)
