"""The card of an organisation, and whose house this is."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import caches
from django.db import DatabaseError
from django.utils.translation import gettext as _

from wijkwijzer_web.core.models import Card, Organisation, User
from wijkwijzer_web.core.people.roles import ROLES

__all__ = [
    "CACHE_KEY",
    "House",
    "Logo",
    "alone",
    "card_of",
    "forget_house",
    "house",
    "signature_lines",
    "works_for",
]

CACHE_KEY, SECONDS = "core.house", 20
NOBODY = "-"


def card_of(organisation: Organisation) -> Card:
    """The card; an empty one, not stored, for who has none yet. A trial room has that of its organisation."""
    organisation = organisation.home
    found = Card.objects.filter(organisation=organisation).select_related("organisation").first()
    return found or Card(organisation=organisation)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as a page needs it."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class House:
    """Whose installation this is: the card of the one organisation that works here, and its logo."""

    card: Card
    logo: Logo | None

    @property
    def name(self) -> str:
        """The organisation's own name."""
        return str(self.card.organisation.name)


def house() -> House | None:
    """The one organisation that works here; None when there are several, or it has no card yet.

    Every page asks: the answer is kept for some seconds. Where the database is away there is no house.
    """
    cache = caches["local"]
    found = cache.get(CACHE_KEY)
    if found is None:
        try:
            found = _only_one() or NOBODY
        except DatabaseError:
            return None
        cache.set(CACHE_KEY, found, SECONDS)
    return found if isinstance(found, House) else None


def _only_one() -> House | None:
    """One organisation only, or a page of the one would carry the name of the other."""
    if Organisation.objects.at_work().count() != 1:
        return None
    cards = Card.objects.filter(organisation__in=Organisation.objects.at_work())
    card = cards.select_related("organisation", "organisation__logo").first()
    return House(card, _logo(card.organisation)) if card else None


def _logo(organisation: Organisation) -> Logo | None:
    """The logo at the size of the page's head; None without one, or where its file is gone."""
    if organisation.logo is None:
        return None
    try:
        drawn = organisation.logo.get_rendition("max-320x96")
    except (OSError, ValueError):
        return None
    return Logo(drawn.url, drawn.width, drawn.height)


def forget_house() -> None:
    """Ask the database at the next page."""
    caches["local"].delete(CACHE_KEY)


def signature_lines(organisation: Organisation | None) -> list[str]:
    """Who sends this, when they are there, and who answers for privacy: one line each, empty ones left out.

    Without an organisation it is the one whose house this is; where several work, its name is not guessed.
    """
    here = house() if organisation is None else None
    card = card_of(organisation) if organisation is not None else here.card if here else None
    if card is None:
        return []
    told = card.signature
    lines = [
        told["name"],
        told["contact"],
        _("Wij zijn er: %(hours)s") % {"hours": told["hours"]} if told["hours"] else "",
        _("Over privacy: %(who)s") % {"who": told["privacy"]} if told["privacy"] else "",
    ]
    return [line for line in lines if line]


def alone(organisation: Organisation) -> bool:
    """Whether no other organisation works here: what belongs to the whole installation is then its own."""
    return not Organisation.objects.at_work().exclude(pk=organisation.pk).exists()


def works_for(user: User) -> list[Organisation]:
    """The organisations in which a person does something; all of them for who administers everything."""
    active = Organisation.objects.at_work()
    if user.is_superuser:
        return list(active)
    roles = [role for role, rights in ROLES.items() if rights]
    mine = user.memberships.filter(role__in=roles).values("organisation")
    return list(active.filter(pk__in=mine))
