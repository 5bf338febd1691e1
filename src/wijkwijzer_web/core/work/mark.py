"""The state of the database in one word: where two are equal, it held the same at both times."""

from __future__ import annotations

import atexit
import os
import sqlite3
from pathlib import Path
from threading import Lock

from django.db import connection

__all__ = ["let_go", "mark"]


def mark() -> str | None:
    """What tells this state of the database from every other; None where that cannot be told.

    PostgreSQL names the transactions that a reader sees: any that ends changes the name. SQLite tells a line
    whether any other line wrote. Inside a transaction neither knows of what this one writes.
    """
    if connection.in_atomic_block:
        return None
    if connection.vendor == "sqlite":
        return _watcher.mark(Path(str(connection.settings_dict["NAME"])))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])


class _Watcher:
    """A line to SQLite's file that never writes, so that it hears of everything that is written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._line: sqlite3.Connection | None = None
        self._file: tuple[int, int, int] | None = None

    def mark(self, path: Path) -> str | None:
        """The version of this file; None where there is no file."""
        try:
            found = path.stat()
        except OSError:
            return None
        file = (os.getpid(), found.st_dev, found.st_ino)
        with self._lock:
            if self._line is None or self._file != file:  # a restore may put another file in its place
                self._line = sqlite3.connect(path, check_same_thread=False)
                self._file = file
            return f"{file}:{self._line.execute('PRAGMA data_version').fetchone()[0]}"

    def close(self) -> None:
        """Hear of nothing more, until somebody asks."""
        with self._lock:
            if self._line is not None:
                self._line.close()
            self._line = None


_watcher = _Watcher()
atexit.register(_watcher.close)


def let_go() -> None:
    """Leave the database alone, as whoever takes its file away must ask."""
    _watcher.close()
