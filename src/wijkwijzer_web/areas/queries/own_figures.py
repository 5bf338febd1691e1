"""What staff see of the own figures of their organisations: versions and drafts."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wijkwijzer_web.areas.models import FiguresDraft, OwnFigures
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, allowed

__all__ = ["draft_for", "organisations_for", "shown_version", "version_of", "versions_of"]


def organisations_for(user: User | AnonymousUser) -> list[Organisation]:
    """The organisations for which this person may add figures and areas."""
    every = Organisation.objects.at_work()
    return [one for one in every if allowed(user, Permission.WRITE, one)]


def versions_of(organisation: Organisation) -> QuerySet[OwnFigures]:
    """Every version that was ever on the site, the newest first."""
    return OwnFigures.objects.filter(organisation=organisation).select_related("organisation", "made_by")


def shown_version(organisation: Organisation) -> OwnFigures | None:
    """The version that is on the site now."""
    return versions_of(organisation).filter(shown=True).first()


def version_of(organisation: Organisation, pk: int) -> OwnFigures:
    """One version of this organisation; of another it does not exist."""
    return get_object_or_404(versions_of(organisation), pk=pk)


def draft_for(user: User | AnonymousUser, organisation: Organisation, pk: UUID) -> FiguresDraft:
    """A draft of this person in this organisation; of somebody else it does not exist."""
    return get_object_or_404(FiguresDraft, pk=pk, organisation=organisation, owner_id=user.pk)
