"""The sentence of a document that answers, and the words that made it match."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from wijkwijzer.knowledge.search.model import Document, Reason
from wijkwijzer.knowledge.search.question import Concept
from wijkwijzer.text import words

__all__ = ["explain_hit", "sentences"]

Rarity = Mapping[str, float]
Terms = Mapping[str, Sequence[str]]
Written = dict[str, list[str]]
_LONGEST = 300
_FAR = 50_000  # characters: a passage from further on takes too long to find
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


def explain_hit(
    document: Document, concepts: Sequence[Concept], rarity: Rarity, terms: Terms
) -> tuple[str, tuple[Reason, ...]]:
    """The passage of a document that answers best, and why the document matched.

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

    Returns
    -------
    tuple of str and tuple of Reason
        The sentence with the most of what was asked, weighed by rarity (ties go to the first); and the
        reasons, the strongest first ("betekenis" alone when no word matched).
    """
    pieces = sentences(document.text[:_FAR]) or [document.title]
    written: Written = {}
    _note(f"{document.title} \n{' '.join(document.facets.values())}", terms, written)
    scored = []
    for place, sentence in enumerate(pieces):
        have: Written = {}
        _note(sentence, terms, have)
        score = sum(concept.weight * _best_way(concept, have, rarity) for concept in concepts)
        scored.append((-score, place, sentence))
        for term, spelt in have.items():
            written.setdefault(term, []).extend(spelt)
    return _shorten(min(scored)[2]), _reasons(concepts, rarity, written)


def _note(text: str, terms: Terms, written: Written) -> None:
    """Note for every term of a text the words that have it."""
    for word in words(text):
        for term in terms.get(word.normal, ()):
            written.setdefault(term, []).append(word.text)


def _best_way(concept: Concept, have: Written, rarity: Rarity) -> float:
    return max(
        (
            way.weight * sum(rarity.get(term, 0.0) for term in way.terms)
            for way in concept.ways
            if all(term in have for term in way.terms)
        ),
        default=0.0,
    )


def _shorten(sentence: str) -> str:
    if len(sentence) <= _LONGEST:
        return sentence
    cut = sentence.rfind(" ", 0, _LONGEST)
    return sentence[: cut if cut > 0 else _LONGEST].rstrip(",;:") + " …"


def _reasons(concepts: Sequence[Concept], rarity: Rarity, written: Written) -> tuple[Reason, ...]:
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


def _as_written(terms: Sequence[str], written: Written) -> str:
    """The words of the document that have the terms: one word for all when there is one."""
    whole = [word for word in written[terms[0]] if all(word in written[term] for term in terms)]
    return whole[0] if whole else " … ".join(dict.fromkeys(written[term][0] for term in terms))
