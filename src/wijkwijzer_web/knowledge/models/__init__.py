"""What is kept: records with their drafts, the values that are filtered on, and reactions."""

from wijkwijzer_web.knowledge.models.reactions import Reaction
from wijkwijzer_web.knowledge.models.records import (
    Contributor,
    Counter,
    EmptySearch,
    FacetValue,
    KnowledgeRecord,
    Revision,
    State,
)

__all__ = [
    "Contributor",
    "Counter",
    "EmptySearch",
    "FacetValue",
    "KnowledgeRecord",
    "Reaction",
    "Revision",
    "State",
]
