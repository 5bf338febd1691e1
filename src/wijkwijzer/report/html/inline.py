"""Inline content and the state of one HTML rendering: language, medium, note numbers, ids."""

from __future__ import annotations

from dataclasses import dataclass, field

from wijkwijzer.report.blocks import Language
from wijkwijzer.report.inline import Cell, Content, Inline, Link, SourceRef, Text
from wijkwijzer.report.pictures.maps import safe_url
from wijkwijzer.report.pictures.svg import clean, escape
from wijkwijzer.report.words import words

__all__ = ["Context", "inline", "refs_of"]

LINK = "utrecht-link utrecht-link--html-a"


@dataclass(slots=True)
class Context:
    """What a renderer remembers while it goes through one document.

    `level` is that of the heading we are under, and `heading` its text.
    """

    language: Language = "nl"
    notes: dict[str, int] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    level: int = 1
    heading: str = ""

    def word(self, key: str) -> str:
        return words(self.language)[key]

    @property
    def subheading(self) -> str:
        """The element of a title inside the present section; no level is skipped."""
        return "h2" if self.level == 1 else "h3"

    def unique(self, wanted: str) -> str:
        """An id that is not used yet in this document."""
        name, number = wanted, 2
        while name in self.ids:
            name, number = f"{wanted}-{number}", number + 1
        self.ids.add(name)
        return name


def inline(content: Cell, context: Context) -> str:
    """Inline content as HTML; None is unknown and says so."""
    if content is None:
        return f"<i>{context.word('unknown')}</i>"
    if isinstance(content, str):
        return escape(content)
    return "".join(_part(part, context) for part in content)


def _part(part: Inline, context: Context) -> str:
    if isinstance(part, str):
        return escape(part)
    if isinstance(part, Text):
        html = escape(part.text)
        html = f"<b>{html}</b>" if part.bold else html
        html = f"<i>{html}</i>" if part.italic else html
        return f'<span class="ww-tag">{html}</span>' if part.tag else html
    if isinstance(part, Link):
        url = safe_url(clean(part.url))
        return f'<a class="{LINK}" href="{escape(url)}">{escape(part.text)}</a>' if url else escape(part.text)
    return _note(part.id, context)


def _note(identifier: str, context: Context) -> str:
    number = context.notes.get(identifier)
    if number is None:
        return ""
    label = f"{context.word('note')} {number}"
    return f'<sup class="ww-noot"><a href="#bron-{number}" aria-label="{label}">{number}</a></sup>'


def refs_of(content: Content, refs: tuple[str, ...], context: Context) -> tuple[str, str]:
    """The attribute with the ids a sentence rests on (screen only), and the note numbers of those ids."""
    said = (
        {part.id for part in content if isinstance(part, SourceRef)}
        if not isinstance(content, str)
        else set()
    )
    notes = "".join(_note(ref, context) for ref in dict.fromkeys(refs) if ref not in said)
    attribute = f' data-refs="{escape(" ".join(refs))}"' if refs else ""
    return attribute, notes
