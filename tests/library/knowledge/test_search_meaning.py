"""What people mean: words that look alike are not one, quotes, minus, abbreviations, English, off topic."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from wijkwijzer.knowledge import Document, SearchIndex, build_index
from wijkwijzer.knowledge.search import evaluate, read_documents, read_judged_queries
from wijkwijzer.text import stem

DATA = Path(__file__).resolve().parents[1] / "data"


def _pairs(meet: str) -> list[tuple[str, str]]:
    with (DATA / "word_pairs" / "pairs.csv").open(encoding="utf-8") as file:
        return [(row["word"], row["other"]) for row in csv.DictReader(file) if row["meet"] == meet]


def test_two_hundred_pairs_of_words_do_not_meet_and_kin_do() -> None:
    assert len(_pairs("no")) == 200
    assert [pair for pair in _pairs("no") if stem(pair[0]) == stem(pair[1])] == []
    assert [pair for pair in _pairs("yes") if stem(pair[0]) != stem(pair[1])] == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    texts = {
        "zon": "Zon op het dak",
        "zorg": "Gezondheid in de buurt",
        "zin": "Wie heeft er zin om mee te doen?",
        "gezin": "Een gezin vraagt hulp",
        "gemeen": "Dat was gemeen van de buurman",
        "beleid": "Het gemeentelijk beleid",
        "wmo": "Hulp uit de W.M.O. aanvragen",
        "plein": "Overlast op het plein, zonder camera",
        "camera": "Cameratoezicht en een camera tegen overlast op een plein",
    }
    folder = tmp_path_factory.mktemp("small")
    build_index([Document(name, text) for name, text in texts.items()], folder, vectors=False)
    return SearchIndex(folder, lists="lexical")


@pytest.mark.parametrize(
    ("question", "found", "never"),
    [("gezondheid", "zorg", "zon"), ("gezin", "gezin", "zin"), ("gemeente", "beleid", "gemeen")],
)
def test_the_word_itself_and_never_the_accidental_one(
    small: SearchIndex, question: str, found: str, never: str
) -> None:
    ids = [hit.id for hit in small.search(question, floor=0).hits]
    assert ids[0] == found
    assert never not in ids


@pytest.mark.parametrize("question", ["wmo", "W.M.O.", "w.m.o", "WMO"])
def test_an_abbreviation_is_one_word_with_and_without_points(small: SearchIndex, question: str) -> None:
    assert [hit.id for hit in small.search(question, floor=0).hits] == ["wmo"]


def test_quotes_ask_for_these_words_in_this_order(small: SearchIndex) -> None:
    assert [hit.id for hit in small.search('"overlast op het plein"').hits] == ["plein"]
    assert small.search('"plein overlast"').nothing_found
    assert {hit.id for hit in small.search("overlast plein", floor=0).hits} == {"plein", "camera"}


def test_a_minus_takes_the_word_out_and_a_hyphen_does_not(small: SearchIndex) -> None:
    assert [hit.id for hit in small.search("overlast -camera", floor=0).hits] == []
    assert [hit.id for hit in small.search("overlast -cameratoezicht", floor=0).hits] == ["plein"]
    assert "plein" in {hit.id for hit in small.search("overlast-plein", floor=0).hits}


@pytest.mark.parametrize("half", ["a", "b"])
def test_unseen_questions(full_index: Path, half: str) -> None:
    """64 questions and 40 that nothing fits; half b was locked before the first run (search_ask/README)."""
    folder = DATA / "search_ask"
    with (folder / "queries.csv").open(encoding="utf-8") as file:
        halves = {row["id"]: row["half"] for row in csv.DictReader(file)}
    queries = read_judged_queries(folder / "queries.csv", folder / "qrels.csv")
    found = evaluate(SearchIndex(full_index), [one for one in queries if halves[one.id] == half])
    assert found.ndcg10 >= 0.82
    assert found.empty == 0
    assert found.answered_though_nothing_fits <= 0.2 * found.unanswerable


def test_documents_of_the_question_set_exist() -> None:
    known = {one.id for one in read_documents(DATA / "search_nl" / "documents.csv")}
    queries = read_judged_queries(DATA / "search_ask" / "queries.csv", DATA / "search_ask" / "qrels.csv")
    assert {name for one in queries for name in one.grades} <= known
