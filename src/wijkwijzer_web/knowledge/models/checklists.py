"""The checklists: texts in a file beside this one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Checklist", "checklists"]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list to tick, on the phone or on paper."""

    address: str
    title: str
    sentence: str
    points: tuple[str, ...]


@cache
def checklists() -> tuple[Checklist, ...]:
    """Every checklist."""
    text = (Path(__file__).parent / "checklists.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["lijst"]
    return tuple(Checklist(one["adres"], one["titel"], one["zin"], tuple(one["punten"])) for one in rows)
