"""A cache of objects within one process, without copying: what is kept must not be changed by who gets it.

Django's own local cache pickles on every read; for what each request of a full room needs, that is a large
part of the work.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

__all__ = ["ObjectCache"]


# Django makes a cache object per thread; what they hold is shared by the whole process.
_spaces: dict[str, dict[str, tuple[float | None, Any]]] = {}
_lock = threading.Lock()


class ObjectCache(BaseCache):
    """Values by key until their time is over; the oldest go when there are too many."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._rows = _spaces.setdefault(name, {})

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The object itself, not a copy."""
        row = self._rows.get(self.make_key(key, version=version))
        if row is None or (row[0] is not None and row[0] <= time.time()):
            return default
        return row[1]

    def set(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep an object."""
        with _lock:
            self._put(self.make_key(key, version=version), value, timeout)

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep an object unless there is one."""
        made = self.make_key(key, version=version)
        with _lock:
            row = self._rows.get(made)
            if row is not None and (row[0] is None or row[0] > time.time()):
                return False
            self._put(made, value, timeout)
            return True

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number and keep its end."""
        made = self.make_key(key, version=version)
        with _lock:
            row = self._rows.get(made)
            if row is None or (row[0] is not None and row[0] <= time.time()):
                raise ValueError(f"Key '{key}' not found")
            value = int(row[1]) + delta
            self._rows[made] = (row[0], value)
            return value

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Give an object more time."""
        made = self.make_key(key, version=version)
        with _lock:
            if made not in self._rows:
                return False
            self._put(made, self._rows[made][1], timeout)
            return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget an object."""
        return self._rows.pop(self.make_key(key, version=version), None) is not None

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()

    def _put(self, made: str, value: Any, timeout: float | None) -> None:
        if len(self._rows) >= self._max_entries:
            for oldest in list(self._rows)[: max(1, len(self._rows) // self._cull_frequency)]:
                del self._rows[oldest]
        self._rows[made] = (self.get_backend_timeout(timeout), value)
