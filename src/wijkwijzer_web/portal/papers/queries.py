"""The templates as they lie in `sjablonen.toml`, and the words of a card that they take over."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wijkwijzer_web.core.models import Card

__all__ = ["Part", "Template", "filled_in", "template", "templates"]

FILE = Path(__file__).parent / "sjablonen.toml"
MOST_WIJKEN = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One part under a heading; what is empty is left out."""

    kop: str
    tekst: str = ""
    lijst: tuple[str, ...] = ()
    stappen: tuple[str, ...] = ()
    tabel: tuple[tuple[str, str], ...] = ()
    keuze: tuple[str, ...] = ()
    regels: int = 0
    qr: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A paper that is nearly finished."""

    adres: str
    titel: str
    zin: str
    soort: str
    delen: tuple[Part, ...]
    a6: bool = False


@cache
def templates() -> tuple[Template, ...]:
    """All of them, in the order of the file."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Template(
            *(one["adres"], one["titel"], one["zin"], one["soort"]),
            tuple(map(_part, one["deel"])),
            a6=bool(one.get("a6")),
        )
        for one in read["sjabloon"]
    )


def _part(given: Mapping[str, object]) -> Part:
    def many(name: str) -> tuple[str, ...]:
        value = given.get(name, [])
        assert isinstance(value, list)
        return tuple(value)

    rows = given.get("tabel", [])
    assert isinstance(rows, list)
    return Part(
        str(given["kop"]),
        str(given.get("tekst", "")),
        many("lijst"),
        many("stappen"),
        tuple((row[0], row[1]) for row in rows),
        many("keuze"),
        int(str(given.get("regels", 0))),
        str(given.get("qr", "")),
    )


def template(address: str) -> Template | None:
    """The template with this address."""
    return next((one for one in templates() if one.adres == address), None)


def filled_in(card: Card) -> dict[str, str]:
    """What stands on the card, for the places in a template; what is not there yet says so."""
    missing = "(staat nog niet op de kaart)"
    names = list(card.areas.values())
    wijken = ", ".join(names[:MOST_WIJKEN]) if names else "onze wijken"
    return {
        "naam": card.organisation.name,
        "contact": " · ".join(part for part in (card.email, card.phone) if part) or missing,
        "telefoon": card.phone or missing,
        "uren": card.hours or missing,
        "privacy": card.privacy_contact or missing,
        "wijken": wijken,
    }
