"""The programme of the invented province: cities, meetings, advice, and the chain of a wijk; all invented."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["example_programme"]


@cache
def example_programme() -> dict[str, Any]:
    """Return the programme as tables; days count from the day on which it is loaded.

    Examples
    --------
    >>> len(example_programme()["cities"])
    12
    """
    return tomllib.loads(files(__package__).joinpath("data/programma.toml").read_text(encoding="utf-8"))
