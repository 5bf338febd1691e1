"""What both sides answer, and what staff write about assumptions."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.desk.models import Assumption, Opinion, Remedy
from wijkwijzer_web.desk.queries import require_editor, today

__all__ = ["give_opinion", "save_assumption", "save_remedy"]


def give_opinion(assumption: Assumption, side: str, answer: str, request: UUID) -> None:
    """Note an answer, once for each form; nothing of the person is kept."""
    try:
        with transaction.atomic():
            Opinion.objects.create(
                assumption=assumption, side=side, answer=answer, request=request, on=today()
            )
    except IntegrityError:
        if not Opinion.objects.filter(request=request).exists():
            raise


@action
def save_assumption(*, actor: User, assumption: Assumption) -> Assumption:
    """Write an assumption down, with what contradicts it."""
    require_editor(actor, assumption.organisation)
    assumption.save()
    record(assumption)
    return assumption


@action
def save_remedy(*, actor: User, remedy: Remedy) -> Remedy:
    """Write down what was done about an assumption, and who was reached."""
    require_editor(actor, remedy.assumption.organisation)
    remedy.save()
    record(remedy)
    return remedy
