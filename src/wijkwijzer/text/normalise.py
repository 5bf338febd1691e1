"""One spelling for what means the same (case, diacritics, quotes, numbers), and words with their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Word", "fold", "normalise", "words"]

_SIGNS = str.maketrans(
    dict.fromkeys("’‘`´ʼ", "'")
    | dict.fromkeys("“”„", '"')
    | dict.fromkeys("‐‑–—", "-")
    | dict.fromkeys("\u00ad\u200b\u200d\ufeff")  # soft hyphen and signs without width
    | {"\u00a0": " ", "ĳ": "ij", "Ĳ": "IJ"}
)
# The signs that are replaced one for one, so that places in the text stay true.
_SAME_LENGTH = {key: value for key, value in _SIGNS.items() if isinstance(value, str) and len(value) == 1}
_NOT_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")  # a word list of megabytes has few of these
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.])")
# Letters with their loose accents, tied by an apostrophe, a soft hyphen or a zero-width space; or a number.
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
# "W.M.O.": single letters with points between them are one word, "wmo".
_INITIALS = r"(?<![^\W_])(?<!\w\.)[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?"
_WORD = re.compile(rf"\d+(?:,\d+)?|{_INITIALS}|{_LETTERS}(?:['\u00ad\u200b]{_LETTERS})*\d*")
# "auto's", "baby'tje", "Anna's", "4'er": the ending after an apostrophe says nothing about the word.
_ENDING = re.compile(r"'(?:s|er|ers|tje|tjes|n|t)$")
_PRONOUNS = {"'t": "het", "'s": "des", "'n": "een", "zo'n": "zo", "z'n": "zijn", "m'n": "mijn"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written, as normalised, and where it stands (character offsets in the text)."""

    text: str
    normal: str
    start: int
    end: int


def fold(text: str) -> str:
    """Take the diacritics off Latin letters; every other letter keeps its own.

    Examples
    --------
    >>> fold("coördinatie in één café")
    'coordinatie in een cafe'
    """
    return text if text.isascii() else _NOT_ASCII.sub(_folded, text)


def _folded(run: re.Match[str]) -> str:
    """A run of other letters, and the one before it that a loose accent may stand on."""
    decomposed = unicodedata.normalize("NFD", run[0])
    kept = [
        c for i, c in enumerate(decomposed) if not (unicodedata.combining(c) and _after_latin(decomposed, i))
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def _after_latin(text: str, position: int) -> bool:
    while position > 0 and unicodedata.combining(text[position]):
        position -= 1
    return text[position] < "ɐ"


def normalise(text: str) -> str:
    """Give text one spelling: composed, lower case, straight quotes, no diacritics, "1.200" as "1200".

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        The normalised text; normalising it again changes nothing.

    Examples
    --------
    >>> normalise("De Coöperatie kreeg ’s avonds € 1.200")
    "de cooperatie kreeg 's avonds € 1200"
    """
    text = fold(unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS).lower())
    text = fold(unicodedata.normalize("NFKC", text).lower())
    return _THOUSANDS.sub(lambda number: number[0].replace(".", ""), text)


def words(text: str) -> Iterator[Word]:
    """Go through the words and numbers of a text, with their places in it.

    Examples
    --------
    >>> [word.normal for word in words("Twee foto's van het wijk-team, 1.200 bewoners")]
    ['twee', 'foto', 'van', 'het', 'wijk', 'team', '1200', 'bewoners']
    >>> next(words("Eén idee"))
    Word(text='Eén', normal='een', start=0, end=3)
    """
    marked = text.translate(_SAME_LENGTH)
    position = 0
    for number in _THOUSANDS.finditer(marked):
        yield from _plain_words(text, marked, position, number.start())
        yield Word(text[number.start() : number.end()], number[0].replace(".", ""), *number.span())
        position = number.end()
    yield from _plain_words(text, marked, position, len(marked))


def _plain_words(text: str, marked: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(marked, start, end):
        normal = _normal(found[0])
        if normal:
            yield Word(text[found.start() : found.end()], normal, *found.span())


@lru_cache(maxsize=200_000)
def _normal(word: str) -> str:
    whole = normalise(word)
    if "." in whole and not whole[0].isdigit():
        return whole.replace(".", "")
    return _PRONOUNS.get(whole) or _ENDING.sub("", whole).replace("'", "")
