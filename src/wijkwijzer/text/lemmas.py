"""Lemmas and stop words of Dutch: "bewoners" -> "bewoner", and which words carry no subject.

Lemmas come from `simplemma` (MIT), stop words from `stopwords-iso` (MIT) plus the words of talk that every
dialogue is full of.
"""

from __future__ import annotations

from functools import lru_cache

import simplemma
import stopwordsiso

from wijkwijzer.text.normalise import words

__all__ = ["content_lemmas", "lemma", "stop_words"]

_TALK = """
    gewoon eigenlijk echt graag misschien wel heel erg veel vaak altijd nooit steeds weer ook nog maar
    gaan gaat komen komt maken maakt krijgen krijgt vinden vindt laten laat zetten zet zeggen zegt denk
    denken weten moeten willen kunnen mogen zouden zitten staan ding dingen beetje soms bijna helemaal
    jullie mensen iemand iedereen niemand niets niks iets ander andere beter goed goede via waar waarom
    hoe wie
"""


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Dutch stop words and words of talk, in lower case.

    Examples
    --------
    >>> "het" in stop_words(), "buurt" in stop_words()
    (True, False)
    """
    return frozenset(stopwordsiso.stopwords("nl")) | frozenset(_TALK.split())


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The dictionary form of one word, or the word itself in lower case.

    Examples
    --------
    >>> lemma("bewoners"), lemma("liepen")
    ('bewoner', 'lopen')
    """
    return simplemma.lemmatize(word.lower(), lang="nl").lower()


def content_lemmas(text: str) -> list[str]:
    """Lemmas of the words that say what a text is about: no stop words, no numbers, three letters or more.

    Examples
    --------
    >>> content_lemmas("De bewoners van de Vlasstraat hebben 3 bankjes gekregen.")
    ['bewoner', 'vlasstraat', 'bankje']
    """
    stops = stop_words()
    found = []
    for word in words(text):
        spelled = word.text.lower()
        if len(spelled) > 2 and spelled not in stops and not spelled[0].isdigit():
            base = lemma(spelled)
            if len(base) > 2 and base not in stops:
                found.append(base)
    return found
