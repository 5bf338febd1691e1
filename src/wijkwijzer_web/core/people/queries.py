"""Reading: objects come out of the database only through here, with the question who asks."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from wijkwijzer_web.core.clean import number
from wijkwijzer_web.core.models import AuditEntry, Membership, Organisation, User
from wijkwijzer_web.core.people.roles import ROLES, Permission, allowed

__all__ = [
    "audit_of",
    "members_of",
    "memberships_of",
    "organisation_for",
    "organisations_managed_by",
    "people_who_work",
    "with_trial",
    "writes_for",
]

WRITE = Permission.WRITE


def memberships_of(user: User | AnonymousUser) -> QuerySet[Membership]:
    """The roles of a person, with their organisations."""
    return Membership.objects.filter(user__pk=user.pk or 0).select_related("organisation")


def organisation_for(
    user: User | AnonymousUser, slug: str, permission: Permission = Permission.WRITE
) -> Organisation:
    """An organisation in which the user has the permission; else it does not exist for them."""
    organisation = get_object_or_404(Organisation, slug=slug, trial_of=None, gone_on=None)
    if not allowed(user, permission, organisation):
        raise Http404
    return organisation


def with_trial(organisations: list[Organisation], *, trial: bool) -> list[Organisation]:
    """The organisations somebody may choose from: themselves, or their trial rooms when it is about those."""
    return list(Organisation.objects.filter(trial_of__in=organisations)) if trial else organisations


def organisations_managed_by(user: User | AnonymousUser) -> list[Organisation]:
    """The organisations whose people this user decides about."""
    every = Organisation.objects.at_work()
    return [found for found in every if allowed(user, Permission.MANAGE_MEMBERS, found)]


def writes_for(user: User) -> list[Organisation]:
    """The organisations for which somebody writes, by name.

    Who set this up may be a member of none, and then writes for the only one there is.
    """
    at_work = Organisation.objects.at_work().order_by("name")
    own = [one for one in at_work.filter(memberships__user=user).distinct() if allowed(user, WRITE, one)]
    if own or not user.is_superuser:
        return own
    every = list(at_work[:2])
    return every if len(every) == 1 else []


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """The people of an organisation."""
    return organisation.memberships.select_related("user").order_by("user__email")


def people_who_work(organisation: Organisation) -> int:
    """How many people with an open account may do something here."""
    roles = [role for role, rights in ROLES.items() if rights]
    return organisation.memberships.filter(role__in=roles, user__is_active=True).count()


def audit_of(organisation: Organisation, most: int) -> list[AuditEntry]:
    """What staff did in an organisation, the latest first.

    The audit keeps no names: `about` is looked up now, and is empty for an account that was closed.
    """
    every = AuditEntry.objects.filter(organisation=organisation).select_related("actor")
    entries = list(every[:most])
    people = {
        entry.details["user"]
        for entry in entries
        if entry.object_type == Membership._meta.label and number(entry.details.get("user")) is not None
    }
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=people, is_active=True)}
    for entry in entries:
        who = names.get(entry.details.get("user", 0), "")
        entry.about = f"{who}: {entry.object_label}" if who else entry.object_label
    return entries
