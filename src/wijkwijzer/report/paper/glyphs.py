"""Letters that our fonts have, and a word about those they have not.

A letter outside the fonts would stop the whole document. It is printed as an empty box, and the document says
at its end which letters that are: a writer's word is never changed in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from wijkwijzer.report.fonts import characters
from wijkwijzer.report.pictures.svg import clean

__all__ = ["BOX", "Guard", "direction"]

BOX = "\u25a1"
_UNPRINTED = frozenset(
    {"url", "link", "id", "refs", "polygons", "svg", "symbol", "made_from", "code", "about", "theirs"}
)
_JOINER, _SOFT_HYPHEN = "\u200d", "\u00ad"
_NO_GLYPH = re.compile("[\u2028\u2029\u0085\u000b\u000c]")
T = TypeVar("T")


@cache
def _simple() -> frozenset[str]:
    """Characters that need no thought: in every face of Sans and Serif, and never joined to another."""
    return frozenset(chr(c) for c in characters()[0] if not unicodedata.combining(chr(c))) | set("\n\t")


def _clusters(text: str) -> Iterator[str]:
    """A base letter with what is drawn on it: marks, variation selectors and what a joiner ties to it."""
    start = 0
    for index in range(1, len(text) + 1):
        if index < len(text):
            here, before = text[index], text[index - 1]
            if unicodedata.category(here) in ("Mn", "Me", "Mc") or _JOINER in (here, before):
                continue
            if 0x1F3FB <= ord(here) <= 0x1F3FF or (
                "\U0001f1e6" <= here <= "\U0001f1ff" and before >= "\U0001f1e6"
            ):
                continue
        yield text[start:index]
        start = index


def _without_odd_breaks(text: str) -> str:
    """Without the soft hyphens beside a letter of another font: broken there, no fallback is looked for.

    Examples
    --------
    >>> _without_odd_breaks("wijk\xadzorg \u2665\xadzorg") == "wijk\xadzorg \u2665zorg"
    True
    """
    if _SOFT_HYPHEN not in text:
        return text
    made = ""
    for part in text.split(_SOFT_HYPHEN):
        breaks = bool(made and part) and _simple().issuperset(made[-1] + part[0])
        made += (_SOFT_HYPHEN if breaks else "") + part
    return made


@dataclass(slots=True)
class Guard:
    """Goes over every text of a document; `missing` are the letters that cannot be printed.

    Examples
    --------
    >>> guard = Guard()
    >>> guard.text("Goed → 好"), sorted(guard.missing)
    ('Goed → □', ['好'])
    """

    missing: set[str] = field(default_factory=set)
    strict: bool = False

    def text(self, raw: str) -> str:
        """The text with a box for each letter that no font has."""
        if raw.isascii() and raw.isprintable():  # most words, and the check is free
            return raw
        text = _NO_GLYPH.sub("\n", clean(raw)).replace("\t", " ")
        if _simple().issuperset(text):
            return text
        return _without_odd_breaks("".join(self._cluster(each) for each in _clusters(text)))

    def _cluster(self, cluster: str) -> str:
        if _simple().issuperset(cluster):
            return cluster
        wanted = {ord(c) for c in cluster}
        private = any(unicodedata.category(c) == "Co" for c in cluster)
        if not (self.strict or private) and any(wanted <= font for font in characters()):
            return cluster
        base = cluster[0]
        alone = unicodedata.normalize("NFC", cluster)
        if alone != cluster and _simple().issuperset(alone):
            return alone
        if unicodedata.category(base) in ("Cf", "Mn", "Me") and len(cluster) == 1:
            return ""  # a lone mark or joiner draws nothing of its own
        self.missing.add(base)
        return BOX

    def whole(self, value: T) -> T:
        """A block or document with every printed text passed through `text`."""
        return self._mapped(value)  # type: ignore[no-any-return]

    def _mapped(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple):
            return tuple(self._mapped(each) for each in value) if value else value
        if not is_dataclass(value) or isinstance(value, type):
            return value
        changed = {
            each.name: old if each.name in _UNPRINTED else self._mapped(old)
            for each in fields(value)
            for old in (getattr(value, each.name),)
        }
        return type(value)(**changed)


def direction(text: str) -> str:
    """The language code when the first letter of a text is written from right to left, else nothing.

    Examples
    --------
    >>> direction("مرحبا, Wijk"), direction("12 שלום"), direction("Wijk مرحبا")
    ('ar', 'he', '')
    """
    if text.isascii():
        return ""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "AL":
            return "ar"
        if kind == "R":
            return "he"
        if kind == "L":
            return ""
    return ""
