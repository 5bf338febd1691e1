"""How much of a question a short text answers: for lists that are too small for an index of their own."""

from __future__ import annotations

from functools import lru_cache

from wijkwijzer.text.analyse import analyse

__all__ = ["matched"]

_KEPT = 8_192


def matched(question: str, text: str) -> float:
    """Return the share of the asked words that a text has, 0 to 1.

    Words count without function words and by their stem; a compound is there when it is there whole or when
    all of its parts are, and a word is there too when it is part of a compound in the text.

    Parameters
    ----------
    question
        What somebody typed.
    text
        A title with some sentences.

    Examples
    --------
    >>> matched("aanvraag voor de huismeester", "Een huismeester mag een aanvraag doen")
    1.0
    >>> matched("huismeesters weg", "De huismeester blijft")
    0.5
    >>> matched("de", "de")
    0.0
    """
    asked = [token for token in analyse(question) if not token.stop]
    if not asked:
        return 0.0
    there = _stems(text)
    found = sum(
        token.stem in there or (bool(token.part_stems) and there.issuperset(token.part_stems))
        for token in asked
    )
    return found / len(asked)


@lru_cache(maxsize=_KEPT)
def _stems(text: str) -> frozenset[str]:
    tokens = [token for token in analyse(text) if not token.stop]
    return frozenset(stem for token in tokens for stem in (token.stem, *token.part_stems))
