"""A regression guard on the development set, and on the second set that nothing was tuned on."""

from __future__ import annotations

from pathlib import Path

from wijkwijzer.knowledge import SearchIndex, build_index
from wijkwijzer.knowledge.search import evaluate, read_documents, read_judged_queries

DATA = Path(__file__).resolve().parents[1] / "data"


def test_development_set(full_index: Path) -> None:
    queries = read_judged_queries(DATA / "search_nl" / "queries.csv", DATA / "search_nl" / "qrels.csv")
    both = evaluate(SearchIndex(full_index), queries)
    assert both.ndcg10 >= 0.85
    assert both.recall50 >= 0.93
    assert both.empty == 0
    assert both.answered_though_nothing_fits <= 1
    words_only = evaluate(SearchIndex(full_index, lists="lexical"), queries)
    meaning_only = evaluate(SearchIndex(full_index, lists="meaning"), queries)
    assert both.ndcg10 > max(words_only.ndcg10, meaning_only.ndcg10)


def test_second_set(tmp_path: Path) -> None:
    folder = DATA / "search_check"
    build_index(read_documents(folder / "documents.csv"), tmp_path / "idx")
    found = evaluate(
        SearchIndex(tmp_path / "idx"), read_judged_queries(folder / "queries.csv", folder / "qrels.csv")
    )
    assert found.ndcg10 >= 0.8
    assert found.empty == 0
    assert found.answered_though_nothing_fits <= 0.2 * found.unanswerable
