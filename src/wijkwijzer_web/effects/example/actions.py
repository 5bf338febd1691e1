"""Load the example's weighings and cases, once."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from wijkwijzer.effects import (
    Weighing,
    case_from_rows,
    typed_preferences,
    typed_rows,
    weighing_from_rows,
)
from wijkwijzer.example.foresight import ExampleWeighing, example_cases, example_weighings
from wijkwijzer_web.core import weaving
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.rooms import Ref
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.effects.models import BenefitCase, Weighed
from wijkwijzer_web.effects.reckoning.actions import write_case
from wijkwijzer_web.effects.weighing.actions import write_weighing

__all__ = ["example_left", "load_example_foresight", "remove_example"]

_MARKED = (Weighed, BenefitCase)


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
            "links": _about(each),
        }
        row = write_weighing(
            actor, organisation, Weighing(read.criteria, read.alternatives, read.places, said), facts
        )
        row.is_example = True
        if each.decision:
            row.decision, row.why_otherwise = each.decision, each.why_otherwise
            row.chosen = [one.key for one in read.alternatives if one.name in each.chosen]
            row.decided_on = timezone.localdate()
        row.save()
    for case in example_cases():
        made = write_case(actor, organisation, case_from_rows(typed_rows(case.table)), case.area, case.public)
        made.is_example = True
        made.save(update_fields=["is_example"])


def _about(weighing: ExampleWeighing) -> list[Ref]:
    """The opgave of the example's programme that it is about, when that is here."""
    if not weighing.about:
        return []
    there = weaving.woven([weighing.area], [], AnonymousUser()).things
    return [thing.ref for thing in there if thing.title == weighing.about and thing.ref.kind == "opgave"]


def example_left(organisation: Organisation) -> int:
    """How much of the example stands here."""
    return sum(table.objects.filter(organisation=organisation, is_example=True).count() for table in _MARKED)


def remove_example(organisation: Organisation) -> dict[str, int]:
    """Take the example's weighings and cases away."""
    gone = {}
    for table in _MARKED:
        rows = table.objects.filter(organisation=organisation, is_example=True)
        gone[str(table._meta.verbose_name_plural)] = rows.count()
        rows.delete()
    return gone
