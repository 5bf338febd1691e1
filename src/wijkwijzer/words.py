"""One home for human words: sentences by key, in Dutch and English, in a TOML file of the room.

A room keeps `words.toml` with the tables `[nl]` and `[en]`; both have the same keys, and the same parts to
fill in (a test looks at every such file). So another wording is one line, and a statement keeps its key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

__all__ = ["NAME", "say", "vocabulary"]

NAME = "words.toml"


@cache
def vocabulary(room: str, language: str) -> Mapping[str, str]:
    """Return the words of a room (a package) in one language; a table inside is written `table.key`.

    Raises
    ------
    KeyError : for a language that the room does not have.

    Examples
    --------
    >>> vocabulary("wijkwijzer.report", "en")["unknown"]
    'unknown'
    """
    folder = Path(str(import_module(room).__file__)).parent
    texts = tomllib.loads((folder / NAME).read_text(encoding="utf-8"))[language]
    flat: dict[str, str] = {}
    for key, value in texts.items():
        flat |= (
            {f"{key}.{name}": text for name, text in value.items()}
            if isinstance(value, dict)
            else {key: value}
        )
    return MappingProxyType(flat)


def say(room: str, language: str, key: str, **parts: object) -> str:
    """Return a sentence of a room with its parts filled in.

    Examples
    --------
    >>> say("wijkwijzer.report", "nl", "more_quotes", n=4)
    'Nog 4 citaten'
    """
    return vocabulary(room, language)[key].format(**parts)
