"""The sentence of a document that answers, and the words that made it match."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wijkwijzer.knowledge.search.model import Document, Reason
from wijkwijzer.knowledge.search.question import Concept
from wijkwijzer.text import Token, analyse

__all__ = ["best_passage", "reasons", "sentences"]

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


def best_passage(document: Document, concepts: Sequence[Concept], rarity: dict[str, float]) -> str:
    """The sentence with the most of what was asked, weighed by rarity; ties go to the first.

    Parameters
    ----------
    document
        The document.
    concepts
        What was asked.
    rarity
        Inverse document frequency of the terms of the concepts.
    """
    candidates = sentences(document.text) or [document.title]
    scored = []
    for place, sentence in enumerate(candidates):
        have = {term for token in analyse(sentence) for term in (token.stem, *token.part_stems)}
        score = sum(concept.weight * _best_way(concept, have, rarity) for concept in concepts)
        scored.append((-score, place, sentence))
    return _shorten(min(scored)[2])


def _best_way(concept: Concept, have: set[str], rarity: dict[str, float]) -> float:
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


def reasons(document: Document, concepts: Sequence[Concept], rarity: dict[str, float]) -> tuple[Reason, ...]:
    """Why a document matched, the strongest first; "betekenis" alone when no word did."""
    text = "\n".join((document.title, document.text, *document.facets.values()))
    tokens = [token for token in analyse(text) if not token.stop]
    have = {term for token in tokens for term in (token.stem, *token.part_stems)}
    found: dict[tuple[str, str], tuple[float, Reason]] = {}
    for concept in concepts:
        for way in sorted(concept.ways, key=lambda way: -way.weight):
            if have.issuperset(way.terms):
                words = _words_for(way.terms, tokens)
                strength = concept.weight * way.weight * sum(rarity.get(term, 0.0) for term in way.terms)
                reason = Reason(concept.asked, " … ".join(words), way.how)
                found.setdefault((concept.asked, reason.found), (strength, reason))
                break
    ranked = [reason for _, reason in sorted(found.values(), key=lambda pair: -pair[0])]
    return tuple(ranked) or (Reason("", "", "betekenis"),)


def _words_for(terms: Sequence[str], tokens: Sequence[Token]) -> list[str]:
    """The words of the document that have the terms: one word for all when there is one."""
    whole = [t.text for t in tokens if {t.stem, *t.part_stems}.issuperset(terms)]
    if whole:
        return whole[:1]
    words = []
    for term in terms:
        words += [t.text for t in tokens if term == t.stem or term in t.part_stems][:1]
    return list(dict.fromkeys(words))
