"""The words of the participants' screens. A language is one JSON file, here or in a folder of your own.

`_naam` is what speakers call the language, `_richting` is ltr or rtl. A phrase that a file lacks is shown in
Dutch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

__all__ = ["DUTCH", "Language", "available", "language"]

DUTCH = "nl"
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its code, its own name, its direction and its phrases."""

    code: str
    name: str
    direction: str
    phrases: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The phrase with its values filled in; KeyError when no language has it."""
        phrase = self.phrases.get(key) or language(DUTCH).phrases[key]
        return phrase % values if values else phrase


@cache
def available() -> dict[str, Language]:
    """All languages by code: ours, then those of the folder in the setting DIALOGUE_LANGUAGES_DIR."""
    folders = [HERE, *([Path(settings.DIALOGUE_LANGUAGES_DIR)] if settings.DIALOGUE_LANGUAGES_DIR else [])]
    files = [file for folder in folders for file in sorted(folder.glob("*.json"))]
    return {file.stem: _read(file) for file in files}


def language(code: str) -> Language:
    """The language with this code; Dutch when there is no such file."""
    known = available()
    return known.get(code) or known[DUTCH]


def _read(file: Path) -> Language:
    phrases = json.loads(file.read_text("utf-8"))
    return Language(file.stem, phrases["_naam"], phrases["_richting"], phrases)
