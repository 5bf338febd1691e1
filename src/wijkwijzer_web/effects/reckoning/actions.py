"""Writing cases of costs and benefits."""

from __future__ import annotations

import json

from django.utils import timezone

from wijkwijzer.effects import Case, reckon, to_json
from wijkwijzer_web.core.clean import clean_line
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.effects.models import BenefitCase

__all__ = ["keep_case", "write_case"]


@action
def keep_case(
    *, actor: User | None, organisation: Organisation, case: Case, area: str, public: bool
) -> BenefitCase:
    """Reckon a case, and keep the sheet with what it came to."""
    if actor is not None:
        require(actor, Permission.WRITE, organisation)
    row = write_case(actor, organisation, case, area, public)
    record(row, details={"parties": len(case.parties), "public": public})
    return row


def write_case(
    actor: User | None, organisation: Organisation, case: Case, area: str, public: bool
) -> BenefitCase:
    """Write one case with what it comes to; to be called inside an action."""
    return BenefitCase.objects.create(
        organisation=organisation,
        title=clean_line(case.title)[:200],
        area=area,
        case=json.loads(to_json(case)),
        outcome=json.loads(to_json(reckon(case))),
        made_by=actor,
        made_on=timezone.localdate(),
        public=public,
    )
