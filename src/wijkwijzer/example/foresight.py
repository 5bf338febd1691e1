"""Weighings and costs and benefits of the invented province, as somebody would have typed them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

__all__ = ["ExampleCase", "ExampleWeighing", "example_cases", "example_weighings"]


@dataclass(frozen=True)
class ExampleWeighing:
    """A weighing with the words of its table; `chosen` are names of alternatives, `about` an opgave."""

    title: str
    question: str
    area: str
    who: str
    places: int
    public: bool
    table: str
    preferences: str
    decision: str = ""
    why_otherwise: str = ""
    chosen: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class ExampleCase:
    """A case of costs and benefits with the words of its sheet."""

    area: str
    public: bool
    table: str


def example_weighings() -> tuple[ExampleWeighing, ...]:
    """Return the weighings.

    Examples
    --------
    >>> example_weighings()[0].places
    3
    """
    return tuple(
        ExampleWeighing(**{**each, "chosen": tuple(each.get("chosen", ()))}) for each in _read()["weighing"]
    )


def example_cases() -> tuple[ExampleCase, ...]:
    """Return the cases.

    Examples
    --------
    >>> example_cases()[0].area
    'WK990311'
    """
    return tuple(ExampleCase(**each) for each in _read()["case"])


def _read() -> dict[str, list[dict[str, Any]]]:
    text = files(__package__).joinpath("data", "vooruitzien.toml").read_text(encoding="utf-8")
    found: dict[str, list[dict[str, Any]]] = tomllib.loads(text)
    return found
