"""The words of an area's document that belong to no figure, in Dutch and English."""

from __future__ import annotations

from wijkwijzer.areas.catalogue.units import unit
from wijkwijzer.areas.model import IndicatorInfo, Text
from wijkwijzer.areas.profile.words import figure_text
from wijkwijzer.report import Language, NumberFormat, formatted, interval
from wijkwijzer.words import say

__all__ = ["Words"]


_ROOM = "wijkwijzer.areas.document"


class Words:
    """The vocabulary of one language, and figures written in it."""

    whole = NumberFormat()

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, key: str, **parts: str | int) -> str:
        """Return a text with its parts filled in.

        Examples
        --------
        >>> Words("nl").say("data_until", year=2024)
        'cijfers tot en met 2024'
        """
        return say(_ROOM, self.language, key, **parts)

    def of(self, text: Text | None) -> str:
        """Return a text of the library in this language; empty for None."""
        return "" if text is None else text.nl if self.language == "nl" else text.en

    def level(self, level: str) -> str:
        """Return the kind of an area as it starts a line.

        Examples
        --------
        >>> Words("en").level("wijk")
        'District'
        """
        return say(_ROOM, self.language, f"levels.{level}")

    def form(self, info: IndicatorInfo, decimals: int | None = None) -> NumberFormat:
        """Return how a chart writes the values of an indicator: only a short unit stands beside them."""
        suffix = self.of(unit(info.unit_key).short)
        return NumberFormat(info.decimals if decimals is None else decimals, suffix=suffix)

    def value(self, info: IndicatorInfo, value: float | None) -> str:
        """Return one value with its unit, unknown in words."""
        return self.of(figure_text(info, value))

    def short(self, info: IndicatorInfo, value: float | None) -> str:
        """Return one value as a chart writes it; the unit stands above the chart."""
        return formatted(value, self.form(info), self.language)

    def range(self, info: IndicatorInfo, low: float | None, high: float | None, value: float | None) -> str:
        """Return an interval; empty when there is none, or when it prints as the value alone."""
        if low is None or high is None:
            return ""
        bounds = {self.short(info, low), self.short(info, high), self.short(info, value)}
        return "" if len(bounds) == 1 else interval(low, high, info.decimals, self.language)
