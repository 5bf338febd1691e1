"""How good the answers are, against judged questions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkwijzer.knowledge.search.index import SearchIndex

__all__ = ["Evaluation", "JudgedQuery", "evaluate", "ndcg"]


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A question with the grade (1 to 3) of each document that fits; no grades: nothing fits."""

    id: str
    query: str
    grades: Mapping[str, int]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Means over judged questions.

    Attributes
    ----------
    ndcg10, recall50
        Over the questions that something fits; a question that got no answer counts as 0.
    answerable, empty
        How many questions something fits, and how many of them got no answer.
    unanswerable, answered_though_nothing_fits
        How many questions nothing fits, and how many of them got an answer.
    by_style
        nDCG@10 per style of question.
    """

    ndcg10: float
    recall50: float
    answerable: int
    empty: int
    unanswerable: int
    answered_though_nothing_fits: int
    by_style: Mapping[str, float]


def evaluate(index: SearchIndex, queries: Sequence[JudgedQuery]) -> Evaluation:
    """Ask every question and compare the answers with the judgements.

    Returns
    -------
    Evaluation
        nDCG@10 with linear gain, as trec_eval computes it (Järvelin and Kekäläinen 2002), and recall among
        50.
    """
    gains: list[float] = []
    recalls: list[float] = []
    styles: dict[str, list[float]] = {}
    empty = unanswerable = answered = 0
    for query in queries:
        found = [hit.id for hit in index.search(query.query, limit=50).hits]
        if not any(query.grades.values()):
            unanswerable += 1
            answered += bool(found)
            continue
        empty += not found
        gain = ndcg(found, query.grades)
        gains.append(gain)
        styles.setdefault(query.style, []).append(gain)
        fitting = {name for name, grade in query.grades.items() if grade > 0}
        recalls.append(len(fitting.intersection(found[:50])) / len(fitting))
    by_style = {style: round(_mean(values), 4) for style, values in styles.items()}
    return Evaluation(
        round(_mean(gains), 4), round(_mean(recalls), 4), len(gains), empty, unanswerable, answered, by_style
    )


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of a ranking.

    Parameters
    ----------
    ranking
        Document ids, best first.
    grades
        Grade per document; others are 0. Where none is above 0 there is nothing to gain: 0.
    depth
        How far to look.

    Examples
    --------
    >>> ndcg(["a", "b"], {"a": 3, "b": 1})
    1.0
    >>> round(ndcg(["x", "a"], {"a": 3}), 3)
    0.631
    """
    gain = sum(grades.get(name, 0) / math.log2(place + 2) for place, name in enumerate(ranking[:depth]))
    ideal = sorted(grades.values(), reverse=True)[:depth]
    best = sum(grade / math.log2(place + 2) for place, grade in enumerate(ideal))
    return gain / best if best else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
