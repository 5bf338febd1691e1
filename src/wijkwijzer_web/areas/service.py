"""What other apps may ask of areas: which one is meant, where its page is, and its figures.

Everything answers without figures too (a site on which no release is on show yet): None, or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from wijkwijzer.areas import AreaProfile, Release
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.models import area_address
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.queries.releases import notices

__all__ = [
    "Place",
    "address_of",
    "figures",
    "is_example",
    "parts_of",
    "place",
    "places",
    "profile_of",
    "release_id",
    "which_place",
]

SURE = 90.0
"""How much a name must resemble what was typed to be taken without asking."""


def place(key: str) -> Place | None:
    """The area with this key; None when there is none in the release on show."""
    shown = queries.current_or_none()
    return shown.names.by_key.get(key) if shown else None


def places(keys: Sequence[str]) -> list[Place]:
    """The areas with these keys, in that order; unknown ones are left out."""
    return [found for found in map(place, keys) if found is not None]


def which_place(typed: str, levels: Sequence[str] = ("wijk", "buurt", "gebied")) -> Place | None:
    """The area of today that somebody means with a code or a name; None when that is not sure."""
    shown = queries.current_or_none()
    if shown is None or not typed.strip():
        return None
    exact = shown.names.by_key.get(typed.strip().upper())
    if exact is not None and exact.level in levels:
        return exact
    hits = [
        hit
        for hit in shown.names.search(typed[:120])
        if hit.score >= SURE and hit.place.level in levels and hit.place.valid_to is None
    ]
    return hits[0].place if hits else None


def address_of(key: str) -> str:
    """The address of an area's page; empty when there is none."""
    found = place(key)
    return area_address(found.level, found.key, found.name) if found else ""


def parts_of(key: str, level: str) -> list[Place]:
    """The areas of today of one kind inside a gemeente or wijk, by alphabet."""
    shown = queries.current_or_none()
    return list(shown.names.inside(level, key)) if shown else []


def figures(identifier: str = "") -> Release | None:
    """The release on show, or a registered one by its id; None before the first is put on show."""
    if identifier:
        return queries.release_by_id(identifier).figures
    shown = queries.current_or_none()
    return shown.figures if shown else None


def release_id() -> str:
    """The id of the release on show; empty when there is none."""
    shown = queries.current_or_none()
    return shown.id if shown else ""


def profile_of(key: str) -> AreaProfile | None:
    """Everything the release on show says of one area; None when it is not there."""
    shown = queries.current_or_none()
    return queries.profile(shown, key) if shown and key in shown.names.by_key else None


def is_example() -> bool:
    """Whether the figures on show are invented."""
    return bool(notices())
