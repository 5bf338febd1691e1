"""Inline content for the template: strings and small objects, with links that lead somewhere from paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from wijkwijzer.report.blocks import Language
from wijkwijzer.report.inline import Cell, Content, Inline, Link, SourceRef, Text, plain
from wijkwijzer.report.languages import OtherWords
from wijkwijzer.report.paper.glyphs import direction
from wijkwijzer.report.paper.measure import PAGE, broken
from wijkwijzer.report.pictures.maps import safe_url
from wijkwijzer.report.pictures.svg import clean
from wijkwijzer.report.words import words_on_paper

__all__ = ["Laying"]


@dataclass(slots=True)
class Laying:
    """What is remembered while one document is laid out: language, notes, headings, room and letter size.

    `level` is that of the heading we are under; `room` (points) and `size` say where a word must break.
    """

    language: Language
    spoken: str
    base: str = ""
    notes: dict[str, int] = field(default_factory=dict)
    level: int = 1
    heading: str = ""
    room: float = PAGE
    size: float = 9.5
    listed: set[int] = field(default_factory=set)
    others: OtherWords = field(default_factory=OtherWords)

    def word(self, key: str) -> str:
        return words_on_paper(self.language, self.spoken)[key]

    @property
    def subheading(self) -> int:
        """The level of a title inside the present section; no level is skipped."""
        return 2 if self.level == 1 else 3

    def text(self, text: str) -> str:
        return broken(text, self.room, self.size)

    def lang(self, text: str) -> str:
        """The language of a text of others, or of one that runs the other way than the document."""
        theirs = self.others.language(text)
        if theirs:
            return theirs
        found = direction(text)
        here = self.spoken or self.language
        if found and not here.startswith(("ar", "he", "fa", "ur")):
            return found
        return ""

    def inline(self, content: Cell, refs: tuple[str, ...] = (), *, addresses: bool = False) -> list[Any]:
        """Inline content; `addresses` prints where a link leads, for running text and sources."""
        if content is None:
            return [{"k": "text", "s": self.word("unknown"), "i": True}]
        parts: tuple[Inline, ...] = (content,) if isinstance(content, str) else content
        said = {part.id for part in parts if isinstance(part, SourceRef)}
        laid = [each for part in parts for each in self._part(part, addresses)]
        notes = [number for ref in dict.fromkeys(refs) if ref not in said and (number := self.notes.get(ref))]
        return laid + [self._note(number) for number in notes]

    def _part(self, part: Inline, addresses: bool) -> list[Any]:
        if isinstance(part, str):
            return self._words(part)
        if isinstance(part, Text):
            if not part.text.strip():
                return []
            return [
                {"k": "text", "s": self.text(part.text), "b": part.bold, "i": part.italic, "tag": part.tag}
            ]
        if isinstance(part, SourceRef):
            number = self.notes.get(part.id)
            return [self._note(number)] if number else []
        return self._link(part, addresses)

    def _words(self, text: str) -> list[Any]:
        """A text, in pieces where words of others stand in it."""
        if not self.others or self.lang(text):
            return [self.text(text)] if text else []
        return [
            {"k": "text", "s": self.text(piece), "lang": code} if code else self.text(piece)
            for piece, code in self.others.pieces(text)
        ]

    def _link(self, part: Link, addresses: bool) -> list[Any]:
        url = self.url(part.url)
        if not url or not part.text.strip():
            return [self.text(part.text)] if part.text else []
        laid: list[Any] = [{"k": "link", "s": self.text(part.text), "u": url}]
        short = url.partition("://")[2].rstrip("/") or url.removeprefix("mailto:")
        if addresses and short not in part.text and part.text.removeprefix("www.") not in short:
            laid.append({"k": "text", "s": self.text(f" ({short})"), "small": True})
        return laid

    def url(self, raw: str) -> str:
        """Where a link leads from a file: a whole address; a path is joined to where the document lives."""
        url = safe_url(clean(raw))
        if url and not url.lower().startswith(("http:", "https:", "mailto:")):
            url = urljoin(self.base, url) if self.base and not url.startswith("#") else ""
        return url if url.isascii() else ""

    def _note(self, number: int) -> dict[str, Any]:
        return {"k": "note", "n": number, "label": f"{self.word('note')} {number}"}

    def paragraph(self, content: Content, refs: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
        """Inline content with its language when that differs from the document's."""
        laid = self.inline(content, refs, addresses=True)
        return {"c": laid, "lang": self.lang(plain(content)), **more}
