"""Load the example's weighings and cases, once."""

from __future__ import annotations

from django.utils import timezone

from wijkwijzer.effects import (
    Weighing,
    case_from_rows,
    typed_preferences,
    typed_rows,
    weighing_from_rows,
)
from wijkwijzer.example.foresight import example_cases, example_weighings
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.effects.models import Weighed
from wijkwijzer_web.effects.reckoning.actions import write_case
from wijkwijzer_web.effects.weighing.actions import write_weighing

__all__ = ["load_example_foresight"]


@action
def load_example_foresight(*, actor: User | None, organisation: Organisation) -> None:
    """Write the example once."""
    record(organisation, details={"example": True})
    if Weighed.objects.filter(organisation=organisation).exists():
        return
    for each in example_weighings():
        read = weighing_from_rows(typed_rows(each.table), each.places)
        said = typed_preferences(each.preferences, read.criteria)
        facts = {
            "title": each.title,
            "question_text": each.question,
            "who": each.who,
            "area": each.area,
            "public": each.public,
            "links": [(each.kind, each.key)] if each.kind else [],
        }
        row = write_weighing(
            actor, organisation, Weighing(read.criteria, read.alternatives, read.places, said), facts
        )
        if each.decision:
            row.decision, row.why_otherwise = each.decision, each.why_otherwise
            row.chosen = [one.key for one in read.alternatives if one.name in each.chosen]
            row.decided_on = timezone.localdate()
            row.save()
    for case in example_cases():
        write_case(actor, organisation, case_from_rows(typed_rows(case.table)), case.area, case.public)
