"""Reading: objects come out of the database only through here, with the question who asks."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from wijkwijzer_web.core.models import AuditEntry, Job, Membership, Organisation, User
from wijkwijzer_web.core.permissions import Permission, allowed

__all__ = [
    "audit_of",
    "job_for",
    "members_of",
    "memberships_of",
    "organisation_for",
    "organisations_managed_by",
]


def memberships_of(user: User | AnonymousUser) -> QuerySet[Membership]:
    """The roles of a person, with their organisations."""
    return Membership.objects.filter(user__pk=user.pk or 0).select_related("organisation")


def organisation_for(
    user: User | AnonymousUser, slug: str, permission: Permission = Permission.WRITE
) -> Organisation:
    """An organisation in which the user has the permission; else it does not exist for them."""
    organisation = get_object_or_404(Organisation, slug=slug)
    if not allowed(user, permission, organisation):
        raise Http404
    return organisation


def organisations_managed_by(user: User | AnonymousUser) -> list[Organisation]:
    """The organisations whose people this user decides about."""
    every = Organisation.objects.filter(active=True)
    return [found for found in every if allowed(user, Permission.MANAGE_MEMBERS, found)]


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """The people of an organisation."""
    return organisation.memberships.select_related("user").order_by("user__email")


def audit_of(organisation: Organisation) -> QuerySet[AuditEntry]:
    """What staff did in an organisation, the latest first."""
    return AuditEntry.objects.filter(organisation=organisation).select_related("actor")


def job_for(user: User | AnonymousUser, pk: UUID | str) -> Job:
    """A job: everyone's when it has no owner, else its owner's only."""
    job = get_object_or_404(Job, pk=pk)
    if job.owner_id is not None and job.owner_id != user.pk:
        raise Http404
    return job
