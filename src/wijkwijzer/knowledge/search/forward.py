"""The forward index: for every document its words with counts per field, and the inversion to postings.

The forward index is the truth that is stored; postings follow from it with a few sorts. So a changed document
costs its own words and one inversion, and gives exactly the index that a rebuild would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wijkwijzer.knowledge.search.model import Document
from wijkwijzer.text import analyse, is_stop_word, words

__all__ = [
    "FIELDS",
    "Forward",
    "Postings",
    "count",
    "invert",
    "merge",
    "no_postings",
    "reorder",
    "word_terms",
]

FIELDS = ("title", "text", "facets")
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Forward:
    """Words of documents.

    Attributes
    ----------
    words
        The vocabulary, sorted.
    terms
        For each word its terms: the stem, then the stems of its parts.
    offsets
        Shape (documents + 1,): where each document's rows begin in `rows` and `counts`.
    rows
        Index in `words`.
    counts
        Shape (rows, 3): how often in title, text and facets.
    """

    words: list[str]
    terms: list[tuple[str, ...]]
    offsets: Ints
    rows: Ints
    counts: npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Postings:
    """For every term (sorted) the documents that have it.

    Attributes
    ----------
    offsets
        Shape (terms + 1,).
    documents
        Document numbers, ascending within a term.
    counts
        Shape (postings, 3): weighted counts per field.
    lengths
        Shape (documents, 3): sum of the counts of a document per field.
    """

    terms: list[str]
    offsets: Ints
    documents: npt.NDArray[np.int32]
    counts: Floats
    lengths: Floats


def no_postings() -> Postings:
    """Postings of nothing."""
    empty = np.zeros(0, np.int64)
    return Postings([], np.zeros(1, np.int64), empty.astype(np.int32), *(np.zeros((0, 3), np.float32),) * 2)


def word_terms(word: str) -> tuple[str, ...]:
    """The terms of one normalised word: its stem, then the stems of its parts.

    Examples
    --------
    >>> word_terms("burenhulp")
    ('burenhulp', 'buur', 'hulp')
    """
    found = [(token.stem, *token.part_stems) for token in analyse(word)]
    return tuple(dict.fromkeys(term for group in found for term in group))


def count(documents: Sequence[Document]) -> Forward:
    """Count the words of documents, function words left out."""
    tables = []
    for document in documents:
        table: dict[str, list[int]] = {}
        texts = (document.title, document.text, " ".join(document.facets.values()))
        for field, text in enumerate(texts):
            for word, times in Counter(word.normal for word in words(text)).items():
                if not is_stop_word(word):
                    table.setdefault(word, [0, 0, 0])[field] = min(times, 65_535)
        tables.append(table)
    vocabulary = sorted({word for table in tables for word in table})
    row = {word: place for place, word in enumerate(vocabulary)}
    sizes = [len(table) for table in tables]
    rows = np.fromiter((row[word] for table in tables for word in table), np.int64, sum(sizes))
    counts = np.array([times for table in tables for times in table.values()], np.uint16).reshape(-1, 3)
    return Forward(vocabulary, [word_terms(word) for word in vocabulary], _offsets(sizes), rows, counts)


def merge(old: Forward, keep: npt.NDArray[np.bool_], new: Forward) -> Forward:
    """Keep some documents of one forward index and put the documents of another behind them."""
    sizes_old, sizes_new = np.diff(old.offsets), np.diff(new.offsets)
    kept_rows = np.repeat(keep, sizes_old)
    old_rows, old_counts = old.rows[kept_rows], old.counts[kept_rows]
    terms = dict(zip(old.words, old.terms, strict=True)) | dict(zip(new.words, new.terms, strict=True))
    used = {old.words[row] for row in np.unique(old_rows)} | set(new.words)
    vocabulary = sorted(used)
    place = {word: number for number, word in enumerate(vocabulary)}
    to_new = np.array([place.get(word, -1) for word in old.words], np.int64)
    from_new = np.array([place[word] for word in new.words], np.int64)
    rows = np.concatenate([_take(to_new, old_rows), _take(from_new, new.rows)])
    offsets = _offsets([*sizes_old[keep].tolist(), *sizes_new.tolist()])
    return Forward(
        vocabulary, [terms[w] for w in vocabulary], offsets, rows, np.concatenate([old_counts, new.counts])
    )


def reorder(forward: Forward, order: Ints) -> Forward:
    """Put the documents in another order."""
    sizes = np.diff(forward.offsets)[order]
    starts = forward.offsets[:-1][order]
    offsets = _offsets(sizes.tolist())
    places = np.arange(offsets[-1]) - np.repeat(offsets[:-1], sizes) + np.repeat(starts, sizes)
    return Forward(forward.words, forward.terms, offsets, forward.rows[places], forward.counts[places])


def invert(forward: Forward, part_weight: float) -> Postings:
    """Turn documents with words into terms with documents.

    Parameters
    ----------
    forward
        The forward index.
    part_weight
        What one occurrence of a part of a compound counts for.
    """
    documents = np.repeat(np.arange(len(forward.offsets) - 1), np.diff(forward.offsets))
    terms = sorted({term for group in forward.terms for term in group})
    number = {term: place for place, term in enumerate(terms)}
    sizes = [len(group) for group in forward.terms]
    term_offsets = _offsets(sizes)
    flat = np.fromiter((number[t] for group in forward.terms for t in group), np.int64, sum(sizes))
    weights = np.full(len(flat), part_weight, np.float32)
    weights[term_offsets[:-1][np.diff(term_offsets) > 0]] = 1.0
    many = np.diff(term_offsets)[forward.rows] if len(forward.rows) else np.zeros(0, np.int64)
    source = np.repeat(np.arange(len(forward.rows)), many)
    within = np.arange(len(source)) - np.repeat(_offsets(many.tolist())[:-1], many)
    place = term_offsets[forward.rows[source]] + within
    counts = forward.counts[source].astype(np.float32) * weights[place][:, None]
    return _group(terms, flat[place], documents[source], counts, len(forward.offsets) - 1)


def _group(terms: list[str], term: Ints, document: Ints, counts: Floats, documents: int) -> Postings:
    """Sum the counts of equal (term, document) pairs and note where each term begins."""
    key = term * max(documents, 1) + document
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1)) if len(key) else np.zeros(0, np.int64)
    summed = np.add.reduceat(counts[order], starts, axis=0) if len(key) else np.zeros((0, 3), np.float32)
    key = key[starts]
    found = (key % max(documents, 1)).astype(np.int32)
    lengths = np.zeros((documents, 3), np.float64)
    np.add.at(lengths, found, summed)
    offsets = np.searchsorted(key // max(documents, 1), np.arange(len(terms) + 1))
    return Postings(terms, offsets.astype(np.int64), found, summed, lengths.astype(np.float32))


def _offsets(sizes: Iterable[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(np.array(list(sizes), np.int64))]).astype(np.int64)


def _take(values: Ints, rows: Ints) -> Ints:
    return values[rows] if len(rows) else np.zeros(0, np.int64)
