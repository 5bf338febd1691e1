"""Whether a restore was begun and not ended: until then words that people took back may stand there again.

A file says so, outside the database that is being replaced. While it lies there the site answers 503 and the
worker waits, whatever became of the process that restored.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

__all__ = ["begin", "unfinished"]

MARK = "terugzetten-loopt"


def unfinished() -> bool:
    """Whether the site must stay shut: a restore was not ended."""
    return _mark().exists()


def begin() -> tuple[Callable[[], None], Callable[[], None]]:
    """Shut the site; return what opens it (all is erased again), and what gives up (nothing was changed).

    Giving up opens only what this restore shut: an earlier one may have been killed halfway.
    """
    shut_before = unfinished()
    handle = os.open(_mark(), os.O_CREAT | os.O_WRONLY, 0o600)
    os.fsync(handle)
    os.close(handle)

    def end() -> None:
        _mark().unlink(missing_ok=True)

    return end, (lambda: None) if shut_before else end


def _mark() -> Path:
    return Path(settings.VAR) / MARK
