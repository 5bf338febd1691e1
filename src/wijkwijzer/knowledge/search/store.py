"""The index on disk: one folder per version, swapped at once, read through memory maps.

    IDX/huidig                 the name of the version that answers
    IDX/v000007-1f2e3d4c/      manifest.json, documents.jsonl, words.tsv, terms.txt and .npy arrays

A writer makes a new folder, puts the manifest in last, and then replaces `huidig` (an atomic rename).
Readers that have the former version open keep it: its files live on until they let go. One version back is
kept.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.search.forward import Forward, Postings
from wijkwijzer.knowledge.search.model import Document

__all__ = ["FORMAT", "Stored", "current_version", "join_lines", "locked", "pack", "read", "write"]

FORMAT = 1
_CURRENT, _LOCK = "huidig", "schrijft"
_ARRAYS = ("forward_offsets", "forward_rows", "forward_counts", "posting_offsets", "posting_documents")
_ALL_ARRAYS = (*_ARRAYS, "posting_counts", "lengths", "document_offsets", "vectors", "has_vector")


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything of one version; the arrays are memory maps when it was read from disk.

    Attributes
    ----------
    ids
        Document ids, sorted: their places are the document numbers.
    vectors
        Shape (documents, width), unit rows; zeros where `has_vector` is False.
    lines, line_offsets
        The documents as JSON lines (bytes), and where each begins.
    """

    ids: list[str]
    facets: dict[str, list[str]]
    forward: Forward
    postings: Postings
    vectors: npt.NDArray[np.float32]
    has_vector: npt.NDArray[np.bool_]
    lines: npt.NDArray[np.uint8]
    line_offsets: npt.NDArray[np.int64]
    engine: str
    version: str = ""

    def line(self, number: int) -> bytes:
        """One document as a JSON line."""
        return self.lines[self.line_offsets[number] : self.line_offsets[number + 1]].tobytes()

    def document(self, number: int) -> Document:
        """One document as it was given."""
        found = json.loads(self.line(number))
        return Document(found["id"], found["title"], found["text"], found["facets"])


def pack(documents: Sequence[Document]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Write documents as JSON lines in one run of bytes."""
    rows = ({"id": d.id, "title": d.title, "text": d.text, "facets": dict(d.facets)} for d in documents)
    return join_lines([(json.dumps(row) + "\n").encode() for row in rows])


def join_lines(lines: Sequence[bytes]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Put lines in one run of bytes, and note where each begins."""
    offsets = np.concatenate([[0], np.cumsum([len(line) for line in lines], dtype=np.int64)]).astype(np.int64)
    return np.frombuffer(b"".join(lines), np.uint8), offsets


def current_version(folder: Path) -> str:
    """The name of the version that answers now.

    Raises
    ------
    InputError
        There is no index in the folder.
    """
    try:
        return (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except OSError:
        raise InputError(
            "Hier staat geen zoekindex. Maak er een met `wijkwijzer knowledge index`.", file=folder
        ) from None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one writer at a time into a folder; others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def write(folder: Path, stored: Stored, parameters: dict[str, Any]) -> str:
    """Write a version, make it the one that answers, and return its name. Call it inside `locked`."""
    digest = hashlib.sha256(stored.lines.tobytes() + stored.vectors.tobytes()).hexdigest()[:8]
    version = f"v{_next_number(folder):06d}-{digest}"
    part = folder / f".{version}.deel"
    for left_behind in folder.glob(".v*.deel"):  # of a writer that was stopped
        shutil.rmtree(left_behind, ignore_errors=True)
    part.mkdir(parents=True)
    for name, array in _arrays(stored).items():
        np.save(part / f"{name}.npy", array, allow_pickle=False)
    (part / "documents.jsonl").write_bytes(stored.lines.tobytes())
    rows = zip(stored.forward.words, stored.forward.terms, strict=True)
    (part / "words.tsv").write_text("".join(f"{w}\t{' '.join(t)}\n" for w, t in rows), encoding="utf-8")
    (part / "terms.txt").write_text("".join(f"{term}\n" for term in stored.postings.terms), encoding="utf-8")
    manifest = {
        "format": FORMAT,
        "documents": len(stored.ids),
        "words": len(stored.forward.words),
        "vectors": int(stored.has_vector.sum()),
        "engine": stored.engine,
        "parameters": parameters,
        "ids": stored.ids,
        "facets": stored.facets,
    }
    (part / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    os.replace(part, folder / version)
    pointer = folder / f".{_CURRENT}.nieuw"
    pointer.write_text(version, encoding="utf-8")
    os.replace(pointer, folder / _CURRENT)
    for old in _versions(folder)[:-2]:
        shutil.rmtree(folder / old, ignore_errors=True)
    return version


def read(folder: Path, version: str) -> Stored:
    """Open one version.

    Raises
    ------
    InputError
        The version is of another format or a file of it is missing.
    """
    place = folder / version
    try:
        manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise InputError(
                "Deze index is van een andere versie van het programma. Maak hem opnieuw.", file=folder
            )
        arrays = {name: np.load(place / f"{name}.npy", mmap_mode="r") for name in _ALL_ARRAYS}
        words = [line.split("\t") for line in _lines(place / "words.tsv")]
        terms = _lines(place / "terms.txt")
        size = (place / "documents.jsonl").stat().st_size
        lines = np.memmap(place / "documents.jsonl", np.uint8, "r") if size else np.zeros(0, np.uint8)
    except (OSError, ValueError, KeyError) as error:
        raise InputError("De index is beschadigd. Maak hem opnieuw.", file=place) from error
    forward = Forward(
        [word for word, _ in words],
        [tuple(group.split(" ")) if group else () for _, group in words],
        arrays["forward_offsets"],
        arrays["forward_rows"],
        arrays["forward_counts"],
    )
    postings = Postings(
        terms,
        np.asarray(arrays["posting_offsets"]),
        arrays["posting_documents"],
        arrays["posting_counts"],
        np.asarray(arrays["lengths"]),
    )
    return Stored(
        manifest["ids"],
        manifest["facets"],
        forward,
        postings,
        arrays["vectors"],
        np.asarray(arrays["has_vector"]),
        lines,
        np.asarray(arrays["document_offsets"]),
        manifest["engine"],
        version,
    )


def _arrays(stored: Stored) -> dict[str, npt.NDArray[Any]]:
    return {
        "forward_offsets": stored.forward.offsets,
        "forward_rows": stored.forward.rows,
        "forward_counts": stored.forward.counts,
        "posting_offsets": stored.postings.offsets,
        "posting_documents": stored.postings.documents,
        "posting_counts": stored.postings.counts,
        "lengths": stored.postings.lengths,
        "document_offsets": stored.line_offsets,
        "vectors": stored.vectors,
        "has_vector": stored.has_vector,
    }


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def _versions(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("v[0-9]*-*") if path.is_dir())


def _next_number(folder: Path) -> int:
    return max((int(name[1:].partition("-")[0]) for name in _versions(folder)), default=0) + 1
