"""The index keeps its promises: filters first, updates equal rebuilds, no text crashes it."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge import Document, SearchIndex, Thesaurus, build_index, update_index
from wijkwijzer.knowledge.search import forward, read_documents, store

DATA = Path(__file__).resolve().parents[1] / "data"
WORDS = ["wijk", "aanpak", "buurthuis", "eenzaam", "ouderen", "schuld", "jongerenoverlast", "groen", "plein"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=40)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=6)
DOCUMENTS = st.dictionaries(
    NAMES, st.tuples(TEXTS, TEXTS, st.sampled_from(["", "publicatie", "mislukking"])), max_size=8
).map(
    lambda rows: [Document(name, title, text, {"type": kind}) for name, (title, text, kind) in rows.items()]
)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def open_words(folder: Path) -> SearchIndex:
    return SearchIndex(folder, lists="lexical")


def ask(index: SearchIndex, query: str) -> list[tuple[str, float, str]]:
    return [(hit.id, hit.score, hit.passage) for hit in index.search(query, floor=0).hits]


@given(query=st.text(max_size=200))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_crashes_it(words_index: Path, query: str) -> None:
    found = open_words(words_index).search(query, floor=0)
    assert 0 <= found.evidence <= 1
    assert all(hit.passage for hit in found.hits)


@given(documents=DOCUMENTS, query=TEXTS)
@QUICK
def test_no_document_crashes_it(
    tmp_path_factory: pytest.TempPathFactory, documents: list[Document], query: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    build_index(documents, folder, vectors=False)
    index = open_words(folder)
    assert len(index) == len(documents)
    assert {hit.id for hit in index.search(query, floor=0).hits} <= {document.id for document in documents}


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_filtered_id_never_comes_back(full_index: Path, data: st.DataObject) -> None:
    index = SearchIndex(full_index)
    names = [document.id for document in read_documents(DATA / "search_nl" / "documents.csv")]
    hidden = data.draw(st.sets(st.sampled_from(names)))
    allowed = data.draw(st.none() | st.sets(st.sampled_from(names)))
    query = data.draw(TEXTS)
    found = index.search(
        query, limit=200, hidden=hidden, allowed=allowed, facets={"type": "mislukking"}, floor=0
    )
    for hit in found.hits:
        assert hit.id not in hidden
        assert allowed is None or hit.id in allowed
        assert hit.facets["type"] == "mislukking"
    assert set(found.facets["type"]) <= {"mislukking"}


@given(before=DOCUMENTS, changed=DOCUMENTS, gone=st.sets(NAMES, max_size=3), query=TEXTS)
@QUICK
def test_an_update_equals_a_rebuild(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[Document],
    changed: list[Document],
    gone: set[str],
    query: str,
) -> None:
    updated, rebuilt = tmp_path_factory.mktemp("updated"), tmp_path_factory.mktemp("rebuilt")
    build_index(before, updated, vectors=False)
    update_index(updated, changed, gone, vectors=False)
    fresh = {document.id for document in changed}
    after = [d for d in before if d.id not in fresh and d.id not in gone] + changed
    build_index(reversed(after), rebuilt, vectors=False)
    one = store.read(updated, store.current_version(updated))
    two = store.read(rebuilt, store.current_version(rebuilt))
    assert one.ids == two.ids
    assert one.facets == two.facets
    assert bytes(one.lines) == bytes(two.lines)
    assert one.postings.terms == two.postings.terms
    for name in ("offsets", "documents", "counts", "lengths"):
        np.testing.assert_array_equal(getattr(one.postings, name), getattr(two.postings, name))
    assert ask(open_words(updated), query) == ask(open_words(rebuilt), query)


def test_a_changed_document_is_found_and_its_old_text_is_not(tmp_path: Path) -> None:
    build_index([Document("a", "Moestuin"), Document("b", "Fietsles")], tmp_path)
    index = SearchIndex(tmp_path)
    update_index(tmp_path, [Document("a", "Zwemles")])
    assert index.search("moestuin").hits[0].id == "a"
    assert index.refresh()
    assert not index.refresh()
    assert index.search("moestuin").nothing_found
    assert index.search("zwemles").hits[0].id == "a"


def test_vectors_may_come_later(tmp_path: Path) -> None:
    build_index(
        [Document("a", "Loneliness of old people"), Document("b", "Fietsles")], tmp_path, vectors=False
    )
    none = Thesaurus("")
    assert not SearchIndex(tmp_path, thesaurus=none).search("eenzaamheid onder ouderen", floor=0).hits
    update_index(tmp_path, limit=10)
    found = SearchIndex(tmp_path, thesaurus=none).search("eenzaamheid onder ouderen", floor=0)
    assert found.hits[0].id == "a"
    assert found.hits[0].reasons[0].how == "betekenis"


def test_one_writer_at_a_time_and_readers_always_answer(tmp_path: Path) -> None:
    build_index([Document(f"d{i}", "Buurthuis") for i in range(5)], tmp_path, vectors=False)
    failures: list[BaseException] = []

    def write(number: int) -> None:
        try:
            update_index(tmp_path, [Document(f"n{number}", "Buurthuis")], vectors=False)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    index = open_words(tmp_path)
    while any(thread.is_alive() for thread in threads):
        assert index.search("buurthuis").hits
    for thread in threads:
        thread.join()
    assert not failures
    index.refresh()
    assert len(index) == 11
    assert len([path for path in tmp_path.iterdir() if path.name.startswith("v")]) == 2


def test_a_correction_never_gives_a_hidden_word_away(tmp_path: Path) -> None:
    build_index([Document("a", "Zwanenkruidhof"), Document("b", "Fietsles")], tmp_path, vectors=False)
    index = open_words(tmp_path)
    assert index.search("zwanenkruidhoff").corrections == {"zwanenkruidhoff": "zwanenkruidhof"}
    assert index.search("zwanenkruidhoff", hidden=["a"]).corrections == {}
    assert index.search("zwanenkruidhoff", allowed=["b"]).corrections == {}


def test_what_a_tuple_means_is_worked_out_again_in_another_version_and_hides_nothing_later(
    tmp_path: Path,
) -> None:
    build_index([Document("a", "Buurthuis"), Document("b", "Buurthuis")], tmp_path, vectors=False)
    index, both = open_words(tmp_path), ("a", "b")
    assert set(index.search("buurthuis", allowed=both).order) == {"a", "b"}
    assert index.search("buurthuis", allowed=both, hidden=["a"]).order == ("b",)
    assert set(index.search("buurthuis", allowed=both).order) == {"a", "b"}, "hidden for one question only"
    assert index.search("buurthuis", allowed=("b",)).order == ("b",)
    changing = ["a"]
    assert index.search("buurthuis", allowed=changing).order == ("a",)
    changing[0] = "b"
    assert index.search("buurthuis", allowed=changing).order == ("b",)
    update_index(tmp_path, [Document("c", "Fietsles")], ["a"], vectors=False)
    index.refresh()
    assert index.search("buurthuis", allowed=both).order == ("b",)


def test_what_a_stopped_writer_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".v000001-12345678.deel").mkdir()
    build_index([Document("a", "Buurthuis")], tmp_path, vectors=False)
    assert not list(tmp_path.glob(".v*.deel"))
    assert open_words(tmp_path).search("buurthuis").hits


def test_a_page_as_question_is_read_in_time(words_index: Path) -> None:
    assert open_words(words_index).search("buurthuis " * 200_000, floor=0).hits


def test_why_names_the_tie(words_index: Path) -> None:
    index = open_words(words_index)
    how = {reason.how for hit in index.search("burgerbegroting").hits for reason in hit.reasons}
    assert "synoniem" in how
    found = index.search("eenzaamhijd")
    assert found.corrections == {"eenzaamhijd": "eenzaamheid"}
    assert found.hits[0].reasons[0].how == "spelling"
    assert "eenzaam" in found.hits[0].passage.lower() or "eenzaam" in found.hits[0].title.lower()


def test_own_thesaurus(words_index: Path) -> None:
    own = SearchIndex(words_index, lists="lexical", thesaurus=Thesaurus("kwartjesbank > schuldhulpverlening"))
    assert own.search("kwartjesbank").hits
    assert open_words(words_index).search("kwartjesbank").nothing_found


def test_wrong_input_says_so(tmp_path: Path, words_index: Path) -> None:
    with pytest.raises(InputError, match="geen zoekindex"):
        SearchIndex(tmp_path / "niets")
    with pytest.raises(InputError, match="meer dan eens"):
        build_index([Document("a", "x"), Document("a", "y")], tmp_path, vectors=False)
    with pytest.raises(InputError, match="kent het filter ‘kleur’ niet"):
        open_words(words_index).search("wijk", facets={"kleur": "rood"})
    with pytest.raises(InputError, match="minstens twee woorden"):
        Thesaurus("alleen")
    broken = tmp_path / "idx"
    build_index([Document("a", "x")], broken, vectors=False)
    (broken / store.current_version(broken) / "terms.txt").unlink()
    with pytest.raises(InputError, match="beschadigd"):
        SearchIndex(broken)


def test_counts_of_words_and_parts() -> None:
    counted = forward.count([Document("a", "Buurthuis", "buurt buurt")])
    found = forward.invert(counted, part_weight=0.5)
    place = found.terms.index("buurt")
    assert found.counts[found.offsets[place]].tolist() == [0.5, 2.0, 0.0]
