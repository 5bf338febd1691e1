"""Inline content and the state of one HTML rendering: language, medium, note numbers, ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from wijkwijzer.report.blocks import Item, Language, Paragraph, Sentence
from wijkwijzer.report.inline import Cell, Content, Inline, Link, SourceRef, Text, plain
from wijkwijzer.report.loose import LOOSE_FORMS, LooseFigure
from wijkwijzer.report.pictures.maps import safe_url
from wijkwijzer.report.pictures.svg import clean, escape
from wijkwijzer.report.words import words

__all__ = ["Context", "inline", "refs_of"]

LINK = "utrecht-link utrecht-link--html-a"
BECAUSE = "zin-"
"""Before the id of a sentence, on the page that tells why it stands there."""


@dataclass(slots=True)
class Context:
    """What a renderer remembers while it goes through one document.

    `level` is that of the heading we are under, and `heading` its text. `files` gives the address of a loose
    figure by name and form; `loose` holds the figures by the identity of their block. `why` is the page that
    tells of every sentence by which rule it stands there.
    """

    language: Language = "nl"
    notes: dict[str, int] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    level: int = 1
    heading: str = ""
    files: Callable[[str, str], str] | None = None
    why: str = ""
    loose: dict[int, LooseFigure] = field(default_factory=dict)

    def downloads(self, block: object) -> str:
        """The links under a figure to the files that hold it alone; nothing where there are none."""
        figure = self.loose.get(id(block))
        if figure is None or self.files is None:
            return ""
        links = " · ".join(
            f'<a class="{LINK}" href="{escape(self.files(figure.name, form))}" download>{form}'
            f'<span class="ww-sr"> ({escape(figure.title)})</span></a>'
            for form in LOOSE_FORMS
        )
        return f'<p class="ww-meta ww-noprint">{self.word("keep_as")}: {links}</p>'

    def because(self, block: Sentence | Paragraph | Item) -> str:
        """The link to what made a sentence; nothing without a rule, or where there is no such page."""
        if not (self.why and block.rule and block.id):
            return ""
        said = f'<span class="ww-sr"> {escape(plain(block.content))}</span>'
        there = escape(f"{self.why}#{BECAUSE}{block.id}")
        return f' <a class="{LINK} ww-waarom" href="{there}">{self.word("why")}{said}</a>'

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
        return _link(part)
    return _note(part.id, context)


def _link(part: Link) -> str:
    url = safe_url(clean(part.url))
    if not url:
        return escape(part.text)
    about = f'<span class="ww-sr"> {escape(part.about)}</span>' if part.about else ""
    css = f"{LINK} ww-waarom" if part.about else LINK
    return f'<a class="{css}" href="{escape(url)}">{escape(part.text)}{about}</a>'


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
