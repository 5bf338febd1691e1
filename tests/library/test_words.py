"""Every room says the same things in Dutch and in English."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

import wijkwijzer
from wijkwijzer.words import NAME, vocabulary

LIBRARY = Path(str(wijkwijzer.__file__)).parent
FILES = sorted(LIBRARY.rglob(NAME))


def _flat(texts: dict[str, Any], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in texts.items():
        found |= _flat(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}": value}
    return found


def _parts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_rooms_with_words() -> None:
    assert len(FILES) >= 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_both_languages_have_the_same_keys_and_parts(file: Path) -> None:
    texts = tomllib.loads(file.read_text(encoding="utf-8"))
    by_language = set(texts) == {"nl", "en"}
    if by_language:
        dutch, english = _flat(texts["nl"]), _flat(texts["en"])
    else:  # the other way about: each sentence has both languages
        every = _flat(texts)
        dutch, english = (
            {key.removesuffix(end): text for key, text in every.items() if key.endswith(end)}
            for end in (".nl", ".en")
        )
    assert dutch.keys() == english.keys()
    for key, said in dutch.items():
        assert said, key
        assert english[key], key
        assert _parts(said) == _parts(english[key]), key
    if not by_language:
        return
    room = ".".join(("wijkwijzer", *file.parent.relative_to(LIBRARY).parts))
    assert vocabulary(room, "nl").keys() == dutch.keys()
