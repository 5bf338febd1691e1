"""Themes on two invented Dutch sets: accuracy, what each kind of evidence adds, learning from checks, what
the best could reach, speed, memory.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
import zlib
from dataclasses import replace
from pathlib import Path
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from sklearn.metrics import normalized_mutual_info_score

from wijkwijzer.dialogue.themes import scores as theme_scores
from wijkwijzer.dialogue.themes.duplicates import DuplicateIndex
from wijkwijzer.dialogue.themes.find import ThemeResult, find_themes
from wijkwijzer.dialogue.themes.messages import REST, Question, group_by_question, read_messages, read_themes
from wijkwijzer.dialogue.themes.model import learn, predict
from wijkwijzer.dialogue.themes.scores import evidence, read_texts
from wijkwijzer.text.embed import embed

DATA = Path(__file__).resolve().parents[1] / "tests" / "library" / "data"
SETS = {"development": "dialogue_nl", "fresh": "dialogue_nl_fresh"}
BARS = {"accuracy": 0.60, "nmi": 0.33, "checked": 0.72}  # dialogue.md, for sets with 4 to 8 themes a question
MESSAGES, SECONDS, MEGABYTES, HINT_MS = 2831, 10.0, 500.0, 50.0

_LAUNCHER = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def load(name: str) -> tuple[list[Question], dict[str, str]]:
    folder = DATA / name
    questions = group_by_question(read_messages(folder / "messages.csv"), read_themes(folder / "themes.csv"))
    with (folder / "messages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first = {row["id"]: row["theme"].split(";")[0] for row in rows}
    return questions, {i: REST if theme.endswith("-overig") else theme for i, theme in first.items()}


def accuracy(result: ThemeResult, truth: dict[str, str]) -> float:
    return float(np.mean([message.theme == truth[message.id] for message in result.messages]))


def nmi(questions: list[Question], predicted: dict[str, str], truth: dict[str, str]) -> float:
    """Mean over questions, over the messages that have a theme."""
    scores = []
    for question in questions:
        ids = [m.id for m in question.messages if truth[m.id] != REST]
        scores.append(normalized_mutual_info_score([truth[i] for i in ids], [predicted[i] for i in ids]))
    return float(np.mean(scores))


def biggest(questions: list[Question], result: ThemeResult, truth: dict[str, str]) -> tuple[int, int]:
    right = 0
    for question, found in zip(questions, result.questions, strict=True):
        people: dict[str, set[str]] = {}
        for message in question.messages:
            people.setdefault(truth[message.id], set()).add(message.author)
        people.pop(REST, None)
        most = max(len(names) for names in people.values())
        right += len(people.get(found.themes[0].theme_id, ())) == most
    return right, len(questions)


def naive(questions: list[Question]) -> dict[str, str]:
    """The baseline: mean plus highest cosine with label, description and seed words."""
    chosen = {}
    for question in questions:
        vectors = embed(message.text for message in question.messages)
        columns = []
        for theme in question.themes:
            cosines = vectors @ embed([theme.label, theme.description, *theme.seeds]).T
            columns.append(cosines.mean(axis=1) + cosines.max(axis=1))
        best = np.array(columns).T.argmax(axis=1)
        chosen |= {m.id: question.themes[j].id for m, j in zip(question.messages, best, strict=True)}
    return chosen


def row(what: str, value: float, bar: float | None = None, *, most: bool = False, digits: int = 3) -> bool:
    good = bar is None or (value <= bar if most else value >= bar)
    limit = "" if bar is None else f"{'<=' if most else '>='} {bar:g}"
    print(
        f"  {what:<52} {value:>9.{digits}f}  {limit:<9} {'' if bar is None else 'ok' if good else 'NOT OK'}"
    )
    return good


def quality(label: str, bars: bool) -> bool:
    questions, truth = load(SETS[label])
    print(f"{label}: {len(truth)} messages, {len(questions)} questions")
    result = find_themes(questions)
    base = naive(questions)
    row("naive cosine: accuracy", float(np.mean([base[i] == truth[i] for i in base])))
    row("naive cosine: NMI", nmi(questions, base, truth))
    good = [row("accuracy, `overig` included", accuracy(result, truth), BARS["accuracy"] if bars else None)]
    predicted = {message.id: message.theme for message in result.messages}
    good.append(row("NMI", nmi(questions, predicted, truth), BARS["nmi"]))
    halves(questions, result, truth)
    right, of = biggest(questions, result, truth)
    print(f"  {'biggest theme right':<52} {right:>6} of {of}")
    first = sorted(result.messages, key=lambda m: m.check_first or 0)[: len(truth) // 5]
    learned = find_themes(questions, {message.id: truth[message.id] for message in first})
    good.append(
        row("accuracy after a fifth was checked", accuracy(learned, truth), BARS["checked"] if bars else None)
    )
    row(
        "the same, had it asked about nothing but its mistakes",
        accuracy(asked_its_mistakes(questions, result, truth), truth),
    )
    row("accuracy when all other messages are known", every_other_known(questions, truth))
    inside = [low <= share <= high for share, low, high in intervals(questions, result, truth)]
    row("true share inside the provisional interval", float(np.mean(inside)))
    weights = dict(theme_scores.WEIGHTS)
    for name in weights:
        theme_scores.WEIGHTS = {k: v for k, v in weights.items() if k != name}
        row(f"accuracy without {name}", accuracy(find_themes(questions), truth))
    theme_scores.WEIGHTS = weights
    return all(good)


def asked_its_mistakes(questions: list[Question], result: ThemeResult, truth: dict[str, str]) -> ThemeResult:
    """What no order of checking can pass by much: a fifth checked, mistakes before anything else."""
    order = sorted(result.messages, key=lambda m: (m.theme == truth[m.id], m.probability, m.id))
    return find_themes(questions, {m.id: truth[m.id] for m in order[: len(truth) // 5]})


def every_other_known(questions: list[Question], truth: dict[str, str]) -> float:
    """What labels can add: each message predicted by the same model with the theme of all others known."""
    right = 0
    for question in questions:
        reading = read_texts([message.text for message in question.messages])
        written = {token.normal for tokens in reading.tokens for token in tokens}
        words = sorted(written.union(*(theme_scores.theme_words(theme) for theme in question.themes)))
        found = evidence(question, reading, dict(zip(words, embed(words), strict=True)))
        known = {message.id: truth[message.id] for message in question.messages}
        ids = [*(theme.id for theme in question.themes), REST]
        guesses = learn(question, predict(found, reading), reading, known).left_out
        right += sum(ids[column] == truth[question.messages[i].id] for i, column in guesses.items())
    return right / len(truth)


def halves(questions: list[Question], result: ThemeResult, truth: dict[str, str]) -> None:
    """Questions to develop on, and those that stay locked (by a hash of their words)."""
    predicted = {message.id: message.theme for message in result.messages}
    for name, side in (("open", 0), ("locked", 1)):
        part = [q for q in questions if zlib.crc32(q.question.encode()) % 2 == side]
        if not part:
            continue
        ids = [message.id for question in part for message in question.messages]
        right = float(np.mean([predicted[i] == truth[i] for i in ids]))
        summaries = [s for s in result.questions if s.question in {q.question for q in part}]
        sure = sum(
            s.themes[0].low > max((t.high for t in s.themes[1:] if t.theme_id != REST), default=0)
            for s in summaries
        )
        first, of = biggest(part, replace(result, questions=tuple(summaries)), truth)
        print(
            f"  {name}: {len(part)} questions, accuracy {right:.3f}, NMI {nmi(part, predicted, truth):.3f}, "
            f"biggest right {first} of {of}, told as sure {sure}"
        )


def intervals(
    questions: list[Question], result: ThemeResult, truth: dict[str, str]
) -> list[tuple[float, float, float]]:
    found = []
    for question, summary in zip(questions, result.questions, strict=True):
        for theme in summary.themes:
            named = {m.author for m in question.messages if truth[m.id] == theme.theme_id}
            found.append((len(named) / summary.authors, theme.low - 1e-6, theme.high + 1e-6))
    return found


def speed() -> bool:
    """The whole command on as many messages as the dialogue of 155 people had; every text is different."""
    with (DATA / "dialogue_nl" / "messages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "messages.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "topic", "question", "kind", "author", "text"])
            for i in range(MESSAGES):
                source, other = rows[i % len(rows)], rows[(i * 7 + i // len(rows)) % len(rows)]
                words = source["text"].split()
                text = " ".join([*words[: 12 + i % 9], *other["text"].split()[: i % 6]])
                writer.writerow([i, source["topic"], source["question"], source["kind"], f"p{i % 155}", text])
        command = [sys.executable, "-m", "wijkwijzer.cli", "dialogue", "themes", str(path)]
        command += ["--themes", str(DATA / "dialogue_nl" / "themes.csv"), "--json"]
        # A small process starts the command: a child counts the memory of what started it.
        launch = [sys.executable, "-c", _LAUNCHER, *command]
        lines = [subprocess.run(launch, check=True, capture_output=True, text=True).stdout for _ in range(3)]
    walls, processor, memory = zip(*(map(float, line.split()) for line in lines), strict=True)
    print(f"speed: {MESSAGES} messages, the whole command, best of three (other work disturbs)")
    good = row("seconds", min(walls), SECONDS, most=True, digits=1)
    row("seconds of processor", min(processor), digits=1)
    return row("peak memory, MB", max(memory), MEGABYTES, most=True, digits=0) and good


def hint() -> bool:
    texts = [f"{m.text} {i % 9}" for i in range(10) for q in load("dialogue_nl")[0] for m in q.messages]
    index = DuplicateIndex([str(i) for i in range(len(texts))], texts)
    times = []
    for text in texts[:60]:
        start = time.perf_counter()
        index.like(f"{text} graag")
        times.append(1000 * (time.perf_counter() - start))
    print(f"near-duplicates: one new message against {len(texts)}")
    return row("milliseconds, median", median(times), HINT_MS, most=True, digits=1)


def main() -> int:
    good = [quality("development", True), quality("fresh", False), speed(), hint()]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
