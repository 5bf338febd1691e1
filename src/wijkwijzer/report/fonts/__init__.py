"""The fonts on paper: Noto (OFL), shipped so that none need be installed and every machine prints alike."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = ["FAMILIES", "characters", "font_folder"]

FAMILIES = (
    "Vazirmatn",
    "Noto Sans Hebrew",
    "Noto Sans Ethiopic",
    "Noto Sans Devanagari",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans Math",
    "Noto Sans Symbols 2",
    "Noto Emoji",
)
"""Where a letter comes from that Noto Sans and Noto Serif do not have, in this order."""


@cache
def font_folder() -> Path:
    """The folder with the TTF files."""
    return Path(__file__).parent


@cache
def characters() -> tuple[frozenset[int], ...]:
    """The characters of our fonts: of those that every face of Sans and Serif has, then of each other family.

    Examples
    --------
    >>> latin, arabic, *_ = characters()
    >>> ord("é") in latin, ord("ب") in latin, ord("ب") in arabic
    (True, False, True)
    """
    files = sorted(font_folder().glob("*.ttf"))
    main = [_covered(file) for file in files if file.name.startswith(("NotoSans-", "NotoSerif-"))]
    others = [f"{family.replace(' ', '')}-Regular.ttf" for family in FAMILIES]
    return frozenset.intersection(*main), *(_covered(font_folder() / name) for name in others)


def _covered(file: Path) -> frozenset[int]:
    """The characters that a font maps to a glyph, from its `cmap` (format 4 or 12, as ours have)."""
    data = file.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = (struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count))
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", data, start + 2)[0]):
        place = start + struct.unpack_from(">HHL", data, start + 4 + 8 * index)[2]
        kind = struct.unpack_from(">H", data, place)[0]
        if kind == 4:
            found.update(_format_4(data, place))
        elif kind == 12:
            for group in range(struct.unpack_from(">L", data, place + 12)[0]):
                first, last, _ = struct.unpack_from(">LLL", data, place + 16 + 12 * group)
                found.update(range(first, last + 1))
    return frozenset(found)


def _format_4(data: bytes, place: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, place + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, place + 14 + 2 * count * part + (2 if part else 0))
        for part in range(4)
    )
    base = place + 16 + 6 * count
    for index in range(count):
        for code in range(starts[index], min(ends[index], 0xFFFE) + 1):
            glyph = code + deltas[index]
            if offsets[index]:
                at = base + 2 * index + offsets[index] + 2 * (code - starts[index])
                glyph = struct.unpack_from(">H", data, at)[0]
            if glyph & 0xFFFF:
                yield code
