"""The example's desks: forty stories in every state, nine knelpunten, an experiment and a task force.

The words stand in `data/loket.toml`. Days are counted back from the day on which somebody looks, so that
something is always late, something is extended and something is due tomorrow.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

__all__ = ["ExampleDesks", "ExampleStory", "example_desks"]


@dataclass(frozen=True, slots=True)
class ExampleStory:
    """One person's story: where, about what, how many days ago, how it stands, and what was answered."""

    desk: str
    area: str
    opgave: str
    days_ago: int
    channel: str
    state: str
    closing: str
    bottleneck: int
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class ExampleDesks:
    """All of it; `desks`, `bottlenecks` and the rest are as they stand in the file."""

    desks: tuple[dict[str, Any], ...]
    stories: tuple[ExampleStory, ...]
    bottlenecks: tuple[dict[str, Any], ...]
    experiment: dict[str, Any]
    task_force: dict[str, Any]
    assumptions: tuple[dict[str, Any], ...]


def example_desks() -> ExampleDesks:
    """Read the example.

    Examples
    --------
    >>> made = example_desks()
    >>> len(made.desks), len(made.stories), len(made.bottlenecks)
    (2, 40, 9)
    """
    text = resources.files("wijkwijzer.example").joinpath("data", "loket.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return ExampleDesks(
        tuple(data["desk"]),
        tuple(ExampleStory(*row) for row in data["stories"]["rows"]),
        tuple(data["knelpunt"]),
        data["experiment"],
        data["taskforce"],
        tuple(data["aanname"]),
    )
