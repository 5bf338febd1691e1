"""Vectors, lemmas, word fields and readability."""

from __future__ import annotations

import numpy as np
import pytest

from wijkwijzer.text.analyse import analyse
from wijkwijzer.text.content import content_lemmas
from wijkwijzer.text.embed import DIMENSIONS, embed, nearest
from wijkwijzer.text.fields import field_names, field_vector
from wijkwijzer.text.readability import assess, sentences


def test_vectors_do_not_depend_on_the_other_texts():
    texts = [f"Bericht {i} over de bus en de trein " * (i % 5 + 1) for i in range(150)]
    together = embed(texts)
    assert together.shape == (150, DIMENSIONS)
    np.testing.assert_allclose(embed([texts[77]])[0], together[77], atol=1e-5)
    np.testing.assert_allclose(embed(texts[::-1])[::-1], together, atol=1e-5)


def test_vectors_of_nothing():
    assert embed([]).shape == (0, DIMENSIONS)
    assert not embed(["", "  "]).any()


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
