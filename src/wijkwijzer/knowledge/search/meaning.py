"""Vectors of meaning: of a document its title and first 60 words, of a question the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from wijkwijzer.knowledge.search.model import Document

__all__ = ["WIDTH", "Vectors", "document_vectors", "no_vectors", "question_vector"]

Vectors = npt.NDArray[np.float32]
WIDTH = 512
_WORDS = 60


def document_vectors(documents: Sequence[Document], engine: str = "use") -> Vectors:
    """Unit vectors of documents, shape (documents, 512)."""
    from wijkwijzer.text.embed import embed

    texts = (f"{d.title}. {' '.join(d.text.split()[:_WORDS])}" for d in documents)
    return np.asarray(embed(texts, engine=engine), np.float32)


def question_vector(texts: Iterable[str], engine: str = "use") -> Vectors:
    """The unit mean of the vectors of the ways to put a question, shape (512,)."""
    from wijkwijzer.text.embed import embed

    mean = np.asarray(embed(texts, engine=engine), np.float32).mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def no_vectors(documents: int) -> Vectors:
    """Zeros, for documents whose vectors come later."""
    return np.zeros((documents, WIDTH), np.float32)
