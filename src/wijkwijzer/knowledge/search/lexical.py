"""BM25F over postings (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework"), concept by
concept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wijkwijzer.knowledge.search.forward import Postings
from wijkwijzer.knowledge.search.model import Settings
from wijkwijzer.knowledge.search.question import Concept, Way

__all__ = ["Lexical", "Scores"]

Floats = npt.NDArray[np.float32]
Cache = dict[str, tuple[npt.NDArray[np.int32], Floats]]
_FEW = 50  # documents
_ALL = 0.999  # of the rarity of the terms of a way, allowing for rounding
# How sure a match makes us that the document is about what was asked.
_EVIDENCE = {"woord": 1.0, "aaneen": 1.0, "samenstelling": 0.9, "spelling": 0.9, "synoniem": 0.8}


@dataclass(frozen=True, slots=True)
class Scores:
    """Lexical scores of one question.

    Attributes
    ----------
    total
        Shape (documents,): the sum over concepts.
    coverage
        Shape (documents,): the share of what was asked that the document has, each concept weighed by its
        rarity.
    """

    total: Floats
    coverage: Floats


class Lexical:
    """Scores documents for concepts."""

    def __init__(self, postings: Postings, settings: Settings) -> None:
        self._postings, self._settings = postings, settings
        self.row = {term: place for place, term in enumerate(postings.terms)}
        self.documents = len(postings.lengths)
        average = np.maximum(postings.lengths.mean(axis=0) if self.documents else np.ones(3), 1e-9)
        weights = np.array([settings.title_weight, settings.text_weight, settings.facet_weight])
        norm = 1 - settings.b + settings.b * postings.lengths / average
        self._scale = (weights / norm).astype(np.float32)

    def rarity(self, term: str) -> float:
        """Inverse document frequency; a term that no document has is as rare as can be.

        In a collection of a few documents a word that one of them has would hardly be rare: it counts as one
        of at least so many.
        """
        row = self.row.get(term)
        found = 0 if row is None else int(self._postings.offsets[row + 1] - self._postings.offsets[row])
        return float(np.log1p((max(self.documents, _FEW) - found + 0.5) / (found + 0.5)))

    def documents_with(self, term: str) -> npt.NDArray[np.int32]:
        """Numbers of the documents that have a term."""
        row = self.row.get(term)
        if row is None:
            return np.zeros(0, np.int32)
        return np.asarray(
            self._postings.documents[self._postings.offsets[row] : self._postings.offsets[row + 1]]
        )

    def score(self, concepts: Sequence[Concept]) -> Scores:
        """Score every document.

        A document's score for a concept is that of its best way; ways of several terms count for the share
        of the terms (by rarity) that the document has, times their sum.
        """
        cache: Cache = {}
        total = np.zeros(self.documents, np.float32)
        shares: list[Floats] = []
        for concept in concepts:
            best = np.zeros(self.documents, np.float32)
            share = np.zeros(self.documents, np.float32)
            for way in concept.ways:
                self._apply(way, cache, best, share)
            total += concept.weight * best
            for place in concept.stands_for:
                np.maximum(shares[place], share, out=shares[place])
            shares.append(share)
        coverage = self._coverage(concepts, shares)
        kept = 1 - self._settings.together
        return Scores(total * (kept + self._settings.together * coverage), coverage)

    def _coverage(self, concepts: Sequence[Concept], shares: Sequence[Floats]) -> Floats:
        covered = np.zeros(self.documents, np.float32)
        asked = 0.0
        for concept, share in zip(concepts, shares, strict=True):
            if not concept.stands_for:
                weight = concept.weight * self.rarity(concept.ways[0].terms[0])
                covered += weight * share
                asked += weight
        return covered / asked if asked else covered

    def _apply(self, way: Way, cache: Cache, best: Floats, share: Floats) -> None:
        evidence = _EVIDENCE[way.how]
        if len(way.terms) == 1:
            documents, values = self._term(way.terms[0], cache)
            best[documents] = np.maximum(best[documents], way.weight * values)
            share[documents] = np.maximum(share[documents], evidence)
            return
        sums = np.zeros(self.documents, np.float32)
        have = np.zeros(self.documents, np.float32)
        rarities = [self.rarity(term) for term in way.terms]
        for term, rarity in zip(way.terms, rarities, strict=True):
            documents, values = self._term(term, cache)
            sums[documents] += values
            have[documents] += rarity / max(sum(rarities), 1e-9)
        if way.how == "synoniem":  # a phrase of ours is there or it is not
            have = np.where(have > _ALL, have, 0).astype(np.float32)
        np.maximum(best, way.weight * sums * have, out=best)
        np.maximum(share, evidence * have * have, out=share)

    def _term(self, term: str, cache: Cache) -> tuple[npt.NDArray[np.int32], Floats]:
        if term not in cache:
            row = self.row.get(term)
            if row is None:
                cache[term] = (np.zeros(0, np.int32), np.zeros(0, np.float32))
            else:
                start, end = self._postings.offsets[row], self._postings.offsets[row + 1]
                documents = np.asarray(self._postings.documents[start:end])
                frequency = (self._postings.counts[start:end] * self._scale[documents]).sum(axis=1)
                k1 = self._settings.k1
                values = self.rarity(term) * frequency * (k1 + 1) / (k1 + frequency)
                cache[term] = (documents, values.astype(np.float32))
        return cache[term]
