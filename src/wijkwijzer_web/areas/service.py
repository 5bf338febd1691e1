"""What other apps may ask of areas: which one is meant, where its page is, and its figures.

Everything answers without figures too (a site on which no release is on show yet): None, or nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from wijkwijzer.areas import AreaProfile, Release, Words
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.models import area_address
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.queries import Postcode, Suggestions
from wijkwijzer_web.areas.queries.care import looked_after
from wijkwijzer_web.areas.queries.changes import FigureChange, changes, releases_compared
from wijkwijzer_web.areas.queries.releases import notices
from wijkwijzer_web.areas.words import language

__all__ = [
    "Compared",
    "FigureChange",
    "Place",
    "Postcode",
    "Suggestions",
    "address_of",
    "at_postcode",
    "came_from",
    "changed_figures",
    "chosen",
    "chosen_address",
    "figure_keys",
    "figures",
    "indicator_name",
    "is_example",
    "looked_after",
    "parts_of",
    "place",
    "place_at",
    "places",
    "places_like",
    "profile_of",
    "release_id",
    "suggestions",
    "which_place",
]

SURE = 90.0
"""How much a name must resemble what was typed to be taken without asking."""


AS_LIKELY = 2.0
"""Names whose likeness differs less than this are as likely: the rest of the name makes such a difference."""


def place(key: str) -> Place | None:
    """The area with this key; None when there is none in the release on show."""
    shown = queries.current_or_none()
    return shown.names.by_key.get(key) if shown else None


def place_at(level: str, address: str) -> Place:
    """The area of an address, as its own page knows it; Http404 when there is none."""
    return queries.place_at(queries.current(), level, address)


def places(keys: Sequence[str]) -> list[Place]:
    """The areas with these keys, in that order; unknown ones are left out."""
    return [found for found in map(place, keys) if found is not None]


def which_place(
    typed: str, levels: Sequence[str] = ("wijk", "buurt", "gebied"), among: Collection[str] = ()
) -> Place | None:
    """The area of today that somebody means with a code or a name; None when that is not sure.

    A name that several areas of one level have is sure only when one of them is `among` those of the asker.
    """
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
    top = max((hit.score for hit in hits), default=0.0)
    best = [hit.place for hit in hits if hit.score > top - AS_LIKELY]
    own = [one for one in best if one.key in among]
    if own:
        return own[0]
    level = min((levels.index(one.level) for one in best), default=0)
    meant = [one for one in best if one.level == levels[level]]
    return meant[0] if len(meant) == 1 else None


def places_like(typed: str, levels: Sequence[str], most: int = 8) -> list[Place]:
    """Areas of today that somebody may mean with a name, the likeliest first."""
    shown = queries.current_or_none()
    found = [hit.place for hit in shown.names.search(typed[:120])] if shown and typed.strip() else []
    return [one for one in found if one.level in levels and one.valid_to is None][:most]


def chosen(typed: str) -> Place | None:
    """The one area that a name from the list under the search field means ("Centrum, Kolkstad")."""
    shown = queries.current_or_none()
    return shown.names.chosen(typed) if shown else None


def chosen_address(typed: str) -> str:
    """The page of the one area that such a name means; empty for others."""
    found = chosen(typed)
    return area_address(found.level, found.key, found.name) if found else ""


def suggestions() -> Suggestions | None:
    """What the search field suggests; None while there are no figures."""
    return queries.suggestions(queries.current_or_none())


def at_postcode(typed: str) -> Postcode | None:
    """Where a postcode lies; None when the figures on show know no postcodes."""
    shown = queries.current_or_none()
    return queries.at_postcode(shown, typed) if shown else None


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


def profile_of(key: str, release: str = "") -> AreaProfile | None:
    """Everything that the release on show, or the one named, says of an area; None when it is not there.

    Raises
    ------
    Http404
        There was never such a release here.
    """
    shown = queries.release_by_id(release) if release else queries.current_or_none()
    return queries.profile(shown, key) if shown and key in shown.names.by_key else None


def figure_keys(key: str) -> list[tuple[str, str]]:
    """The references `AREA:indicator` of the figures of an area with their names, by name."""
    found = profile_of(key)
    words = Words(language())
    named = (
        [(f"{key}:{view.info.key}", words.of(view.info.name)) for view in found.indicators] if found else []
    )
    return sorted(named, key=lambda one: one[1].casefold())


def indicator_name(key: str) -> str:
    """The name of a figure in the language of the page; empty when there is none."""
    shown = queries.current_or_none()
    found = [info for info in shown.figures.indicators() if info.key == key] if shown else []
    return Words(language()).of(found[0].name) if found else ""


def came_from(key: str) -> list[Place]:
    """The areas that ended and of which this one took over a part: it keeps what was said of them."""
    shown = queries.current_or_none()
    return [shown.names.by_key[old] for old in shown.figures.came_from(key)] if shown else []


@dataclass(frozen=True, slots=True)
class Compared:
    """The days of the release on show and of the one before it (None when there is none before it), and per
    area the figures that read otherwise.
    """

    days: tuple[datetime.date, datetime.date] | None = None
    figures: dict[str, tuple[FigureChange, ...]] = field(default_factory=dict)


def changed_figures(keys: Sequence[str]) -> Compared:
    """What reads otherwise in these areas than in the release that was on show before."""
    shown = queries.current_or_none()
    pair = releases_compared(shown) if shown else None
    if shown is None or pair is None:
        return Compared()
    now, before = pair
    return Compared((now.made_on, before.made_on), changes(shown, before, list(keys)))


def is_example() -> bool:
    """Whether the figures on show are invented."""
    return bool(notices())
