"""Read the same document in Dutch and English side by side: what is the same in both must not be ours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from wijkwijzer.report import Document, to_json

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SILENT = {"type", "id", "refs", "about", "quotes", "rule", "url", "link", "symbol", "kind", "tone", "style",
           "code", "made_from", "release", "made_on", "language", "layout", "level", "svg",
           "theirs"}  # fmt: skip


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every printed text of a document, with its place."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in _SILENT:
                yield from leaves(part, (*path, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from leaves(part, (*path, number))
    elif isinstance(value, str):
        yield path, value


def left_in_dutch(
    dutch: Document, english: Document, theirs: Collection[str], alike: Collection[str] = ()
) -> list[str]:
    """Texts that are the same in both languages, are not what others wrote (`theirs`) and not `alike`.

    Both must have the same texts in the same places.
    """
    one, other = dict(leaves(to_json(dutch))), dict(leaves(to_json(english)))
    assert one.keys() == other.keys()
    names = sorted({" ".join(each.split()) for each in theirs if each.strip()}, key=len, reverse=True)
    known = re.compile("|".join(re.escape(name) for name in names) or "(?!)")
    same = {" ".join(text.split()) for path, text in one.items() if other[path] == text}
    return sorted(text for text in same if set(_LETTERS.findall(known.sub(" ", text))) - set(alike))
