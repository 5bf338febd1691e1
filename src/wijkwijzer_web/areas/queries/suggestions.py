"""What the search field suggests while somebody types: names of areas, also without a script."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.queries.releases import Current

__all__ = ["Suggestions", "suggested", "suggestions"]

# In the page itself, for who has no script: a province in full; of a country the gemeenten, then the largest
# wijken. A script asks for the rest.
IN_PAGE = 500
FROM_SERVER = 8


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Names for the list of the search field, each with what it is; `url` gives more, "" when there are none
    more.
    """

    names: tuple[tuple[str, str], ...]
    url: str


def suggestions(shown: Current | None) -> Suggestions | None:
    """What stands in the page; None while there are no figures."""
    if shown is None:
        return None
    names = tuple(_written(place) for place in shown.names.beginning("", IN_PAGE))
    more = shown.names.typed > IN_PAGE
    return Suggestions(names, reverse("areas:suggest") if more else "")


def suggested(shown: Current, typed: str) -> list[tuple[str, str]]:
    """The names with a word that begins like what was typed."""
    return [_written(place) for place in shown.names.beginning(typed, FROM_SERVER)]


def _written(place: Place) -> tuple[str, str]:
    """A name as the search understands it without a doubt, and the kind of area."""
    lies = place.gemeente_name and place.level != "gemeente"
    return (f"{place.name}, {place.gemeente_name}" if lies else place.name), place.level
