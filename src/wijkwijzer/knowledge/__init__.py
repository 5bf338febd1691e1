"""What works: search in Dutch, records of what is known, transfer to another area, gaps in the evidence."""

from wijkwijzer.knowledge.search import (
    Document,
    Hit,
    Reason,
    Results,
    SearchIndex,
    Settings,
    Thesaurus,
    build_index,
    update_index,
)

__all__ = [
    "Document",
    "Hit",
    "Reason",
    "Results",
    "SearchIndex",
    "Settings",
    "Thesaurus",
    "build_index",
    "update_index",
]
