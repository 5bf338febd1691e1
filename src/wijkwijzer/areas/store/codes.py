"""The code of every area in a plain file beside the figures: a wrong one gets its no without any table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

__all__ = ["missing_code", "write_codes"]

_NAME = "codes.txt"


def write_codes(folder: Path, keys: Iterable[str]) -> None:
    """Write the codes of a release."""
    (folder / _NAME).write_text("\n".join(keys), encoding="utf-8")


def missing_code(folder: Path, key: str) -> bool:
    """Return whether it is certain that an area is not in a release; an older release has no such file."""
    codes = folder / _NAME
    return codes.is_file() and key not in codes.read_text(encoding="utf-8").split("\n")
