"""Which words say what a text is about: every one that is no function word and no word of talk.

The function words are the list of the search. In the longer list of words that are no name
(`lemmas.stop_words`) "samen", "weg", "gelijk" and "vrij" stand too, and those can be a theme.
"""

from __future__ import annotations

from wijkwijzer.text.analyse import is_stop_word
from wijkwijzer.text.lemmas import TALK, lemma
from wijkwijzer.text.normalise import words

__all__ = ["content_lemmas"]


def content_lemmas(text: str) -> list[str]:
    """Lemmas of the words that say what a text is about: no stop words, no numbers, three letters or more.

    Examples
    --------
    >>> content_lemmas("De bewoners van de Vlasstraat hebben 3 bankjes gekregen.")
    ['bewoner', 'vlasstraat', 'bankje']
    >>> content_lemmas("We moeten samen de weg oversteken, dat is onzeker.")
    ['samen', 'weg', 'oversteek', 'onzeker']
    """
    found = []
    for word in words(text):
        spelled = word.text.lower()
        if len(spelled) > 2 and not _says_nothing(spelled) and not spelled[0].isdigit():
            base = lemma(spelled)
            if len(base) > 2 and not _says_nothing(base):
                found.append(base)
    return found


def _says_nothing(word: str) -> bool:
    return is_stop_word(word) or word in TALK
