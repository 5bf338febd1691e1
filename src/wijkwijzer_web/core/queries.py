"""Reading: objects come out of the database only through here, with the question who asks."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from wijkwijzer_web.core.models import Job, Membership, User

__all__ = ["job_for", "memberships_of"]


def memberships_of(user: User | AnonymousUser) -> QuerySet[Membership]:
    """The roles of a person, with their organisations."""
    return Membership.objects.filter(user__pk=user.pk or 0).select_related("organisation")


def job_for(user: User | AnonymousUser, pk: UUID | str) -> Job:
    """A job: everyone's when it has no owner, else its owner's only."""
    job = get_object_or_404(Job, pk=pk)
    if job.owner_id is not None and job.owner_id != user.pk:
        raise Http404
    return job
