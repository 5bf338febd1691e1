"""Dutch text: one spelling, terms, compounds, personal data, meaning as numbers, readability."""

from wijkwijzer.text.analyse import Token, analyse, explain, is_stop_word, stem, terms
from wijkwijzer.text.decompound import Split, split_compound
from wijkwijzer.text.normalise import Word, fold, normalise, words

__all__ = [
    "Split",
    "Token",
    "Word",
    "analyse",
    "explain",
    "fold",
    "is_stop_word",
    "normalise",
    "split_compound",
    "stem",
    "terms",
    "words",
]
