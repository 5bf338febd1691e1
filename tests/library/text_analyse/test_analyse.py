"""The Dutch analyser on its own lists, on odd input, and on what it promises in `explain`."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkwijzer.text import analyse, explain, fold, normalise, split_compound, stem, terms, words

DATA = Path(__file__).resolve().parents[1] / "data"
LISTS = ["search_nl/compounds.csv", "compounds_nl/compounds.csv", "compounds_nl/check.csv"]


def judged(name: str) -> list[tuple[str, tuple[str, ...]]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return [(row["word"], tuple(row["parts"].split())) for row in csv.DictReader(file)]


def is_right(word: str, wanted: tuple[str, ...]) -> bool:
    found = split_compound(word)
    pairs = zip(found.parts, found.surfaces, wanted, strict=False)
    return len(found.parts) == len(wanted) and all(w in (part, spelt) for part, spelt, w in pairs)


@pytest.mark.parametrize("name", LISTS)
def test_compounds_are_split_and_whole_words_are_left(name: str) -> None:
    compounds = [(word, parts) for word, parts in judged(name) if len(parts) > 1]
    whole = [(word, parts) for word, parts in judged(name) if len(parts) == 1]
    assert sum(is_right(*row) for row in compounds) >= 0.95 * len(compounds)
    assert sum(is_right(*row) for row in whole) >= 0.97 * len(whole)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("buurthuis", ("buurt", "huis")),
        ("Burenhulp", ("buur", "hulp")),
        ("wijkcooperaties", ("wijk", "cooperaties")),
        ("wijkcoöperaties", ("wijk", "coöperaties")),
        ("speelveldjes", ("speel", "veldjes")),
        ("wijkverbinder", ("wijk", "verbinder")),
        ("restaurantje", ("restaurantje",)),
        ("overlast", ("overlast",)),
        ("wij", ("wij",)),
    ],
)
def test_parts(word: str, parts: tuple[str, ...]) -> None:
    assert split_compound(word).parts == parts


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_word_splits_into_itself(text: str) -> None:
    found = split_compound(text)
    assert "".join(found.surfaces) == found.word
    assert len(found.parts) == len(found.surfaces) == len(found.links) + 1
    assert all(found.parts) or not text


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_words_stand_where_they_say(text: str) -> None:
    end = 0
    for word in words(text):
        assert word.start >= end
        assert word.text == text[word.start : word.end]
        assert word.normal
        end = word.end


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_text_crashes_the_analyser(text: str) -> None:
    tokens = list(analyse(text))
    assert all(token.stem for token in tokens)
    assert len(explain(text)) == len(tokens)
    assert set(terms(text, parts=False)) <= set(terms(text))


def test_loose_accents_soft_hyphens_and_ligatures() -> None:
    loose = unicodedata.normalize("NFD", "één café")
    assert [word.normal for word in words(loose)] == ["een", "cafe"]
    assert [word.normal for word in words("buurt\u00adhuis ﬁets 1.200 auto’s")] == [
        "buurthuis",
        "fiets",
        "1200",
        "auto",
    ]


def test_irregular_plurals_and_adjectives_share_a_stem() -> None:
    for one, many in [
        ("stad", "steden"),
        ("huis", "huizen"),
        ("eenzaam", "eenzame"),
        ("dakloos", "daklozen"),
    ]:
        assert stem(one) == stem(many)


def test_fold_keeps_other_scripts() -> None:
    assert fold("مرحبا й") == "مرحبا й"


def test_explain_names_the_link() -> None:
    assert explain("het bewonersinitiatief") == [
        "het: functiewoord, telt niet mee",
        "bewonersinitiatief: bewoner + initiatief (tussenklank: s); stam " + stem("bewonersinitiatief"),
    ]
