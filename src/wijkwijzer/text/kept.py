"""What is costly to read and never changes, kept on disk in a form that needs no reading.

A word list, a dictionary of 370,000 forms or the weights of an encoder cost more to unpack than a question
costs to answer. They are unpacked once, and after that mapped into memory: a start touches the pages it
needs, and processes share them. The folder is `WIJKWIJZER_CACHE`, else `wijkwijzer` in the user's own cache
folder; it may be thrown away at any time. Where nothing can be written all works the same, more slowly.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from zlib import crc32

import numpy as np

__all__ = ["TEXT", "Table", "kept", "kept_table", "packed"]

TEXT = Path(__file__).parent  # what analyses words, and its lists in `data`
_FORMAT = 1  # of what is kept: another number makes everything anew
_UNREAD = 30 * 86_400  # seconds after which what an older version kept is thrown away
_HEAD = 8  # bytes that hold the number of slots
_TAB, _END = b"\t", b"\n"


class Table(Mapping[str, str]):
    """Keys with a text each, read where they lie: a hash table of places and then the rows.

    Examples
    --------
    >>> table = Table(packed([("huis", "woning"), ("tuin", "")]))
    >>> table["huis"], "tuin" in table, table.get("boom"), sorted(table)
    ('woning', True, None, ['huis', 'tuin'])
    """

    __slots__ = ("_data", "_mask", "_rows", "_slots")

    def __init__(self, data: bytes | mmap.mmap) -> None:
        slots = int.from_bytes(data[:_HEAD], "little")
        self._data, self._mask, self._rows = data, slots - 1, _HEAD + 4 * slots
        self._slots = memoryview(data)[_HEAD : self._rows].cast("I")

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The text of a key."""
        wanted = key.encode() + _TAB
        place, size = crc32(wanted) & self._mask, len(wanted)
        while at := self._slots[place]:
            if self._data[at : at + size] == wanted:
                return self._data[at + size : self._data.find(_END, at + size)].decode()
            place = (place + 1) & self._mask
        return default

    def __getitem__(self, key: str) -> str:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        rows = self._data[self._rows :].decode().split("\n")
        return (row.partition("\t")[0] for row in rows[:-1])

    def __len__(self) -> int:
        return int(np.count_nonzero(np.asarray(self._slots)))


def packed(rows: Iterable[tuple[str, str]]) -> bytes:
    """The bytes of a table; of a key that comes twice the last text counts.

    Raises
    ------
    ValueError
        A key or text holds a tab, or the end of a line.
    """
    lines = {key: f"{key}\t{text}\n".encode() for key, text in rows}
    if any(line.count(_END) != 1 or key.count("\t") for key, line in lines.items()):
        raise ValueError("a key or a text of a table holds a tab or the end of a line")
    slots = 1 << (2 * max(len(lines), 1)).bit_length()
    table, at = [0] * slots, _HEAD + 4 * slots
    for key, line in lines.items():
        place = crc32(key.encode() + _TAB) & (slots - 1)
        while table[place]:
            place = (place + 1) & (slots - 1)
        table[place] = at
        at += len(line)
    return slots.to_bytes(_HEAD, "little") + np.array(table, "<u4").tobytes() + b"".join(lines.values())


def kept_table(name: str, sources: Iterable[Path], rows: Callable[[], Iterable[tuple[str, str]]]) -> Table:
    """A table made of files, kept until one of them changes.

    Parameters
    ----------
    name
        What it is called in the folder.
    sources
        The files that it is made of.
    rows
        Gives keys and texts; called when nothing is kept yet.
    """
    folder = kept(name, sources, lambda made: (made / "table").write_bytes(packed(rows())))
    if folder is None:
        return Table(packed(rows()))
    with (folder / "table").open("rb") as file:
        return Table(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def kept(name: str, sources: Iterable[Path], make: Callable[[Path], object]) -> Path | None:
    """The folder of what was made of files; `make` fills it when it is not there. None: nothing can be kept.

    It is put in its place at once, so that nobody reads half of it.
    """
    parent = _folder()
    if parent is None:
        return None
    place = parent / f"{name}-{_digest(sources)}"
    if place.is_dir():
        return place
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=parent, prefix=".") as made:
            whole = Path(made) / name
            whole.mkdir()
            make(whole)
            _put(whole, place)
    except OSError:
        return None
    _tidy(parent, name)
    return place


def _put(whole: Path, place: Path) -> None:
    """Give it its name, when another process did not do so first."""
    try:
        os.rename(whole, place)
    except OSError:
        if not place.is_dir():
            raise


def _tidy(parent: Path, name: str) -> None:
    """Throw away what other versions kept and nobody read for a month."""
    for old in parent.glob(f"{name}-*"):
        files = [file.stat().st_atime for file in old.glob("*")]
        if files and max(files) < time.time() - _UNREAD:
            shutil.rmtree(old, ignore_errors=True)


def _digest(sources: Iterable[Path]) -> str:
    """What tells one version of the files from another: their names, sizes and times."""
    stated = [(path.name, path.stat()) for path in sources]
    marks = [(name, found.st_size, found.st_mtime_ns) for name, found in stated]
    return hashlib.sha256(repr((_FORMAT, marks)).encode()).hexdigest()[:16]


def _folder() -> Path | None:
    named = os.environ.get("WIJKWIJZER_CACHE")
    if named:
        return Path(named)
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wijkwijzer"
    except RuntimeError:  # a user without a home; what lies where everyone may write is not to be trusted
        return None
