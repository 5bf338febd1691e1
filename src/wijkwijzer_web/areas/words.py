"""The language of the page, as the library knows it."""

from __future__ import annotations

from django.utils.translation import get_language

from wijkwijzer.report import Language

__all__ = ["language"]


def language() -> Language:
    """Dutch or English."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"
