"""What `make demo` says while it reads figures: what to expect before, and how far it is meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

__all__ = ["Telling", "expectation"]

EVERY = 5.0  # seconds between two lines about files
READS = "Lezen: "
LASTED = ".duur"
MEGABYTES_A_MINUTE = 15  # of files as they are sent, on a small machine; the database takes the other minute
ENOUGH = 10  # files after which the rest can be guessed: a first one may be the largest


def expectation(files: list[Path], folder: Path) -> str:
    """How much there is to read, and how long that took here the last time.

    >>> expectation([], Path("/nergens"))
    '  Te lezen: 0 bestanden, 0 MB. Reken de eerste keer op ongeveer 1 minuut; je ziet hoe ver het is.'
    """
    size = sum(path.stat().st_size for path in files) // 1_000_000
    kept = folder / LASTED
    said = (
        f"Reken de eerste keer op ongeveer {_minutes(1 + size / MEGABYTES_A_MINUTE)}; je ziet hoe ver het is."
    )
    if kept.exists():
        said = f"De vorige keer duurde dat op deze computer {_duration(float(kept.read_text()))}."
    number = "1 bestand" if len(files) == 1 else f"{len(files)} bestanden"
    return f"  Te lezen: {number}, {size} MB. {said}"


class Telling:
    """Takes the lines of a build of figures, and passes on what somebody who waits wants to know."""

    def __init__(self, files: int, folder: Path, say: Callable[[str], None] = print) -> None:
        self._files, self._folder, self._say = files, folder, say
        self._start = self._last = time.monotonic()
        self._read = 0

    def __call__(self, line: str) -> None:
        """One line that the build said."""
        now = time.monotonic()
        if not line.startswith(READS):
            if line.endswith("..."):
                self._say(f"  {line} ({_duration(now - self._start)} bezig)")
            return
        self._read += 1
        if now - self._last >= EVERY and self._read <= self._files:
            self._last = now
            self._say(f"  {self._read} van {self._files} bestanden{self._left(now)}")

    def _left(self, now: float) -> str:
        if self._read < ENOUGH:
            return ""
        left = (now - self._start) / self._read * (self._files - self._read)
        return f"; met lezen nog ongeveer {_duration(left)}, daarna samenvoegen en omrekenen"

    def done(self) -> None:
        """It is ready: keep how long it took, for the next time."""
        (self._folder / LASTED).write_text(f"{time.monotonic() - self._start:.0f}", encoding="utf-8")


def _duration(seconds: float) -> str:
    """Seconds as somebody says it.

    >>> _duration(1), _duration(42), _duration(200)
    ('1 seconde', '42 seconden', '3 minuten')
    """
    whole = max(1, round(seconds))
    if whole < 90:
        return "1 seconde" if whole == 1 else f"{whole} seconden"
    return _minutes(whole / 60)


def _minutes(minutes: float) -> str:
    number = max(1, round(minutes))
    return "1 minuut" if number == 1 else f"{number} minuten"
