"""What a number counts: how its unit is written, and how exact a sentence may be. Data: units.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from wijkwijzer.areas.model import Text

__all__ = ["Unit", "unit"]

_NOTHING = Text("", "")
_HIGHER, _LOWER = Text("hoger", "higher"), Text("lager", "lower")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, by its key.

    Attributes
    ----------
    name : as it stands above a table.
    after : what stands behind a number in text.
    short : what a chart writes behind a number.
    whole : in a sentence the number is a whole one ("14 van de 100").
    more, less : how a change is said.
    most : above this number the figure tells of more than the people it is a share of; None: it never does.
    """

    key: str
    name: Text
    after: Text = _NOTHING
    short: Text = _NOTHING
    whole: bool = False
    most: float | None = None
    more: Text = _HIGHER
    less: Text = _LOWER


def unit(key: str) -> Unit:
    """Return a unit; one that the catalogue does not know (of own figures) has no words.

    Examples
    --------
    >>> unit("percent").after.nl, unit("").after.nl
    ('%', '')
    """
    return _units().get(key) or Unit(key, _NOTHING)


@cache
def _units() -> dict[str, Unit]:
    text = (files("wijkwijzer.areas.catalogue") / "units.toml").read_text(encoding="utf-8")
    return {key: _parse(key, entry) for key, entry in tomllib.loads(text).items()}


def _parse(key: str, entry: dict[str, Any]) -> Unit:
    def text(name: str, otherwise: Text = _NOTHING) -> Text:
        return Text(entry.get(f"{name}_nl", otherwise.nl), entry.get(f"{name}_en", otherwise.en))

    return Unit(
        key,
        Text(entry["nl"], entry["en"]),
        text("after"),
        text("short"),
        entry.get("whole", False),
        entry.get("most"),
        text("more", _HIGHER),
        text("less", _LOWER),
    )
