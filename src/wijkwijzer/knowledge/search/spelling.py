"""The nearest known word to a misspelt one; of a misspelt compound, the nearest known part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from wijkwijzer.text import is_listed_word, listed_words, part_spellings, split_compound
from wijkwijzer.text.decompound import may_begin, may_end
from wijkwijzer.text.kept import TEXT, Table, kept_table
from wijkwijzer.text.lemmas import is_form

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
        candidates = self._beginning_with(word[0])
        found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=limit, limit=20)
        ranked = sorted((int(distance), abs(len(near) - len(word)), near) for near, distance, _ in found)
        return ranked[0][2] if ranked else None

    def _beginning_with(self, letter: str) -> Sequence[str]:
        return self._by_letter.get(letter, ())


class _KeptSpeller(Speller):
    """One of three lists that are kept by letter: a question reads those of the letters it needs."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._by_letter = {}

    def _beginning_with(self, letter: str) -> Sequence[str]:
        if letter not in self._by_letter:
            self._by_letter[letter] = (_by_letter().get(f"{self._name} {letter}") or "").split()
        return self._by_letter[letter]


@lru_cache(maxsize=1)
def _by_letter() -> Table:
    """Per list and letter its words: of the word list, of what may begin a compound, of what may end one."""
    lists = [TEXT / "data" / name for name in ("woorden.txt", "woorddelen.tsv", "woorddelen_eigen.tsv")]
    return kept_table("spelling", [Path(__file__), TEXT / "decompound.py", *lists], _rows)


def _rows() -> Iterator[tuple[str, str]]:
    begins, ends = part_spellings()
    for name, listed in (("word", listed_words()), ("begin", begins), ("end", ends)):
        for letter, words in Speller(sorted(listed))._by_letter.items():
            yield f"{name} {letter}", " ".join(words)


def is_dutch_word(word: str) -> bool:
    """Whether the word list or the dictionary of forms knows a word.

    Examples
    --------
    >>> is_dutch_word("gesloopte"), is_dutch_word("gesloptee")
    (True, False)
    """
    return is_listed_word(word) or is_form(word)


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
    whole = _kept_list("word").near(word)
    if whole is not None:
        return whole
    for cut in range(len(word) - 5, 4, -1):
        first, last = word[:cut], word[cut:]
        if may_end(last):
            mended, other = _kept_list("begin").near(first), last
            candidate = mended + other if mended else None
        elif may_begin(first):
            mended = _kept_list("end").near(last)
            candidate = first + mended if mended else None
        else:
            continue
        if candidate and len(split_compound(candidate).parts) > 1:
            return candidate
    return None


@lru_cache(maxsize=3)
def _kept_list(name: str) -> Speller:
    return _KeptSpeller(name)
