"""The words of analyses and reports in one language, by key."""

from __future__ import annotations

import datetime
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from wijkwijzer.report import Language, date

__all__ = ["Words"]


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


class Words:
    """The vocabulary of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = _texts()[language]

    def say(self, key: str, **parts: str | int | None) -> str:
        """Return a text with its parts filled in.

        Examples
        --------
        >>> Words("nl").say("in_year", name="De Spoordijk", year=2025)
        'De Spoordijk in 2025'
        """
        return str(self._texts[key]).format(**parts)

    def count(self, key: str, n: int) -> str:
        """Return how many there are, in words that fit one and many.

        Examples
        --------
        >>> Words("nl").count("n_cities", 1), Words("nl").count("n_cities", 12)
        ('1 stad', '12 steden')
        """
        return self.say(f"{key}_one" if n == 1 else key, n=n)

    def day(self, day: datetime.date) -> str:
        """Return a day in words.

        Examples
        --------
        >>> Words("nl").day(datetime.date(2025, 11, 21))
        '21 november 2025'
        """
        return date(day, self.language)
