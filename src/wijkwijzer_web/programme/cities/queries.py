"""Reading the city that a link belongs to, and what it said of themes."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from wijkwijzer_web.core.links import key_in, link_to, sealed
from wijkwijzer_web.programme.models import AreaAnalysis, Participation
from wijkwijzer_web.programme.programmes.queries import Visitor, may_write

__all__ = ["address_of", "city_of_link", "given_by", "own_analyses"]

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


def own_analyses(user: Visitor, city: Participation) -> list[AreaAnalysis]:
    """The analyses of a city's wijk that this person may change: in its programme, or in none."""
    rows = AreaAnalysis.objects.filter(area=city.area).select_related("organisation").order_by("-made_on")
    here = [row for row in rows if row.programme_id in (None, city.programme_id)]
    return [row for row in here if may_write(user, row.organisation)]
