"""The sentence of a document that answers, and the words that made it match."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from wijkwijzer.knowledge.search.model import Document, Reason
from wijkwijzer.knowledge.search.question import Concept
from wijkwijzer.text import words

__all__ = ["best_passage", "reasons", "sentences"]

Rarity = Mapping[str, float]
Terms = Mapping[str, Sequence[str]]
_LONGEST = 300
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[\w€])|\n+")
_ABBREVIATION = re.compile(
    r"\b(?:bijv|bv|enz|etc|o\.a|d\.w\.z|m\.b\.t|i\.p\.v|t/m|nr|blz|ca|dhr|mevr|dr|mr|drs|ir)\.$"
)


def sentences(text: str) -> list[str]:
    """Cut a text into sentences.

    Examples
    --------
    >>> sentences("Wij begonnen klein, bijv. met koffie. Daarna kwam de rest!")
    ['Wij begonnen klein, bijv. met koffie.', 'Daarna kwam de rest!']
    """
    found: list[str] = []
    for piece in _END.split(text):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found


def best_passage(document: Document, concepts: Sequence[Concept], rarity: Rarity, terms: Terms) -> str:
    """The sentence with the most of what was asked, weighed by rarity; ties go to the first.

    Parameters
    ----------
    document
        The document.
    concepts
        What was asked.
    rarity
        Inverse document frequency of the terms of the concepts.
    terms
        The terms of each word of the index.
    """
    candidates = sentences(document.text) or [document.title]
    scored = []
    for place, sentence in enumerate(candidates):
        have = {term for word in words(sentence) for term in terms.get(word.normal, ())}
        score = sum(concept.weight * _best_way(concept, have, rarity) for concept in concepts)
        scored.append((-score, place, sentence))
    return _shorten(min(scored)[2])


def _best_way(concept: Concept, have: set[str], rarity: Rarity) -> float:
    return max(
        (
            way.weight * sum(rarity.get(t, 0.0) for t in way.terms)
            for way in concept.ways
            if have.issuperset(way.terms)
        ),
        default=0.0,
    )


def _shorten(sentence: str) -> str:
    if len(sentence) <= _LONGEST:
        return sentence
    return (
        sentence[: sentence.rfind(" ", 0, _LONGEST) if " " in sentence[:_LONGEST] else _LONGEST].rstrip(",;:")
        + " …"
    )


def reasons(
    document: Document, concepts: Sequence[Concept], rarity: Rarity, terms: Terms
) -> tuple[Reason, ...]:
    """Why a document matched, the strongest first; "betekenis" alone when no word did."""
    text = "\n".join((document.title, document.text, *document.facets.values()))
    written: dict[str, list[str]] = {}
    for word in words(text):
        for term in terms.get(word.normal, ()):
            written.setdefault(term, []).append(word.text)
    found: dict[tuple[str, str], tuple[float, Reason]] = {}
    for concept in concepts:
        for way in sorted(concept.ways, key=lambda way: -way.weight):
            if all(term in written for term in way.terms):
                strength = concept.weight * way.weight * sum(rarity.get(term, 0.0) for term in way.terms)
                reason = Reason(concept.asked, _as_written(way.terms, written), way.how)
                found.setdefault((concept.asked, reason.found), (strength, reason))
                break
    ranked = [reason for _, reason in sorted(found.values(), key=lambda pair: -pair[0])]
    return tuple(ranked) or (Reason("", "", "betekenis"),)


def _as_written(terms: Sequence[str], written: Mapping[str, Sequence[str]]) -> str:
    """The words of the document that have the terms: one word for all when there is one."""
    whole = [word for word in written[terms[0]] if all(word in written[term] for term in terms)]
    return whole[0] if whole else " … ".join(dict.fromkeys(written[term][0] for term in terms))
