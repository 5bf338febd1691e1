"""Who looks after what residents say about an area: whose own area it is, or who chose the wijk."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from wijkwijzer_web.areas.models import OwnArea
from wijkwijzer_web.areas.queries.releases import current_or_none
from wijkwijzer_web.core.models import Card, Organisation, User
from wijkwijzer_web.core.people.roles import Permission, allowed

__all__ = ["looked_after"]


def looked_after(
    user: User | AnonymousUser, permission: Permission, keys: Iterable[str]
) -> dict[str, Organisation]:
    """Of these areas those that this person looks after, with the organisation for which they do.

    An own area is its organisation's. Any other is of the organisations that have it, its wijk or its
    gemeente on their card; what nobody chose is of everyone who has the permission somewhere.
    """
    at_work = list(Organisation.objects.at_work().order_by("name"))
    mine = [one for one in at_work if allowed(user, permission, one)]
    cards = Card.objects.filter(organisation__in=at_work).exclude(areas={})
    chosen = [(set(codes), pk) for pk, codes in cards.values_list("organisation", "areas")]
    own = dict(OwnArea.objects.filter(organisation__in=at_work).values_list("code", "organisation"))
    found = {}
    for key in set(keys):
        names = _names(key)
        theirs = [own[key]] if key in own else [pk for codes, pk in chosen if codes & names]
        for one in mine:
            if not theirs or one.pk in theirs:
                found[key] = one
                break
    return found


def _names(key: str) -> set[str]:
    """The area itself and what it lies in."""
    shown = current_or_none()
    place = shown.names.by_key.get(key) if shown else None
    return {key, place.code, place.wijk_key, place.gemeente_key} - {""} if place else {key}
