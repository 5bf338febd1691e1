"""How long work on the command line says how far it is: a step in words, and never silent for long."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["EVERY", "FIRST", "never_silent", "teller", "told"]

MOMENT = 1.0
"""Seconds in which nobody wonders."""
FIRST, EVERY = 4.0, 15.0
"""Seconds after which somebody does, at first and then again."""
_told = 0.0


def told() -> None:
    """Note that a command said something of its own on stderr, so that nothing is said beside it."""
    global _told
    _told = time.monotonic()


def teller() -> Callable[[str], None]:
    """Return what tells a step on stderr: at a terminal at once, in a log after a moment."""
    start = time.monotonic()

    def tell(sentence: str) -> None:
        if sys.stderr.isatty() or time.monotonic() - start > MOMENT:
            told()
            print(f"{sentence} ...", file=sys.stderr, flush=True)

    return tell


@contextmanager
def never_silent(name: str) -> Iterator[None]:
    """Say that a command is still busy whenever it told nothing for a while.

    Parameters
    ----------
    name : of the command, as it was typed.
    """
    start, done = time.monotonic(), threading.Event()

    def watch() -> None:
        wait = FIRST
        while not done.wait(wait):
            wait = EVERY
            if time.monotonic() - max(_told, start) >= FIRST:
                seconds = round(time.monotonic() - start)
                print(f"{name}: nog bezig, {seconds} seconden ...", file=sys.stderr, flush=True)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
