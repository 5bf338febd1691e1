"""Reading the wijkplan of an area."""

from __future__ import annotations

from wijkwijzer_web.programme.models import AreaPlan

__all__ = ["plan_of"]


def plan_of(area: str) -> AreaPlan | None:
    """The wijkplan of an area; None when there is none."""
    return AreaPlan.objects.select_related("organisation").filter(area=area).first()
