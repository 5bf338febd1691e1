"""A hint before posting: messages that already say almost the same.

Two texts are near-duplicates when they mean the same (cosine of sentence vectors) and share words (the
token set ratio of rapidfuzz on stems), or when one of the two is very high. It is a hint: nobody is kept
from posting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from wijkwijzer.text.analyse import terms
from wijkwijzer.text.embed import embed

__all__ = ["DuplicateIndex", "Likeness"]

THRESHOLD = 0.55
_MEANING = 0.6  # weight of the vectors beside shared words


@dataclass(frozen=True, slots=True)
class Likeness:
    """An existing message that says almost the same: its id and how alike, 0 to 1."""

    id: str
    score: float


class DuplicateIndex:
    """Messages of one question, ready to be compared with a new one.

    Parameters
    ----------
    ids, texts
        Of the messages that are there.
    threshold
        From which score two texts are near-duplicates; chosen on the development set (docs/en/themes.md).

    Examples
    --------
    >>> index = DuplicateIndex(["a", "b"], ["Meer bankjes in het park", "De bus rijdt te weinig"])
    >>> [found.id for found in index.like("In het park meer bankjes graag!")]
    ['a']
    >>> index.like("Gratis zwemles voor kinderen")
    []
    """

    def __init__(self, ids: Sequence[str], texts: Sequence[str], threshold: float = THRESHOLD) -> None:
        self.ids = list(ids)
        self.threshold = threshold
        self._vectors: npt.NDArray[np.float32] = embed(texts)
        self._terms = [_key(text) for text in texts]
        self._directions = [_direction(text) for text in texts]

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, identity: str, text: str) -> None:
        """Put one more message in the index."""
        self.ids.append(identity)
        self._vectors = np.vstack([self._vectors, embed([text])])
        self._terms.append(_key(text))
        self._directions.append(_direction(text))

    def like(self, text: str, count: int = 3) -> list[Likeness]:
        """The messages closest to a new text, best first; ties by id. None when nothing comes close."""
        if not self.ids or not text.strip():
            return []
        scores = self._scores(text)
        order = sorted(np.flatnonzero(scores >= self.threshold), key=lambda i: (-scores[i], self.ids[i]))
        return [Likeness(self.ids[i], round(float(scores[i]), 4)) for i in order[:count]]

    def _scores(self, text: str) -> npt.NDArray[np.float64]:
        meaning = np.clip(self._vectors @ embed([text])[0], 0, 1).astype(np.float64)
        shared = (
            process.cdist([_key(text)], self._terms, scorer=fuzz.token_sort_ratio, dtype=np.float32)[0] / 100
        )
        opposite = np.array(self._directions) * _direction(text) < 0
        scores = _MEANING * meaning + (1 - _MEANING) * shared
        return np.asarray(np.where(opposite, 0.0, scores), dtype=np.float64)


def _key(text: str) -> str:
    return " ".join(terms(text, parts=False)) or text.casefold().strip()


def _direction(text: str) -> int:
    """1 for "meer", -1 for "minder", 0 for neither or both: "meer groen" and "minder groen" only look
    alike.
    """
    said = set(text.casefold().split())
    return ("meer" in said) - ("minder" in said)
