"""Lemmas of Dutch ("bewoners" -> "bewoner"), words of talk, and words that are no name.

Lemmas come from `simplemma` (MIT), `stop_words` from `stopwords-iso` (MIT) and the words of talk.
"""

from __future__ import annotations

from functools import lru_cache

import simplemma
import stopwordsiso

__all__ = ["TALK", "lemma", "stop_words"]

_TALK = """
    gewoon eigenlijk echt graag misschien wel heel erg veel vaak altijd nooit steeds weer ook nog maar
    gaan gaat komen komt maken maakt krijgen krijgt vinden vindt laten laat zetten zet zeggen zegt denk
    denken weten moeten willen kunnen mogen zouden zitten staan ding dingen beetje soms bijna helemaal
    jullie mensen iemand iedereen niemand niets niks iets ander andere beter goed goede via waar waarom
    hoe wie
"""
TALK = frozenset(_TALK.split())


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Words that are no name, in lower case: common words of all kinds, words of talk included.

    Examples
    --------
    >>> "het" in stop_words(), "buurt" in stop_words()
    (True, False)
    """
    return frozenset(stopwordsiso.stopwords("nl")) | TALK


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The dictionary form of one word, or the word itself in lower case.

    Examples
    --------
    >>> lemma("bewoners"), lemma("liepen")
    ('bewoner', 'lopen')
    """
    return simplemma.lemmatize(word.lower(), lang="nl").lower()
