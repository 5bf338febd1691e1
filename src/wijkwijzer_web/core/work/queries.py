"""Jobs, for who may see them."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from wijkwijzer_web.core.models import Job, User

__all__ = ["job_for"]


def job_for(user: User | AnonymousUser, pk: UUID | str) -> Job:
    """A job: everyone's when it has no owner, else its owner's only."""
    job = get_object_or_404(Job, pk=pk)
    if job.owner_id is not None and job.owner_id != user.pk:
        raise Http404
    return job
