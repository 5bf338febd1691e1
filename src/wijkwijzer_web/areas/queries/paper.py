"""What rooms show on the page of an area, for its report: their own blocks, else the words of their panel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from wijkwijzer.report import Block, BulletList, Document, Heading, Item, Paragraph

__all__ = ["OWN", "between", "blocks_of", "carried"]

OWN = (
    *("ontwikkeling", "positie", "verschillen", "factoren"),
    *("eigen-cijfers", "cijfers", "niet-weten", "bronnen"),
)
"""The sections that are made of figures; what stands between them comes from people."""

AFTER = "factoren"
INSIDE = "bij-"
_SKIPPED = frozenset(("form", "button", "svg", "nav", "script", "style", "summary", "figure", "table"))
_TEXTS = frozenset(("p", "h3", "h4", "li", "dt", "dd"))


def blocks_of(
    key: str, title: str, html: str, blocks: tuple[Block, ...], inside: str = ""
) -> tuple[Block, ...]:
    """A section of the report: the blocks that a room gave, else every sentence of its panel.

    What stands `inside` a section of figures has a smaller heading, by which `carried` knows it.
    """
    if blocks:
        return blocks
    heading = Heading(title, 3, id=f"{INSIDE}{key}") if inside else Heading(title, id=key)
    return (heading, *_said(html))


def _said(html: str) -> Iterator[Block]:
    reader = _Reader()
    reader.feed(html)
    items: list[Item] = []
    for tag, text in reader.found:
        if tag == "li":
            items.append(Item(text))
            continue
        if items:
            yield BulletList(tuple(items))
            items = []
        yield Heading(text, 3) if tag in ("h3", "h4") else Paragraph(text)
    if items:
        yield BulletList(tuple(items))


class _Reader(HTMLParser):
    """The sentences of a panel in reading order; forms, drawings and links that only lead on are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._tag, self._words, self._skip = "", list[str](), 0
        self._leads_on = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a sentence."""
        if tag in _SKIPPED:
            self._skip += 1
        elif tag in _TEXTS:
            self._end()
            self._tag = tag
            self._leads_on = any(name == "class" and "ww-knoppen" in (value or "") for name, value in attrs)

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag in _SKIPPED:
            self._skip = max(0, self._skip - 1)
        elif tag in _TEXTS:
            self._end()

    def handle_data(self, data: str) -> None:
        """Gather its words."""
        if not self._skip and self._tag:
            self._words.append(data)

    def _end(self) -> None:
        text = " ".join("".join(self._words).split())
        if text and not self._leads_on:
            self.found.append((self._tag, text))
        self._tag, self._words = "", []


def between(document_blocks: tuple[Block, ...], said: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a report with what people said behind the factors."""
    place, seen = len(document_blocks), False
    for number, block in enumerate(document_blocks):
        if isinstance(block, Heading) and block.level == 2:
            if seen:
                place = number
                break
            seen = block.id == AFTER
    return (*document_blocks[:place], *said, *document_blocks[place:])


def carried(document: Document) -> tuple[Block, ...]:
    """What people said in a report that was made before: it is carried over, and never computed."""
    found: list[Block] = []
    theirs = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            theirs = block.id not in OWN
        elif isinstance(block, Heading) and block.id.startswith(INSIDE):
            theirs = True
        if theirs:
            found.append(block)
    return tuple(found)
