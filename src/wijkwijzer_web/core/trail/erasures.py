"""A list of what was erased, outside the database: a restored backup may not bring back what people withdrew.

The list holds random keys only. A line is written before the erasure is committed: erasing once more does no
harm, forgetting it would.
"""

from __future__ import annotations

import json
import os
import tempfile
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from wijkwijzer_web.core import rooms

__all__ = ["erase_again", "forget_before", "merge", "note"]


def note(kind: str, key: str) -> None:
    """Add a line; it is on the disk when this returns."""
    line = json.dumps({"kind": kind, "key": key, "on": timezone.localdate().isoformat()})
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def erase_again() -> int:
    """Erase in this database what the list names; each app says in `erasures` of its AppConfig how."""
    ways = rooms.ways("erasures")
    return sum(bool(import_string(ways[kind])(key)) for kind, key, _ in _lines(_path()) if kind in ways)


def merge(other: Path) -> None:
    """Add the lines of the list in a backup, which may come from another machine."""
    known = {(kind, key) for kind, key, _ in _lines(_path())}
    fresh = [line for line in _lines(other) if line[:2] not in known]
    _replace([*_lines(_path()), *fresh])


def forget_before(days: int) -> int:
    """Drop lines older than any backup may be; return how many."""
    lines, limit = _lines(_path()), timezone.localdate() - timedelta(days=days)
    kept = [line for line in lines if line[2] >= limit]
    if len(kept) < len(lines):
        _replace(kept)
    return len(lines) - len(kept)


def _path() -> Path:
    return Path(settings.ERASURES_FILE)


def _lines(path: Path) -> list[tuple[str, str, date]]:
    if not path.exists():
        return []
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(row["kind"], row["key"], date.fromisoformat(row["on"])) for row in rows]


def _replace(lines: list[tuple[str, str, date]]) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        for kind, key, on in lines:
            file.write(json.dumps({"kind": kind, "key": key, "on": on.isoformat()}) + "\n")
    Path(name).replace(path)
