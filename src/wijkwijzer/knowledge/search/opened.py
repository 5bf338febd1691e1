"""One open version of an index: everything that answers a question, unchanging and safe for threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.search import meaning
from wijkwijzer.knowledge.search.lexical import Lexical, Scores
from wijkwijzer.knowledge.search.model import Hit, Results, Settings
from wijkwijzer.knowledge.search.operators import Asked, read_operators
from wijkwijzer.knowledge.search.passages import explain_hit
from wijkwijzer.knowledge.search.question import Question, read_question
from wijkwijzer.knowledge.search.spelling import Speller
from wijkwijzer.knowledge.search.store import Stored
from wijkwijzer.knowledge.search.thesaurus import Thesaurus
from wijkwijzer.text import is_stop_word, stem

__all__ = ["Facets", "OpenVersion"]

Facets = Mapping[str, str | Collection[str]]
Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]


class OpenVersion:
    """A version that was read, with what its answers need."""

    def __init__(self, stored: Stored, settings: Settings, thesaurus: Thesaurus, lists: str) -> None:
        self._stored, self._settings, self._thesaurus, self._lists = stored, settings, thesaurus, lists
        self._lexical = Lexical(stored.postings, settings)
        self._terms = dict(zip(stored.forward.words, stored.forward.terms, strict=True))
        self._number = {name: number for number, name in enumerate(stored.ids)}
        self._last_allowed: tuple[Collection[str], Mask] = ((), np.zeros(len(stored.ids), bool))

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
        asked = read_operators(query)
        if asked.phrases or asked.without:
            visible = self._fitting(asked, visible)
        question = read_question(asked.text, _Visible(self, visible), self._thesaurus, self._settings)
        scores = self._lexical.score(question.concepts)
        ranked, evidence = self._rank(question, scores, visible)
        enough = self._settings.floor if floor is None else floor
        if evidence < enough and not (asked.phrases and ranked):  # whoever quotes means exactly this
            ranked = []
        counts = self._count_facets([number for number, _ in ranked])
        order = {self._stored.ids[number]: (number, score) for number, score in ranked}
        read = cache(lambda name: self._hit(*order[name], question))
        hits = tuple(read(name) for name in islice(order, max(limit, 0)))
        return Results(query, hits, evidence, counts, question.corrections, self.version, tuple(order), read)

    def _fitting(self, asked: Asked, visible: Mask) -> Mask:
        """Of the visible documents those that have the quoted words, and nothing that came after a minus."""
        keep = visible.copy()
        for word in {word for run in asked.phrases for word in run if not is_stop_word(word)}:
            having = np.zeros(len(self), bool)
            having[self._lexical.documents_with(stem(word))] = True
            keep &= having
        doubtful = keep.copy()
        if not asked.phrases:
            doubtful[:] = False
            for run in asked.without:
                doubtful[self._lexical.documents_with(stem(run[0]))] = True
            doubtful &= keep
        for number in np.flatnonzero(doubtful):
            document = self._stored.document(int(number))
            keep[number] = asked.fits(f"{document.title}\n{document.text}", stem)
        return keep

    def visible(self, facets: Facets, allowed: Collection[str] | None, hidden: Collection[str]) -> Mask:
        """Which documents may be seen and fit the facets.

        Raises
        ------
        InputError
            The index has no such facet.
        """
        visible = np.ones(len(self), bool) if allowed is None else self._allowed(allowed).copy()
        visible[[self._number[name] for name in hidden if name in self._number]] = False
        for facet, wanted in facets.items():
            values = {wanted} if isinstance(wanted, str) else set(wanted)
            have = self._stored.facets.get(facet)
            if have is None:
                known = ", ".join(self._stored.facets) or "geen"
                raise InputError(f"De index kent het filter ‘{facet}’ niet. Wel: {known}.")
            visible &= np.array([value in values for value in have], bool)
        return visible

    def _allowed(self, names: Collection[str]) -> Mask:
        """Which documents these are; of a tuple, which cannot change, the last one is kept."""
        last, mask = self._last_allowed
        if names is last:
            return mask
        mask = np.zeros(len(self), bool)
        mask[[self._number[name] for name in names if name in self._number]] = True
        if isinstance(names, tuple):
            self._last_allowed = (names, mask)
        return mask

    def _rank(
        self, question: Question, scores: Scores, visible: Mask
    ) -> tuple[list[tuple[int, float]], float]:
        """Fuse the lists; returns (document number, score), best first, and the evidence."""
        if not visible.any():
            return [], 0.0
        settings = self._settings
        support = scores.coverage.astype(np.float64) + settings.evidence_familiar * question.familiar
        fused = (
            _scaled(np.where(visible, scores.total, 0))
            if self._lists != "meaning"
            else np.zeros(len(self), np.float32)
        )
        found = visible & (fused > 0)
        by_meaning = self._lists != "lexical" and bool(self._stored.has_vector.any())
        if by_meaning and question.text.strip():
            vector = meaning.question_vector(question.meaning, self._stored.engine)
            cosines = self._stored.vectors @ vector
            support = support + settings.evidence_meaning * meaning.support(cosines, self._stored.engine)
            support = support + settings.evidence_length * np.log1p(question.asked)
            readable = visible & self._stored.has_vector
            words = 0.0 if self._lists == "meaning" else _share(scores.coverage[visible], settings)
            fused = words * fused + (1 - words) * _scaled(cosines, readable)
            if settings.feedback and self._lists == "both":
                best = _top(np.where(readable, fused, 0), settings.feedback_documents)
                if best:
                    mean = self._stored.vectors[best].mean(axis=0)
                    fused = fused + settings.feedback * _scaled(self._stored.vectors @ mean, readable)
            found = found | readable
        # Everything is a little like everything: a text without any asked word has to be much like it.
        found &= (scores.total > 0) | (fused >= settings.tail * float(fused[visible].max()))
        numbers = _top(np.where(found, fused + 1e-6, 0), settings.depth)
        best_support = float(support[visible].max()) + settings.evidence_home * question.at_home
        middle = settings.evidence_middle if by_meaning else settings.evidence_middle_words
        evidence = 1 / (1 + np.exp(-settings.evidence_slope * (best_support - middle)))
        return [(number, float(fused[number])) for number in numbers], float(evidence) if numbers else 0.0

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


def _scaled(values: Floats, among: Mask | None = None) -> Floats:
    """Values between 0 (the least among those that count; without `among`, nothing) and 1 (the most)."""
    if among is None:
        return np.asarray(values / max(float(values.max()), 1e-9), np.float32)
    if not among.any():
        return np.zeros(len(values), np.float32)
    least, most = float(values[among].min()), float(values[among].max())
    return np.where(among, (values - least) / max(most - least, 1e-9), 0).astype(np.float32)


def _share(coverage: Floats, settings: Settings) -> float:
    """How much words weigh against meaning: less when no document has the words that were asked."""
    return float(settings.words * float(coverage.max()) ** settings.words_power)


def _top(values: Floats, depth: int) -> list[int]:
    """Numbers of the highest positive values, best first, ties by number."""
    found = np.flatnonzero(values > 0)
    if len(found) > depth:
        least = np.partition(values[found], len(found) - depth)[len(found) - depth]
        found = found[values[found] >= least]
    order = np.lexsort((found, -values[found]))[:depth]
    return [int(number) for number in found[order]]
