"""Writing the wijkplan."""

from __future__ import annotations

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.models import AreaPlan

__all__ = ["keep_plan"]


@action
def keep_plan(*, actor: User, plan: AreaPlan) -> AreaPlan:
    """Store the wijkplan of an area; each area has one."""
    require(actor, Permission.WRITE, plan.organisation)
    plan.full_clean()
    plan.save()
    record(plan)
    return plan
