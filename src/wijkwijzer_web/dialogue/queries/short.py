"""The short address of a dialogue: four letters that somebody reads from a screen and types on a phone.

It is made of the number of the dialogue, so nothing is kept for it and it never changes. A dialogue that is
not public yet is not found by it either.
"""

from __future__ import annotations

__all__ = ["number_of", "short_code"]

# No vowels, so that no code is a word; no letter that looks like a number.
_LETTERS = "bcdfghjkmnpqrstvwxyz"
_BASE, _LEAST = len(_LETTERS), 4
# Numbers that follow each other get codes that look nothing alike: a slip of a letter leads to no neighbour.
_STEP = 137_803


def short_code(number: int) -> str:
    """The code of a dialogue: four letters up to number 160.000, then five.

    >>> short_code(1), number_of(short_code(1))
    ('fpgx', 1)
    """
    size = _LEAST
    while number >= _BASE**size:
        size += 1
    mixed = number * _STEP % _BASE**size
    letters = [_LETTERS[mixed // _BASE**place % _BASE] for place in range(size)]
    return "".join(letters)


def number_of(code: str) -> int | None:
    """The number of the dialogue with this code, however it was typed; None for what is no code."""
    letters = code.strip().casefold()
    if not _LEAST <= len(letters) <= 12 or set(letters) - set(_LETTERS):
        return None
    size = len(letters)
    mixed: int = sum(_LETTERS.index(letter) * _BASE**place for place, letter in enumerate(letters))
    size_of_all: int = _BASE**size
    return mixed * pow(_STEP, -1, size_of_all) % size_of_all
