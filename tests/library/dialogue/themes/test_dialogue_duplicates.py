"""A hint before posting."""

from __future__ import annotations

import pytest

from wijkwijzer.dialogue.themes.duplicates import DuplicateIndex

TEXTS = {
    "a": "Ze rijden veel te hard in de Kerkstraat",
    "b": "Meer groen in de straat",
    "c": "Het buurthuis moet weer open, niemand weet hoe het met een ander gaat",
    "d": "Gratis zwemles voor alle kinderen",
}


@pytest.fixture(scope="module")
def index() -> DuplicateIndex:
    return DuplicateIndex(list(TEXTS), list(TEXTS.values()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In de Kerkstraat wordt veel te hard gereden!", ["a"]),
        ("Heropen het buurthuis, we weten niet meer hoe het met een ander gaat.", ["c"]),
        ("Minder groen in de straat", []),
        ("De bus komt nooit op tijd", []),
        ("", []),
    ],
)
def test_who_says_the_same(index, text, expected):
    assert [found.id for found in index.like(text)] == expected


def test_an_added_message_is_found_and_ties_go_by_id():
    index = DuplicateIndex([], [])
    assert index.like("Meer bankjes") == []
    index.add("z", "Meer bankjes")
    index.add("y", "Meer bankjes")
    assert [found.id for found in index.like("meer bankjes!")] == ["y", "z"]
    assert len(index) == 2
