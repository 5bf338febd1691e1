"""The language of words that others wrote, inside a document in another language.

A screen reader reads a Dutch quote in an English verslag with a Dutch voice only when the quote says so.
Which words those are stands in `Document.theirs`; every renderer finds them back wherever they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wijkwijzer.report.blocks import Spoken
from wijkwijzer.report.pictures.svg import escape

__all__ = ["OtherWords"]

_SHORTEST = 4  # shorter is no word of its own: a letter or a number belongs to any language
_TAG = re.compile(r"(<[^>]*>)")
_APART = re.compile(r"<(/?)(svg|style|title|textarea)\b", re.I)


class OtherWords:
    """Finds the words of others in a text.

    Examples
    --------
    >>> others = OtherWords((Spoken("Een vaste plek", "nl"),))
    >>> list(others.pieces("Most people name “Een vaste plek”."))
    [('Most people name “', ''), ('Een vaste plek', 'nl'), ('”.', '')]
    >>> others.marked("<h3>Een vaste plek</h3>")
    '<h3><span lang="nl">Een vaste plek</span></h3>'
    """

    def __init__(self, theirs: Sequence[Spoken] = ()) -> None:
        told = {" ".join(one.text.split()): one.language for one in theirs}
        self._of = {text: code for text, code in told.items() if len(text) >= _SHORTEST and code}
        self._find = _either(self._of)
        self._find_escaped = _either([escape(text) for text in self._of])
        self._of |= {escape(text): code for text, code in self._of.items()}

    def __bool__(self) -> bool:
        return bool(self._of)

    def language(self, text: str) -> str:
        """The language of a text that is theirs as a whole, else nothing."""
        return self._of.get(" ".join(text.split()), "")

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """A text in pieces, each with its language; "" is that of the document."""
        yield from self._pieces(text, self._find)

    def marked(self, html: str) -> str:
        """HTML with `lang` around the words of others; pictures and what is no text stay as they are."""
        if not self:
            return html
        made, inside = [], 0
        for part in _TAG.split(html):
            if part.startswith("<"):
                apart = _APART.match(part)
                inside += 0 if apart is None or part.endswith("/>") else -1 if apart.group(1) else 1
                made.append(part)
            else:
                made.append(part if inside or not part.strip() else self._spans(part))
        return "".join(made)

    def _spans(self, text: str) -> str:
        return "".join(
            f'<span lang="{code}">{piece}</span>' if code else piece
            for piece, code in self._pieces(text, self._find_escaped)
        )

    def _pieces(self, text: str, find: re.Pattern[str] | None) -> Iterator[tuple[str, str]]:
        place = 0
        for found in find.finditer(text) if find is not None else ():
            if found.start() > place:
                yield text[place : found.start()], ""
            yield found.group(), self._of[" ".join(found.group().split())]
            place = found.end()
        if place < len(text):
            yield text[place:], ""


def _either(texts: Sequence[str] | dict[str, str]) -> re.Pattern[str] | None:
    """Any of the texts, the longest first, as words of their own."""
    longest = sorted(texts, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None
