"""Reading the city that a link belongs to, and what it said of themes."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from wijkwijzer_web.core.links import key_in, link_to, sealed
from wijkwijzer_web.programme.models import Participation

__all__ = ["address_of", "city_of_link", "given_by"]

SALT = "stad in een programma"


def address_of(city: Participation) -> str:
    """The whole address with which the contact of a city comes in."""
    return link_to("programme:city-mine", sealed(SALT, city.key))


def city_of_link(token: str) -> Participation:
    """The city that a link belongs to; one that stopped has none any more."""
    rows = Participation.objects.select_related("programme__organisation")
    return get_object_or_404(rows, key=key_in(SALT, token), state=Participation.State.TAKES_PART)


def given_by(city: Participation) -> dict[int, int]:
    """What a city said of each theme."""
    return dict(city.ratings.values_list("theme", "value"))
