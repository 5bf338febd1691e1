"""Days as people write them: the names of the months, and a day or a month read from a cell or a form."""

from __future__ import annotations

import datetime
import re

__all__ = ["MONTHS", "as_written", "read_day"]

MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
        *("augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}
_SHORT = {"mrt": 3, "sept": 9}
"""Short names that are not the first three letters."""
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?:[ t]00:00(?::00)?(?:\.0+)?)?")
_MONTH = re.compile(r"(\d{1,2})[-/]((?:19|20)\d\d)")
_IN_WORDS = re.compile(r"(?:(\d{1,2}) )?([a-z]{3,9})\.? ((?:19|20)\d\d)")


def as_written(text: str) -> tuple[int, int, int | None] | None:
    """Year, month and day of a text in numbers or Dutch words; no day when only a month is written.

    None when it is neither; whether the day exists is not looked at.

    Examples
    --------
    >>> as_written("24 dec. 2026"), as_written("3/2015"), as_written("eind 2015")
    ((2026, 12, 24), (2015, 3, None), None)
    """
    if not text.isascii():  # digits of other scripts
        return None
    said = " ".join(text.lower().split())
    if day := _DAY.fullmatch(said):
        return int(day[3]), int(day[2]), int(day[1])
    if iso := _ISO.fullmatch(said):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if month := _MONTH.fullmatch(said):
        return int(month[2]), int(month[1]), None
    if (words := _IN_WORDS.fullmatch(said)) and (number := _month(words[2])):
        return int(words[3]), number, int(words[1]) if words[1] else None
    return None


def read_day(text: str) -> datetime.date | None:
    """A day as somebody writes it; None when the text is no day that exists.

    Examples
    --------
    >>> read_day("24 december 2026"), read_day("24-12-2026"), read_day("december 2026"), read_day("31-2-2026")
    (datetime.date(2026, 12, 24), datetime.date(2026, 12, 24), None, None)
    """
    found = as_written(text)
    if found is None or found[2] is None:
        return None
    try:
        return datetime.date(found[0], found[1], found[2])
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month that is written in full or in short; 0 of another word."""
    names = dict(enumerate(MONTHS["nl"], start=1))
    return _SHORT.get(word) or next((n for n, name in names.items() if word in (name, name[:3])), 0)
