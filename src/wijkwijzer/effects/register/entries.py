"""Entries of the register: what a method is for, what it is not for, who decides, and what may go wrong.

The fields are those of the Algoritmeregister 1.0 (algoritmes.overheid.nl). `organization` and
`contact_email` belong to whoever runs the product, so they are filled in there; `not_for`, `version` and the
translations are ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from wijkwijzer.errors import InputError

__all__ = ["FIELDS", "Algorithm", "algorithms", "algorithms_json", "check_entry"]

FIELDS: dict[str, int] = {
    "name": 100,
    "organization": 200,
    "description_short": 300,
    "goal": 2500,
    "proportionality": 2500,
    "human_intervention": 2500,
    "risks": 2500,
    "lawful_basis": 2500,
    "source_data": 2500,
    "methods_and_models": 2500,
    "contact_email": 200,
    "lang": 3,
}
"""Required fields of the standard, with the most characters that we let them have."""
_OURS = {"not_for", "version"}
_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


@dataclass(frozen=True)
class Algorithm:
    """One entry, in the language asked for where there is a translation."""

    key: str
    name: str
    description_short: str
    goal: str
    proportionality: str
    human_intervention: str
    risks: str
    lawful_basis: str
    source_data: str
    methods_and_models: str
    not_for: str
    version: str
    lang: str


@cache
def _read() -> tuple[tuple[str, dict[str, Any]], ...]:
    folder = files(__package__).joinpath("methods")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json"))
    return tuple(
        (name.removesuffix(".json"), json.loads(folder.joinpath(name).read_text(encoding="utf-8")))
        for name in names
    )


def algorithms(language: str = "nl") -> tuple[Algorithm, ...]:
    """Return all entries, by key.

    Examples
    --------
    >>> [each.name for each in algorithms("en") if each.key == "effect"]
    ['Effect of an approach']
    """
    found = []
    for key, entry in _read():
        translated = entry["translations"].get(language[:2], {})
        fields = {name: text for name, text in entry.items() if name != "translations"} | translated
        found.append(Algorithm(key=key, **fields))
    return tuple(found)


def algorithms_json(each: Algorithm, *, organization: str = "", contact_email: str = "") -> str:
    """Write an entry as the register wants it.

    Raises
    ------
    InputError
        As :func:`check_entry`, when an organisation is given.
    """
    entry = {name: getattr(each, name) for name in (*FIELDS, "not_for", "version") if hasattr(each, name)}
    entry |= {"organization": organization, "contact_email": contact_email}
    if organization:
        check_entry(entry)
    return json.dumps(entry, ensure_ascii=False, indent=2) + "\n"


def check_entry(entry: Mapping[str, object]) -> None:
    """Check one entry against the fields of the standard.

    Raises
    ------
    InputError
        With the field that is missing, empty, unknown or too long.

    Examples
    --------
    >>> check_entry({"name": "x"})
    Traceback (most recent call last):
        ...
    wijkwijzer.errors.InputError: In het register ontbreekt 'organization'.
    """
    if unknown := sorted(set(entry) - set(FIELDS) - _OURS):
        raise InputError(f"{unknown[0]!r} is geen veld van het register.")
    for field, most in FIELDS.items():
        text = entry.get(field)
        if not isinstance(text, str) or not text.strip():
            raise InputError(f"In het register ontbreekt {field!r}.")
        if len(text) > most:
            raise InputError(f"{field!r} is langer dan {most} tekens.")
    if not _MAIL.match(str(entry["contact_email"])):
        raise InputError("'contact_email' is geen mailadres.")
