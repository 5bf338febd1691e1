"""Publications in and out as RIS and BibTeX."""

from __future__ import annotations

from wijkwijzer.knowledge.bibtex import from_bibtex, read_bibtex, to_bibtex
from wijkwijzer.knowledge.publications import Reading
from wijkwijzer.knowledge.ris import from_ris, read_ris, to_ris

__all__ = ["Reading", "from_bibtex", "from_ris", "read_bibtex", "read_ris", "to_bibtex", "to_ris"]
