"""What works: search in Dutch, records of what is known, transfer to another area, gaps in the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkwijzer.faces import lazily

if TYPE_CHECKING:
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

if not TYPE_CHECKING:
    __getattr__ = lazily(__name__, {"search": tuple(__all__)})
