"""Reading cases of costs and benefits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404

from wijkwijzer.effects import BenefitOutcome, Case, from_json
from wijkwijzer_web.core.people.roles import Permission, allowed
from wijkwijzer_web.effects.models import BenefitCase

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from wijkwijzer_web.core.models import User

__all__ = ["case_of", "kept_case", "outcome_of", "public_cases"]


def public_cases() -> QuerySet[BenefitCase]:
    """Cases that everybody may read."""
    return BenefitCase.objects.filter(public=True).select_related("organisation")


def kept_case(number: int, user: User | AnonymousUser) -> BenefitCase:
    """One case; what is not public exists for its organisation only."""
    row = BenefitCase.objects.select_related("organisation").filter(pk=number).first()
    if row is None or not (row.public or allowed(user, Permission.WRITE, row.organisation)):
        raise Http404(f"no case {number}")
    return row


def case_of(row: BenefitCase) -> Case:
    """The case as it was."""
    return from_json(Case, json.dumps(row.case))


def outcome_of(row: BenefitCase) -> BenefitOutcome:
    """What it came to."""
    return from_json(BenefitOutcome, json.dumps(row.outcome))
