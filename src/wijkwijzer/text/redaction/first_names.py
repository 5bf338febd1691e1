"""First names that occur in the Netherlands; the head of `data/voornamen.txt` names the sources and
licences.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

__all__ = ["first_names"]


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """First names in lower case.

    Examples
    --------
    >>> {"joost", "khadija", "tesfay"} <= first_names()
    True
    """
    text = files("wijkwijzer.text").joinpath("data", "voornamen.txt").read_text(encoding="utf-8")
    return frozenset(line.lower() for line in text.splitlines() if line and not line.startswith("#"))
