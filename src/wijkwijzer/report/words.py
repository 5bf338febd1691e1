"""The few words the renderers say themselves, in Dutch and English, and on paper in Arabic (`words.toml`)."""

from __future__ import annotations

from collections.abc import Mapping

from wijkwijzer.report.blocks import Language
from wijkwijzer.words import vocabulary

__all__ = ["SPOKEN", "words", "words_on_paper"]

SPOKEN = ("ar",)
"""Languages beside Dutch and English that a document can be in: forms and posters of a dialogue."""


def words(language: Language) -> Mapping[str, str]:
    """The vocabulary of one language.

    Examples
    --------
    >>> words("nl")["unknown"]
    'onbekend'
    """
    return vocabulary("wijkwijzer.report", language)


def words_on_paper(language: Language, spoken: str = "") -> Mapping[str, str]:
    """The vocabulary of a document: in the language it is spoken in, where the renderers know that.

    Examples
    --------
    >>> words_on_paper("nl", "ar")["page"], words_on_paper("nl", "tr")["page"]
    ('صفحة', 'pagina')
    """
    code = spoken.partition("-")[0]
    return vocabulary("wijkwijzer.report", code) if code in SPOKEN else words(language)
