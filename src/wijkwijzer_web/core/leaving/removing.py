"""Removing an organisation in one act: all of it or nothing, and no restored backup brings it back."""

from __future__ import annotations

import hashlib
import uuid

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.leaving.belonging import remove_rows
from wijkwijzer_web.core.leaving.own_pages import remove_pages
from wijkwijzer_web.core.leaving.queries import address_hash, only_here
from wijkwijzer_web.core.models import GoneAddress, Job, Organisation, User
from wijkwijzer_web.core.people.actions import close_account
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail import erasures
from wijkwijzer_web.core.trail.audit import action, record, record_event
from wijkwijzer_web.core.work import jobs

__all__ = [
    "ask_to_go",
    "make_removal",
    "remove_again",
    "remove_organisation",
    "start_removal",
    "take_back_asking",
]

KIND, ERASED = "organisatie-weg", "organisatie"


@action
def ask_to_go(*, actor: User, organisation: Organisation) -> None:
    """A manager of an organisation asks who administers the installation to remove it."""
    require(actor, Permission.MANAGE_MEMBERS, organisation)
    organisation.asked_to_go_on = timezone.localdate()
    organisation.save(update_fields=["asked_to_go_on"])
    record(organisation)


@action
def take_back_asking(*, actor: User, organisation: Organisation) -> None:
    """The organisation stays after all."""
    require(actor, Permission.MANAGE_MEMBERS, organisation)
    organisation.asked_to_go_on = None
    organisation.save(update_fields=["asked_to_go_on"])
    record(organisation)


def start_removal(actor: User, organisation: Organisation) -> Job:
    """Start removing an organisation; only who administers the installation may."""
    require(actor, Permission.MANAGE_INSTALLATION)
    return jobs.start(
        make_removal,
        kind=KIND,
        key=str(organisation.key),
        title=_("%(name)s verwijderen") % {"name": organisation.name},
        owner=actor,
        return_url=reverse("core:leaving-list"),
        parameters={"actor": actor.pk, "organisation": organisation.pk},
    )


@task()
def make_removal(job_id: str, actor: int, organisation: int) -> None:
    """Remove it in the background; what was broken off is done whole the next time, or was done already."""
    with jobs.work(job_id) as work:
        work.progress(10, _("We halen alles weg. Tot het klaar is, staat alles er nog."))
        found = Organisation.objects.get(pk=organisation)
        if found.gone_on is None:
            remove_organisation(actor=User.objects.get(pk=actor), organisation=found)


@action
def remove_organisation(*, actor: User | None, organisation: Organisation) -> dict[str, int]:
    """Remove an organisation with its trial room and all that stands there; return how many of what.

    The empty row stays under another name: the audit points to it, and addresses that others may have cited
    say that they are gone. Accounts of people who work nowhere else here are closed.
    """
    if actor is not None:
        require(actor, Permission.MANAGE_INSTALLATION)
    gone = _remove(organisation)
    record(organisation, details={"removed": gone})
    return gone


def remove_again(key: str) -> bool:
    """After a restore: remove an organisation that was removed since the backup."""
    try:
        found = Organisation.objects.filter(key=uuid.UUID(key), gone_on=None).first()
    except ValueError:
        return False
    if found is None:
        return False
    with transaction.atomic():
        _remove(found)
        record_event("core.remove_organisation", None, details={"again": True, "organisation": found.slug})
    return True


def _remove(organisation: Organisation) -> dict[str, int]:
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    every = [organisation, *Organisation.objects.filter(trial_of=organisation)]
    people = list(only_here(organisation))
    with override("nl"):
        stood = [one for room in every for one in (*_farewells(room), *remove_pages(room))]
    addresses = {address_hash(one) for one in stood}
    gone = remove_rows(every)
    for person in people:
        close_account(person)
    known = set(GoneAddress.objects.filter(address__in=addresses).values_list("address", flat=True))
    GoneAddress.objects.bulk_create(
        GoneAddress(address=one, organisation=organisation) for one in sorted(addresses - known)
    )
    for room in every:
        _empty(room)
    # The last thing before it is sure: an act that was broken off is not in the list.
    erasures.note(ERASED, str(organisation.key))
    return gone


def _farewells(organisation: Organisation) -> list[str]:
    """Let every room take away what no key leads to; a room that fails stops it all."""
    documents = [one for _path, function in rooms.called("documents") for one in function()]
    addresses: list[str] = [one.url for one in documents if one.organisation == organisation]
    for _path, function in rooms.called("farewells"):
        addresses += function(organisation)
    return addresses


def _empty(organisation: Organisation) -> None:
    """Free name and address, so that it may come back from its archive."""
    today = timezone.localdate()
    organisation.name = f"{organisation.name[:150]} (weg sinds {today:%Y-%m-%d}, {organisation.pk})"
    organisation.slug = f"weg-{hashlib.sha256(organisation.key.bytes).hexdigest()[:16]}"
    organisation.website, organisation.logo, organisation.active = "", None, False
    organisation.asked_to_go_on, organisation.gone_on = None, today
    organisation.save()
