"""Records in and out in the forms of others: RIS, BibTeX, CSL, OAI-PMH, JSON-LD, sheets; and cited in APA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkwijzer.faces import lazily

if TYPE_CHECKING:
    from wijkwijzer.knowledge.exchange.bibtex import from_bibtex, read_bibtex, to_bibtex
    from wijkwijzer.knowledge.exchange.cite import apa
    from wijkwijzer.knowledge.exchange.ris import from_ris, read_ris, to_ris

__all__ = ["apa", "from_bibtex", "from_ris", "read_bibtex", "read_ris", "to_bibtex", "to_ris"]

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "bibtex": ("from_bibtex", "read_bibtex", "to_bibtex"),
            "cite": ("apa",),
            "ris": ("from_ris", "read_ris", "to_ris"),
        },
    )
