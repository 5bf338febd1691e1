"""The few words the renderers say themselves, in Dutch and English (`words.toml`)."""

from __future__ import annotations

from collections.abc import Mapping

from wijkwijzer.report.blocks import Language
from wijkwijzer.words import vocabulary

__all__ = ["words"]


def words(language: Language) -> Mapping[str, str]:
    """The vocabulary of one language.

    Examples
    --------
    >>> words("nl")["unknown"]
    'onbekend'
    """
    return vocabulary("wijkwijzer.report", language)
