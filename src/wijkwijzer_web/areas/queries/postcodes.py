"""Where a postcode lies: the wijken and buurten of its addresses, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwijzer.areas import SourceInfo
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.queries.releases import Current

__all__ = ["Lies", "Postcode", "at_postcode"]

SOURCES = ("cbs-postcodes", "grenswijziging-postcodes")
LEAST = 0.005  # of the addresses: a smaller part is a slip of a border and leads nobody anywhere
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Lies:
    """An area of a postcode, with its share of the addresses in whole per cents (1 at least)."""

    place: Place
    per_cent: int


@dataclass(frozen=True, slots=True)
class Postcode:
    """What is known of a postcode.

    `text` is it as people write it; `wider` the four digits when the letters were not known and these are
    shown. `areas` are those of today, the largest share first, wijken before buurten.
    """

    text: str
    wider: str
    areas: tuple[Lies, ...]
    sources: tuple[SourceInfo, ...]


def at_postcode(shown: Current, question: str) -> Postcode | None:
    """Look a postcode up; None when this release knows no postcodes at all."""
    if not shown.figures.has_postcodes:
        return None
    asked = "".join(question.split()).upper()
    found, wider = _areas(shown, asked), ""
    if not found and len(asked) > DIGITS:
        wider = asked[:DIGITS]
        found = _areas(shown, wider)
    sources = tuple(info for info in shown.figures.sources() if info.key in SOURCES)
    return Postcode(" ".join((asked[:DIGITS], asked[DIGITS:])).strip(), wider, found, sources)


def _areas(shown: Current, postcode: str) -> tuple[Lies, ...]:
    names = shown.names.by_key
    return tuple(
        Lies(names[area.key], max(1, round(100 * share)))
        for area, share in shown.figures.at_postcode(postcode)
        if share >= LEAST and area.key in names
    )
