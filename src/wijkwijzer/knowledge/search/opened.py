"""One open version of an index: everything that answers a question, unchanging and safe for threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.search import meaning
from wijkwijzer.knowledge.search.lexical import Lexical, Scores
from wijkwijzer.knowledge.search.model import Hit, Results, Settings
from wijkwijzer.knowledge.search.passages import explain_hit
from wijkwijzer.knowledge.search.question import Question, read_question
from wijkwijzer.knowledge.search.spelling import Speller
from wijkwijzer.knowledge.search.store import Stored
from wijkwijzer.knowledge.search.thesaurus import Thesaurus

__all__ = ["Facets", "OpenVersion"]

Facets = Mapping[str, str | Collection[str]]
Mask = npt.NDArray[np.bool_]


class OpenVersion:
    """A version that was read, with what its answers need."""

    def __init__(self, stored: Stored, settings: Settings, thesaurus: Thesaurus, lists: str) -> None:
        self._stored, self._settings, self._thesaurus, self._lists = stored, settings, thesaurus, lists
        self._lexical = Lexical(stored.postings, settings)
        self._terms = dict(zip(stored.forward.words, stored.forward.terms, strict=True))
        self._number = {name: number for number, name in enumerate(stored.ids)}

    @property
    def version(self) -> str:
        """The name of the version."""
        return self._stored.version

    def __len__(self) -> int:
        return len(self._stored.ids)

    def __contains__(self, name: object) -> bool:
        return name in self._number

    @cached_property
    def speller(self) -> Speller:
        """Finds near words among those of the documents."""
        return Speller(self._stored.forward.words)

    def has(self, term: str, visible: Mask) -> bool:
        """Whether any visible document has a term."""
        return bool(visible[self._lexical.documents_with(term)].any())

    def near(self, word: str, visible: Mask) -> str | None:
        """The nearest word to a misspelt one, when a visible document has it."""
        found = self.speller.near(word)
        return found if found is not None and self.has(self._terms[found][0], visible) else None

    def search(self, query: str, limit: int, visible: Mask, floor: float | None) -> Results:
        """Answer a question from the visible documents."""
        question = read_question(query, _Visible(self, visible), self._thesaurus, self._settings)
        scores = self._lexical.score(question.concepts)
        ranked, evidence = self._rank(question, scores, visible)
        if evidence < (self._settings.floor if floor is None else floor):
            ranked = []
        counts = self._count_facets([number for number, _ in ranked])
        hits = tuple(self._hit(number, score, question) for number, score in ranked[: max(limit, 0)])
        return Results(query, hits, evidence, counts, question.corrections, self.version)

    def visible(self, facets: Facets, allowed: Collection[str] | None, hidden: Collection[str]) -> Mask:
        """Which documents may be seen and fit the facets.

        Raises
        ------
        InputError
            The index has no such facet.
        """
        visible = np.full(len(self), allowed is None)
        if allowed is not None:
            visible[[self._number[name] for name in allowed if name in self._number]] = True
        visible[[self._number[name] for name in hidden if name in self._number]] = False
        for facet, wanted in facets.items():
            values = {wanted} if isinstance(wanted, str) else set(wanted)
            have = self._stored.facets.get(facet)
            if have is None:
                known = ", ".join(self._stored.facets) or "geen"
                raise InputError(f"De index kent het filter ‘{facet}’ niet. Wel: {known}.")
            visible &= np.array([value in values for value in have], bool)
        return visible

    def _rank(
        self, question: Question, scores: Scores, visible: Mask
    ) -> tuple[list[tuple[int, float]], float]:
        """Fuse the lists; returns (document number, score), best first, and the evidence."""
        settings = self._settings
        if not visible.any():
            return [], 0.0
        by_words = _top(np.where(visible & (scores.total > 0), scores.total, 0), settings.depth)
        support = scores.coverage.astype(np.float64)
        by_meaning: list[int] = []
        if self._lists != "lexical" and self._stored.has_vector.any() and question.text.strip():
            vector = meaning.question_vector(question.meaning, self._stored.engine)
            support = support + meaning.support(self._stored.vectors @ vector, self._stored.engine)
            if by_words and settings.feedback and self._lists == "both":
                mean = self._stored.vectors[by_words[: settings.feedback_documents]].mean(axis=0)
                vector = vector + settings.feedback * mean / max(float(np.linalg.norm(mean)), 1e-9)
            cosines = self._stored.vectors @ vector
            by_meaning = _top(np.where(visible & self._stored.has_vector, cosines + 2, 0), settings.depth)
        fused: Counter[int] = Counter()
        for weight, ranking in ((settings.lexical, by_words), (settings.meaning, by_meaning)):
            if self._lists == "meaning" and ranking is by_words:
                continue
            for place, number in enumerate(ranking, 1):
                fused[number] += weight / (settings.rrf_k + place)  # type: ignore[assignment]
        ranked = sorted(
            ((n, float(score)) for n, score in fused.items()), key=lambda pair: (-pair[1], pair[0])
        )
        best = float(support[visible].max()) + (settings.foreign if question.foreign and by_meaning else 0.0)
        middle = settings.evidence_middle if by_meaning else settings.evidence_middle_words
        evidence = 1 / (1 + np.exp(-settings.evidence_slope * (best - middle)))
        return ranked, float(evidence) if ranked else 0.0

    def _count_facets(self, numbers: Sequence[int]) -> dict[str, dict[str, int]]:
        return {
            name: dict(Counter(values[n] for n in numbers if values[n]).most_common())
            for name, values in self._stored.facets.items()
        }

    def _hit(self, number: int, score: float, question: Question) -> Hit:
        document = self._stored.document(number)
        terms = {term for concept in question.concepts for way in concept.ways for term in way.terms}
        rarity = {term: self._lexical.rarity(term) for term in terms}
        passage, why = explain_hit(document, question.concepts, rarity, self._terms)
        return Hit(document.id, document.title, round(score, 6), passage, why, document.facets)


class _Visible:
    """The words of the visible documents only, so that a correction never gives a hidden word away."""

    def __init__(self, opened: OpenVersion, visible: Mask) -> None:
        self._opened, self._mask = opened, visible

    def has(self, term: str) -> bool:
        return self._opened.has(term, self._mask)

    def near(self, word: str) -> str | None:
        return self._opened.near(word, self._mask)


def _top(values: npt.NDArray[np.float32], depth: int) -> list[int]:
    """Numbers of the highest positive values, best first, ties by number."""
    found = np.flatnonzero(values > 0)
    if len(found) > depth:
        least = np.partition(values[found], len(found) - depth)[len(found) - depth]
        found = found[values[found] >= least]
    order = np.lexsort((found, -values[found]))[:depth]
    return [int(number) for number in found[order]]
