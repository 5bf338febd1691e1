"""Where the names of an area's document lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.model import AreaRef, IndicatorView
from wijkwijzer.report import Content, Link

__all__ = ["Addresses"]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the names of a document link to; None links nothing."""

    indicator: Callable[[str], str] | None = None
    area: Callable[[AreaRef], str] | None = None
    methods: str = ""
    why: Callable[[str], str] | None = None
    """Where stands what is behind a sentence, by its key."""

    def behind(self, key: str, said: str, words: Words) -> Link | None:
        """Return the link behind a sentence to what stands behind it; None where there is no such page."""
        return Link(words.say("why_link"), self.why(key), said) if self.why else None

    def asked(self, said: str, key: str, words: Words) -> Content:
        """Return a sentence with that link behind it."""
        link = self.behind(key, said, words)
        return said if link is None else (f"{said} ", link)

    def label(self, view: IndicatorView, words: Words) -> Content:
        """Return the name of an indicator, as a link when it has a page."""
        name = words.of(view.info.name)
        return (Link(name, self.indicator(view.info.key)),) if self.indicator else name

    def place(self, area: AreaRef) -> Content:
        """Return the name of an area, as a link when it has a page."""
        return (Link(area.name, self.area(area)),) if self.area else area.name
