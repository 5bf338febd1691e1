"""The nearest known word to a misspelt one; of a misspelt compound, the nearest known part."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from wijkwijzer.text import is_listed_word, listed_words, part_spellings, split_compound

__all__ = ["Speller", "is_dutch_word", "mend_word"]


class Speller:
    """Finds the nearest of many words: one slip in a word of five to seven letters, two in a longer one.

    Distance: optimal string alignment (Damerau-Levenshtein with adjacent swaps). The first letter must be
    right, which keeps both the search and the surprises small. Ties go to the same length, then to the
    alphabet.

    Examples
    --------
    >>> Speller(["eenzaamheid", "eenzaam"]).near("eenzaamhijd")
    'eenzaamheid'
    >>> Speller(["eenzaam"]).near("eenhoorn") is None
    True
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_letter: dict[str, list[str]] = {}
        for word in words:
            if len(word) >= 4 and word.isalpha():
                self._by_letter.setdefault(word[0], []).append(word)

    def near(self, word: str) -> str | None:
        """The nearest word, or None when nothing is near enough."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(word) < 5:
            return None
        limit = 1 if len(word) < 8 else 2
        candidates = self._by_letter.get(word[0], [])
        found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=limit, limit=20)
        ranked = sorted((int(distance), abs(len(near) - len(word)), near) for near, distance, _ in found)
        return ranked[0][2] if ranked else None


def is_dutch_word(word: str) -> bool:
    """Whether the word list or the dictionary of forms knows a word.

    Examples
    --------
    >>> is_dutch_word("gesloopte"), is_dutch_word("gesloptee")
    (True, False)
    """
    from simplemma import is_known

    return is_listed_word(word) or bool(is_known(word, lang="nl"))


@lru_cache(maxsize=10_000)
def mend_word(word: str) -> str | None:
    """Mend a word by the Dutch word list: as a whole, or else one part of a compound.

    Examples
    --------
    >>> mend_word("betaalingsachterstand")
    'betalingsachterstand'
    >>> mend_word("qwrtxyzzz") is None
    True
    """
    whole = _word_list().near(word)
    if whole is not None:
        return whole
    begins, ends = part_spellings()
    for cut in range(len(word) - 5, 4, -1):
        first, last = word[:cut], word[cut:]
        if last in ends:
            mended, other = _part_list("begin").near(first), last
            candidate = mended + other if mended else None
        elif first in begins:
            mended = _part_list("end").near(last)
            candidate = first + mended if mended else None
        else:
            continue
        if candidate and len(split_compound(candidate).parts) > 1:
            return candidate
    return None


@lru_cache(maxsize=1)
def _word_list() -> Speller:
    return Speller(listed_words())


@lru_cache(maxsize=2)
def _part_list(role: str) -> Speller:
    begins, ends = part_spellings()
    return Speller(begins if role == "begin" else ends)
