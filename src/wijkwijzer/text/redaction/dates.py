"""What stands between the digits of a number: hyphens of many kinds, and dates that only look like one.

Both are answered with a text of the same length, so that places stay what they were.
"""

from __future__ import annotations

import re

__all__ = ["one_hyphen", "without_dates"]

_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－⁃_"), "–")
"""Hyphen, non-breaking, figure dash, em dash, bar, minus, small and full-width, bullet, underscore."""
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), " ")
"""Soft hyphens, and spaces and joiners without width, which come along when something is pasted."""

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_NOT_MOBILE = r"(?!06)"  # 06 12 20 is how a mobile number begins
_HOUR, _MINUTE = r"(?:[01]?\d|2[0-3])", r"[0-5]\d"
_OVER = r"(?![\s./–-]{0,3}\d)"
_COLON = rf"{_HOUR}(?:\s?[:h]\s?{_MINUTE}(?::{_MINUTE})?(?!\d)|\s?u(?:ur)?\b)"
_DOT = rf"{_HOUR}[.]{_MINUTE}(?:[.]{_MINUTE})?"
_ONE = rf"(?:{_COLON}|{_DOT})"
_CLOCK = rf"(?:{_ONE}\s?[–-]\s?{_ONE}{_OVER}|{_COLON}|{_DOT}{_OVER})"
_BARE = rf"(?:[01]\d|2[0-3]){_MINUTE}{_OVER}"
_BETWEEN = r"(?:\s?T|,?\s{1,3}|\s?[–-]\s?)(?:om\s)?"
_WITH_YEAR = rf"{_DAY}(?P<a>[/.–-]){_MONTH}(?P=a){_YEAR}|{_YEAR}(?P<b>[/.–-]){_MONTH}(?P=b){_DAY}"
_SPACED = rf"{_DAY}\s{_MONTH}\s{_YEAR}|{_YEAR}\s{_MONTH}\s{_DAY}"
_DATE = re.compile(
    # A whole year and one kind of separator: a date, whatever follows.
    rf"(?<![\w.,/–-])(?:(?:{_WITH_YEAR})(?!\d)(?:{_BETWEEN}(?:{_CLOCK}|{_BARE}))?"
    # Spaces, or a year of two digits: only when a time follows.
    rf"|(?:{_SPACED}){_BETWEEN}(?:{_CLOCK}|{_BARE})"
    rf"|(?:{_DAY}(?P<c>[/.–-]){_MONTH}(?P=c)|{_NOT_MOBILE}{_DAY}\s{_MONTH}\s)\d\d{_BETWEEN}{_CLOCK}"
    rf"|{_NOT_MOBILE}{_DAY}(?P<d>[\s/.–-]){_MONTH}(?P=d)\d\d{_BETWEEN}{_BARE})"
)
_IN_A_NUMBER = re.compile(r"\d\)?[\s./()–-]$")


def one_hyphen(text: str) -> str:
    """Write every kind of hyphen and underscore as an en dash, and what has no width as a space.

    Examples
    --------
    >>> one_hyphen("06\u201112345678, 06_12345678")
    '06–12345678, 06–12345678'
    """
    return text.translate(_HYPHENS).translate(_UNSEEN)


def without_dates(text: str) -> str:
    """Replace dates, and the time that follows, by a sign that is in no number.

    Day, month and year need one kind of separator: 06-12-20 34 56 stays, for it may be a telephone number.
    So does what follows a digit, which may be the rest of one.

    Examples
    --------
    >>> without_dates("Op 01-09-2026 09:30 gebeld met 06-12345678.")
    'Op ················ gebeld met 06-12345678.'
    >>> without_dates("06 12-12-2034")
    '06 12-12-2034'
    """
    pieces, at, end = [], 0, -9
    for match in _DATE.finditer(text):
        # After another date and a gap it is a list or a range of dates.
        follows = text[end : match.start()].strip(" \n–-/") == "" and match.start() - end <= 3
        if not follows and _IN_A_NUMBER.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        pieces += [text[at : match.start()], "·" * (match.end() - match.start())]
        at = end = match.end()
    return "".join([*pieces, text[at:]])
