"""Dutch text: one spelling, terms, compounds, personal data, meaning as numbers, readability."""

from wijkwijzer.text.analyse import Token, analyse, explain, is_stop_word, stem, terms
from wijkwijzer.text.decompound import (
    Split,
    is_listed_word,
    listed_words,
    part_spellings,
    split_compound,
)
from wijkwijzer.text.matching import matched
from wijkwijzer.text.normalise import Word, fold, normalise, words

__all__ = [
    "Split",
    "Token",
    "Word",
    "analyse",
    "explain",
    "fold",
    "is_listed_word",
    "is_stop_word",
    "listed_words",
    "matched",
    "normalise",
    "part_spellings",
    "split_compound",
    "stem",
    "terms",
    "words",
]
