"""What other apps may ask of knowledge."""

from __future__ import annotations

from wijkwijzer_web.knowledge.catalogue.pages import chosen
from wijkwijzer_web.knowledge.contribute.lessons import LESSON_KINDS, start_from_lesson
from wijkwijzer_web.knowledge.contribute.queries import askable, opened_here
from wijkwijzer_web.knowledge.dossiers.queries import series, where_to_write
from wijkwijzer_web.knowledge.example.actions import load_example_knowledge
from wijkwijzer_web.knowledge.models import ArticlePage
from wijkwijzer_web.knowledge.reactions.queries import Reactions
from wijkwijzer_web.knowledge.reactions.queries import shown as reactions_on
from wijkwijzer_web.knowledge.records.queries import (
    InitiativeRow,
    claim_rows,
    initiative,
    initiatives_in,
    open_fields,
    public_of,
    public_record,
)
from wijkwijzer_web.knowledge.review.queries import may_look
from wijkwijzer_web.knowledge.search.actions import note_empty

__all__ = [
    "LESSON_KINDS",
    "ArticlePage",
    "InitiativeRow",
    "Reactions",
    "askable",
    "chosen",
    "claim_rows",
    "initiative",
    "initiatives_in",
    "load_example_knowledge",
    "may_look",
    "note_empty",
    "open_fields",
    "opened_here",
    "public_of",
    "public_record",
    "reactions_on",
    "series",
    "start_from_lesson",
    "where_to_write",
]
