"""A list of what was erased, outside the database: a restored backup may not bring back what people withdrew.

A line holds the kind of thing, a random key, the day, the installation it belongs to and a checksum of the
rest. A line is on the disk before the erasure is committed: erasing once more does no harm, forgetting it
would. Whatever happens to the file (a full disk, a torn line, half a copy), each line that is whole keeps its
meaning, and a line that is not is counted and told.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Installation

__all__ = ["Again", "erase_again", "forget_before", "merge", "note"]

log = logging.getLogger("wijkwijzer.erasures")


@dataclass(frozen=True, slots=True)
class Again:
    """What erasing again came to: done, refused by their room, lines that are torn, lines from elsewhere."""

    done: int = 0
    failed: int = 0
    torn: int = 0
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the list; `raw` is kept when the line cannot be read, so that rewriting loses nothing."""

    raw: str
    kind: str = ""
    key: str = ""
    on: date = date.min
    installation: str = ""

    @property
    def whole(self) -> bool:
        """Whether the line says something."""
        return bool(self.kind)

    @property
    def known(self) -> tuple[str, str, str]:
        """What makes two lines the same."""
        return (self.kind, self.key, self.installation) if self.whole else ("", self.raw, "")


def note(kind: str, *keys: str) -> None:
    """Add a line per key; they are on the disk when this returns, and when they cannot be, none is left."""
    if not keys:
        return
    today, here = timezone.localdate(), Installation.key_here()
    line = "\n".join(_written(kind, key, today, here) for key in keys)
    with _locked() as path:
        fresh = not path.exists()
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _append(handle, line)
        finally:
            os.close(handle)
        if fresh:
            _sync_folder(path.parent)


def erase_again() -> Again:
    """Erase in this database what the list names; each room says in `erasures` of its `apps.py` how.

    One that fails does not stop the others. Lines of another installation are left alone: its keys say
    nothing about the people here.
    """
    ways, here, lines = rooms.ways("erasures"), Installation.key_here(), _lines(_path())
    done = failed = elsewhere = 0
    for line in lines:
        if not line.whole or line.kind not in ways:
            continue
        if line.installation not in {"", here}:
            elsewhere += 1
            continue
        try:
            done += bool(import_string(ways[line.kind])(line.key))
        except Exception:
            failed += 1
            log.exception("erasing again failed", extra={"kind": line.kind})
    torn = sum(not line.whole for line in lines)
    if torn:
        log.warning("%d lines of the list of erasures are torn", torn)
    return Again(done, failed, torn, elsewhere)


def merge(other: Path) -> None:
    """Add the lines of the list in a backup, which may come from another machine."""
    with _locked() as path:
        mine = _lines(path)
        known = {line.known for line in mine}
        _replace(path, [*mine, *(line for line in _lines(other) if line.known not in known)])


def forget_before(days: int) -> int:
    """Drop lines older than any backup may be; return how many. A line that is torn stays."""
    limit = timezone.localdate() - timedelta(days=days)
    with _locked() as path:
        lines = _lines(path)
        kept = [line for line in lines if not line.whole or line.on >= limit]
        if len(kept) < len(lines):
            _replace(path, kept)
    return len(lines) - len(kept)


def _path() -> Path:
    return Path(settings.ERASURES_FILE)


@contextmanager
def _locked() -> Iterator[Path]:
    """The list, for one process at a time; the lock is a file of its own, because the list is replaced."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path.with_name(f"{path.name}.slot"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield path
    finally:
        os.close(handle)


def _append(handle: int, line: str) -> None:
    end = os.lseek(handle, 0, os.SEEK_END)
    whole = end == 0 or os.pread(handle, 1, end - 1) == b"\n"
    content = (("" if whole else "\n") + line + "\n").encode()  # a torn one stays a line of its own
    try:
        written = os.write(handle, content)
        if written < len(content):
            raise OSError(f"{written} of {len(content)} bytes fitted")
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, end)
        raise


def _written(kind: str, key: str, on: date, installation: str) -> str:
    row = {"kind": kind, "key": key, "on": on.isoformat(), "here": installation}
    return json.dumps(row | {"sum": _sum(row)})


def _sum(row: dict[str, Any]) -> str:
    fields = "\n".join(str(row.get(name, "")) for name in ("kind", "key", "on", "here"))
    return hashlib.sha256(fields.encode()).hexdigest()[:16]


def _lines(path: Path) -> list[_Line]:
    if not path.exists():
        return []
    text = path.read_bytes().decode("utf-8", errors="replace")
    return [_read(raw) for raw in text.split("\n") if raw.strip("\0 \r")]


def _read(raw: str) -> _Line:
    """One line; a line of the form before there were checksums has no `sum` and no installation."""
    try:
        row = json.loads(raw)
        on = date.fromisoformat(row["on"])
        kind, key = row["kind"], row["key"]
        if row.get("sum", _sum(row)) != _sum(row) or not all(isinstance(v, str) and v for v in (kind, key)):
            return _Line(raw)
    except (ValueError, KeyError, TypeError, AttributeError):
        return _Line(raw)
    return _Line(raw, kind, key, on, str(row.get("here", "")))


def _replace(path: Path, lines: list[_Line]) -> None:
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(f"{line.raw}\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
