"""Reading schakelaars: only those with a living yes; a link opens one row and nothing else."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from wijkwijzer_web.core.codes import fingerprint, fingerprints
from wijkwijzer_web.core.links import key_in, link_to, sealed
from wijkwijzer_web.core.rooms import Knower
from wijkwijzer_web.programme.models import Connector, Refusal, Relay

__all__ = [
    "ASK_AGAIN_DAYS",
    "PROPOSED_DAYS",
    "RELAY_DAYS",
    "TERM_DAYS",
    "connector_of_link",
    "knowers",
    "link_of",
    "living",
    "mark_of",
    "over",
    "refused",
    "relay_link",
    "relay_of_link",
    "shown",
]

TERM_DAYS = 184
"""Days that a yes lives: on the day itself the profile is gone."""
ASK_AGAIN_DAYS = 150
PROPOSED_DAYS = 30
RELAY_DAYS = 60

SALT, RELAY = "schakelaar", "doorgestuurde vraag"
NEVER = "geen voorstellen"


def living(area: str = "") -> QuerySet[Connector]:
    """Who has a yes that did not end, in one area or everywhere; also before the night removed the others."""
    since = timezone.localdate() - datetime.timedelta(days=TERM_DAYS)
    found = Connector.objects.filter(since__gt=since)
    return found.filter(area=area) if area else found


def knowers() -> list[Knower]:
    """Schakelaars, for questions that the site passes on."""
    rows = living().order_by("pk")
    return [
        Knower(
            f"schakelaar-{row.key}",
            row.email,
            row.knows,
            row.area,
            link_to("programme:connector-mine", link_of(row)),
        )
        for row in rows
    ]


def over() -> QuerySet[Connector]:
    """Whose yes ended, and proposals that nobody answered."""
    today = timezone.localdate()
    yes = Connector.objects.filter(since__lte=today - datetime.timedelta(days=TERM_DAYS))
    before = today - datetime.timedelta(days=PROPOSED_DAYS)
    return yes | Connector.objects.filter(since=None, proposed_on__lte=before)


def shown(key: str) -> Connector:
    """A schakelaar who may be asked; 404 for whoever has no living yes."""
    return get_object_or_404(living(), key=key)


def link_of(row: Connector) -> str:
    """The secret part of the link that opens this one profile."""
    return sealed(SALT, row.key)


def relay_link(row: Relay) -> str:
    """The secret part of the link with which one question is answered."""
    return sealed(RELAY, row.key)


def connector_of_link(token: str) -> Connector:
    """The profile or proposal that a link opens; what is past its time is gone for its owner as well."""
    row = get_object_or_404(Connector, key=key_in(SALT, token))
    if over().filter(pk=row.pk).exists():
        raise Http404
    return row


def relay_of_link(token: str) -> Relay:
    """The question that a link answers."""
    since = timezone.localdate() - datetime.timedelta(days=RELAY_DAYS)
    return get_object_or_404(Relay, key=key_in(RELAY, token), on__gt=since)


def mark_of(email: str) -> bytes:
    """The keyed fingerprint of an address that wants no proposals."""
    return fingerprint(email.strip().casefold(), NEVER)


def refused(email: str) -> bool:
    """Whether this address said that it wants no proposals, also under an earlier key."""
    marks = {mark_of(email), *fingerprints(email.strip().casefold(), NEVER)}
    return Refusal.objects.filter(fingerprint__in=list(marks)).exists()
