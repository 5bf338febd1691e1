"""The words on buttons and fields in a picture of the guide: kept when it was taken, compared in a test."""

from __future__ import annotations

import json
from pathlib import Path

from bs4 import BeautifulSoup

__all__ = ["keep_words", "kept", "write"]

FILE = Path(__file__).resolve().parents[1] / "src" / "wijkwijzer_web" / "portal" / "guide" / "beelden.json"


def keep_words(html: str) -> list[str]:
    """What labels, legends and buttons say, in order; what differs per place or person is no such text."""
    soup = BeautifulSoup(html, "html.parser")
    people = {str(one.get("id")) for one in soup.select('input[type=checkbox][value*="@"]')}
    for hidden in soup.select('.ww-sr, option, label:has(input[type=checkbox][value*="@"])'):
        hidden.decompose()
    for label in soup.select("label[for]"):
        if label.get("for") in people:
            label.decompose()
    found = [" ".join(one.get_text(" ").split()) for one in soup.select("label, legend, button")]
    return [text for text in found if text and "@" not in text]


def kept() -> dict[str, list[str]]:
    """The words per picture."""
    found: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def write(words: dict[str, list[str]]) -> None:
    """Keep the words per picture."""
    FILE.write_text(json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
