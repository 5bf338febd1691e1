"""Inline content: words, links and note numbers inside a sentence or a cell."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Cell", "Content", "Inline", "Link", "SourceRef", "Text", "plain"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text; `tag` makes it a small label (a status word) behind a title or in a cell."""

    text: str
    bold: bool = False
    italic: bool = False
    tag: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link; only http, https, mailto, paths and fragments become a link, anything else stays plain text.

    `about` is read aloud behind a text that says too little by itself ("waarom?").
    """

    text: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A note number that points to the `Source` with this id."""

    id: str


Inline = str | Text | Link | SourceRef
Content = str | tuple[Inline, ...]
Cell = Content | None
"""One table cell; None is unknown and says so."""


def plain(content: Cell) -> str:
    """The words of inline content without any markup.

    Examples
    --------
    >>> plain(("Bron: ", Link("CBS", "https://www.cbs.nl"), SourceRef("cbs")))
    'Bron: CBS'
    """
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    return "".join(
        part if isinstance(part, str) else "" if isinstance(part, SourceRef) else part.text
        for part in content
    )
