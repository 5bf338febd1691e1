"""Lemmas of Dutch ("bewoners" -> "bewoner"), words of talk, and words that are no name.

Lemmas come from `simplemma` (MIT), `stop_words` from `stopwords-iso` (MIT) and the words of talk.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wijkwijzer.text.kept import Table, kept_table

__all__ = ["TALK", "is_form", "lemma", "stop_words"]

_TALK = """
    gewoon eigenlijk echt graag misschien wel heel erg veel vaak altijd nooit steeds weer ook nog maar
    gaan gaat komen komt maken maakt krijgen krijgt vinden vindt laten laat zetten zet zeggen zegt denk
    denken weten moeten willen kunnen mogen zouden zitten staan ding dingen beetje soms bijna helemaal
    jullie mensen iemand iedereen niemand niets niks iets ander andere beter goed goede via waar waarom
    hoe wie
"""
_QUOTES = str.maketrans("’ʼ", "''")  # apostrophes that the dictionary writes as one
TALK = frozenset(_TALK.split())


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Words that are no name, in lower case: common words of all kinds, words of talk included.

    Examples
    --------
    >>> "het" in stop_words(), "buurt" in stop_words()
    (True, False)
    """
    import stopwordsiso

    return frozenset(stopwordsiso.stopwords("nl")) | TALK


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The dictionary form of one word, or the word itself in lower case.

    Examples
    --------
    >>> lemma("bewoners"), lemma("liepen")
    ('bewoner', 'lopen')
    """
    word = unicodedata.normalize("NFC", word.lower())
    found = None if word.isnumeric() else _looked_up(word)
    return (_simplemma().lemmatize(word, "nl") if found is None else found).lower()


def is_form(word: str) -> bool:
    """Whether the dictionary has a word, as one of its forms.

    Examples
    --------
    >>> is_form("liepen"), is_form("liepsen")
    (True, False)
    """
    word = unicodedata.normalize("NFC", word)
    return _looked_up(word) is not None or ("'" in word.translate(_QUOTES) and _knows(word))


def _looked_up(word: str) -> str | None:
    """The dictionary's answer, as `simplemma` looks it up: as written, then with the other first letter."""
    forms = _forms()
    found = forms.get(word)
    if found is None:
        found = forms.get(word.lower() if word[:1].isupper() else word.capitalize())
    return found


def _knows(word: str) -> bool:
    from simplemma.strategies import DictionaryLookupStrategy

    return DictionaryLookupStrategy(_Forms()).get_lemma(word, "nl") is not None


class _Forms:
    """Gives `simplemma` our table instead of a dictionary that it unpacks at every start."""

    def get_dictionary(self, lang: str) -> Table:
        assert lang == "nl", lang
        return _forms()


@lru_cache(maxsize=1)
def _simplemma() -> Any:
    """For words that are not in the dictionary: rules, prefixes and endings. Loaded when it is needed."""
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_Forms()))


@lru_cache(maxsize=1)
def _forms() -> Table:
    """The dictionary of forms of `simplemma`."""
    return kept_table("woordvormen", [_dictionary_file()], _all_forms)


def _all_forms() -> Any:
    from simplemma.strategies import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary("nl").items()


def _dictionary_file() -> Path:
    """Where the package keeps it, without importing the package."""
    found = find_spec("simplemma")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "strategies" / "dictionaries" / "data" / "nl.plzma"
