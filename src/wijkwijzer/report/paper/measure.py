"""How wide things are on paper: columns of tables as a browser chooses them, and places to break words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from wijkwijzer.report.pictures.svg import text_width as measured

__all__ = ["PAGE", "broken", "column_widths"]

PAGE = 504.5
"""Width in points between the margins of an A4."""
_WORDS = re.compile(r"[^\s\u200b\u00a0-]+")
_SAFETY = 1.12  # our measure of a letter is an average, and a column too narrow is worse than one too wide
_PAD = 6.0
_width = lru_cache(maxsize=8192)(measured)  # the words and figures of one table are often those of the next


def broken(text: str, width: float, size: float) -> str:
    """Places to break inside words that are wider than the room there is (points).

    Examples
    --------
    >>> broken("kort", 100, 10), broken("w" * 30, 100, 10).count("\\u200b")
    ('kort', 1)
    """
    most = max(6, int(width / (0.64 * size)))
    if len(text) <= most:
        return text
    parts = _WORDS.sub(
        lambda word: (
            word[0] if len(word[0]) <= most else "\u200b".join(re.findall(f".{{1,{most}}}", word[0]))
        ),
        text,
    )
    return parts


def column_widths(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, room: float = PAGE, size: float = 8.5
) -> list[float]:
    """The widths of table columns in points: each at least its longest word, the rest shared by need.

    Parameters
    ----------
    heads : the names of the columns.
    rows : the words of every cell, one sequence a row, as long as `heads`.
    room : points in all.
    size : of the letters, in points.

    Examples
    --------
    >>> [round(w) for w in column_widths(["Jaar", "Wat"], [["2024", "een lange zin " * 20]], room=200)]
    [28, 172]
    """
    shown = rows if len(rows) <= 400 else [*rows[:200], *rows[-200:]]
    least, most = [], []
    for index, head in enumerate(heads):
        cells = [head, *(row[index] for row in shown)]
        words = [word for cell in cells for word in _WORDS.findall(cell)]
        longest = max((_width(word, size) for word in words), default=0.0)
        least.append(min(longest * _SAFETY, room * 0.6 / len(heads) + 30) + _PAD)
        widest = max(_width(line, size) for cell in cells for line in (cell or " ").split("\n"))
        most.append(max(widest * _SAFETY + _PAD, least[-1]))
    if sum(most) <= room:
        spare = (room - sum(most)) / sum(most)
        return [width * (1 + spare) for width in most]
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    share = (room - sum(least)) / (sum(most) - sum(least))
    return [low + (high - low) * share for low, high in zip(least, most, strict=True)]
