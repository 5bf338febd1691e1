"""What staff change on the card of their organisation."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.images.models import Image

from wijkwijzer_web.core.card.queries import card_of, forget_house
from wijkwijzer_web.core.models import Card, Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record

__all__ = ["name_privacy_contact", "save_card", "set_aside", "tick", "write_intro"]


@action
def save_card(
    *,
    actor: User,
    organisation: Organisation,
    values: dict[str, Any],
    name: str = "",
    logo: bytes | None = None,
) -> Card:
    """Keep what the organisation says of itself; a logo is a picture that was drawn anew (`in_pixels`)."""
    require(actor, Permission.MANAGE_MEMBERS, organisation)
    card = _locked(organisation)
    changed = [field for field, value in values.items() if getattr(card, field) != value]
    for field, value in values.items():
        setattr(card, field, value)
    card.started_on = card.started_on or timezone.localdate()
    card.save()
    if name and name != organisation.name:
        organisation.name = name
        changed.append("name")
    if logo is not None:
        organisation.logo = Image.objects.create(
            title=organisation.name[:255], file=ContentFile(logo, f"logo-{organisation.slug}.png")
        )
        changed.append("logo")
    organisation.save()
    record(organisation, details={"changed": sorted(changed)})
    forget_house()
    transaction.on_commit(forget_house)  # another page may have asked for the old one meanwhile
    return card


@action
def name_privacy_contact(*, actor: User, organisation: Organisation, contact: str) -> None:
    """Keep who answers for privacy, where it is asked while reading; the rest of the card stays."""
    require(actor, Permission.MANAGE_MEMBERS, organisation)
    card = _locked(organisation)
    card.privacy_contact = contact
    card.save()
    record(organisation, details={"changed": ["privacy_contact"]})
    forget_house()
    transaction.on_commit(forget_house)


@action
def write_intro(*, actor: User, organisation: Organisation, kind: str, text: str) -> None:
    """Put an own first sentence above a mail, or take it away when it is empty."""
    require(actor, Permission.MANAGE_MEMBERS, organisation)
    card = _locked(organisation)
    card.intros = {**card.intros, kind: text} if text else {k: v for k, v in card.intros.items() if k != kind}
    card.save()
    record(organisation, details={"mail": kind, "own": bool(text)})


@action
def tick(*, actor: User, organisation: Organisation, step: str) -> None:
    """Note that a step of the start list was done, where nothing else can tell."""
    require(actor, Permission.WRITE, organisation)
    card = _locked(organisation)
    card.ticks = {**card.ticks, step: timezone.localdate().isoformat()}
    card.save()
    record(organisation, details={"step": step})


@action
def set_aside(*, actor: User, organisation: Organisation, aside: bool) -> None:
    """Lay the start list aside, or take it back."""
    require(actor, Permission.WRITE, organisation)
    card = _locked(organisation)
    day: datetime.date | None = timezone.localdate() if aside else None
    card.set_aside_on = day
    card.save()
    record(organisation, details={"aside": aside})


def _locked(organisation: Organisation) -> Card:
    """The card, made when there is none, locked until the commit."""
    empty = card_of(organisation)
    if empty.pk is None:
        Card.objects.get_or_create(organisation=organisation)
    return Card.objects.select_for_update().get(organisation=organisation)
