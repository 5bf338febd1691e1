"""New themes for what fits no theme: messages that lie together, named by what sets them apart."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wijkwijzer.text.content import content_lemmas

__all__ = ["Proposal", "propose_themes", "telling_words"]

_SMALLEST = 4
_MOST = 8
_STARTS = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed theme: a working title for a person to change, its words, and its messages."""

    label: str
    words: tuple[str, ...]
    messages: tuple[str, ...]


def propose_themes(
    ids: Sequence[str], texts: Sequence[str], vectors: npt.NDArray[np.float64], *, seed: int = 0
) -> list[Proposal]:
    """Group leftover messages by k-means on their vectors; groups under four messages are not proposed.

    Parameters
    ----------
    ids, texts, vectors
        Of the leftover messages, in a fixed order; vectors of shape (messages, dimensions).
    seed
        Of the starting points.

    Returns
    -------
    list of Proposal
        Largest first.
    """
    if len(ids) < 2 * _SMALLEST:
        return []
    clusters = int(np.clip(round((len(ids) / 2) ** 0.5), 2, _MOST))
    centred = vectors - vectors.mean(axis=0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    labels = _clusters(centred, clusters, seed)
    groups = [[i for i in range(len(ids)) if labels[i] == c] for c in range(clusters)]
    words = telling_words([[texts[i] for i in group] for group in groups])
    found = [
        Proposal(", ".join(top[:3]), tuple(top), tuple(sorted(ids[i] for i in group)))
        for group, top in zip(groups, words, strict=True)
        if len(group) >= _SMALLEST and top
    ]
    return sorted(found, key=lambda proposal: (-len(proposal.messages), proposal.messages))


def telling_words(groups: Sequence[Sequence[str]], count: int = 6) -> list[list[str]]:
    """The lemmas that set each group of texts apart (c-TF-IDF: Grootendorst 2022, arXiv:2203.05794, section
    3.3).

    A word has to occur in two texts of its group; ties go by the alphabet.

    Examples
    --------
    >>> telling_words([["Meer bomen graag", "Bomen in de straat"], ["De bus is laat", "Nooit een bus"]], 1)
    [['boom'], ['bus']]
    """
    counts = [Counter(word for text in group for word in set(content_lemmas(text))) for group in groups]
    totals: Counter[str] = sum(counts, Counter())
    average = sum(totals.values()) / max(len(groups), 1)
    result = []
    for counted in counts:
        size = max(sum(counted.values()), 1)
        scored = [
            (-(n / size) * float(np.log1p(average / totals[word])), word)
            for word, n in counted.items()
            if n > 1
        ]
        result.append([word for _, word in sorted(scored)[:count]])
    return result


def _clusters(points: npt.NDArray[np.float64], count: int, seed: int) -> npt.NDArray[np.intp]:
    """K-means (k-means++ starts, the best of five)."""
    from scipy.cluster.vq import kmeans2

    best, least = np.zeros(len(points), dtype=np.intp), np.inf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # an empty cluster is no problem here
        for start in range(_STARTS):
            centres, labels = kmeans2(points, count, minit="++", rng=np.random.default_rng([seed, start]))
            distance = float(((points - centres[labels]) ** 2).sum())
            if distance < least - 1e-9:
                best, least = labels.astype(np.intp), distance
    return best
