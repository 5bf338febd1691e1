"""A desk as it is proposed to who sets one up: what the card of the organisation knows, is filled in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkwijzer_web.core.card.queries import card_of
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.desk.models import Desk

__all__ = ["proposed"]

MOST_AREAS = 12


def proposed(organisation: Organisation, actor: User) -> Desk:
    """A desk that is not stored yet; every field that can be known is filled in."""
    card = card_of(organisation)
    contact = " ".join(part for part in (card.phone, card.email) if part)
    elsewhere = _("Bel of mail ons: %(contact)s.") % {"contact": contact} if contact else ""
    names = list(card.areas.items())[:MOST_AREAS]
    return Desk(
        organisation=organisation,
        name=(_("Luisterloket %(name)s") % {"name": names[0][1] if len(names) == 1 else organisation.name})[
            :80
        ],
        areas=dict(names),
        phone=card.phone,
        walk_in=card.hours[:200],
        elsewhere=elsewhere[:200],
        privacy_contact=card.privacy_contact,
        non_readers=[_("je werkgever of je verhuurder"), _("politie of school")],
        opening=_(
            "Loopt er iets vast, of gaat er iets goed? Vertel het ons. Een mens van %(name)s leest het."
        )
        % {"name": organisation.name},
        coordinator=actor,
    )
