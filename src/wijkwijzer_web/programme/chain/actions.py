"""Writing the chain: opgaven, inzetten, resultaten, lessen, and the own past from a spreadsheet."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils import timezone

from wijkwijzer.programme import PastRow
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.knowledge import service as knowledge
from wijkwijzer_web.programme.models import Effort, Lesson, Opgave, Outcome

__all__ = ["keep_effort", "keep_lesson", "keep_opgave", "keep_outcome", "lead_to", "take_in_past"]


@action
def keep_opgave(*, actor: User, opgave: Opgave) -> Opgave:
    """Store a new or changed opgave."""
    require(actor, Permission.WRITE, opgave.organisation)
    opgave.full_clean()
    opgave.save()
    record(opgave)
    return opgave


@action
def keep_effort(*, actor: User, effort: Effort) -> Effort:
    """Store a new or changed inzet."""
    require(actor, Permission.WRITE, effort.opgave.organisation)
    effort.full_clean()
    effort.save()
    record(effort.opgave, details={"effort": effort.pk})
    return effort


@action
def keep_outcome(*, actor: User, outcome: Outcome) -> Outcome:
    """Store what an inzet brought."""
    require(actor, Permission.WRITE, outcome.effort.opgave.organisation)
    outcome.full_clean()
    outcome.save()
    record(outcome.effort.opgave, details={"outcome": outcome.pk})
    return outcome


@action
def keep_lesson(*, actor: User, lesson: Lesson) -> Lesson:
    """Store what an inzet taught."""
    opgave = lesson.outcome.effort.opgave
    require(actor, Permission.WRITE, opgave.organisation)
    lesson.full_clean()
    lesson.save()
    record(opgave, details={"lesson": lesson.pk})
    return lesson


@action
def lead_to(*, actor: User, lesson: Lesson, kind: str) -> str:
    """Start a record of knowledge with a lesson and link the two; return where one goes on with it.

    A lesson that led to a record already keeps it: then there is nowhere to go on.
    """
    outcome, effort = lesson.outcome, lesson.outcome.effort
    opgave = effort.opgave
    require(actor, Permission.WRITE, opgave.organisation)
    if Lesson.objects.select_for_update().get(pk=lesson.pk).leads_to_key:
        record(opgave, details={"lesson": lesson.pk})
        return ""
    lesson.leads_to_kind = kind
    lesson.leads_to_key, address = knowledge.start_from_lesson(
        actor,
        opgave.organisation,
        kind,
        lesson=lesson.text,
        happened="\n\n".join(text for text in (effort.what, outcome.what, lesson.holds_when) if text),
        where=opgave.area,
        form=uuid.uuid5(uuid.NAMESPACE_URL, f"les:{lesson.pk}:{kind}"),
    )
    lesson.save(update_fields=["leads_to_kind", "leads_to_key"])
    record(opgave, details={"lesson": lesson.pk, "leads_to": kind})
    return address


@action
def take_in_past(
    *,
    actor: User,
    organisation: Organisation,
    owner: str,
    what: str,
    rows: Sequence[tuple[PastRow, str, str]],
) -> int:
    """Take old projects in as inzetten, under one opgave for each wijk; return how many.

    Each row comes with the key and name of its area. A project that is there already (same words, wijk and
    beginning) is passed over, so that the same file may come twice.
    """
    require(actor, Permission.WRITE, organisation)
    opgaven: dict[str, Opgave] = {}
    taken = 0
    for row, area, name in rows:
        if area not in opgaven:
            opgaven[area] = _opgave(organisation, area, name, owner, what, row)
        opgave = opgaven[area]
        if row.begins < opgave.since:
            Opgave.objects.filter(pk=opgave.pk).update(since=row.begins)
            opgave.since = row.begins
        taken += _effort(opgave, row)
    record(organisation, details={"past": taken})
    return taken


def _opgave(organisation: Organisation, area: str, name: str, owner: str, what: str, row: PastRow) -> Opgave:
    found, _made = Opgave.objects.get_or_create(
        organisation=organisation,
        area=area,
        what=what,
        defaults={"area_name": name, "owner": owner, "since": row.begins, "origin_label": "spreadsheet"},
    )
    return found


def _effort(opgave: Opgave, row: PastRow) -> bool:
    low, high = row.money or (None, None)
    effort, made = Effort.objects.get_or_create(
        opgave=opgave,
        what=row.what,
        begins_on=row.begins,
        defaults={
            "carrier": (row.carrier or opgave.owner)[:160],
            "ends_on": row.ends,
            "money_source": row.source[:160],
            "money_low": low,
            "money_high": high,
        },
    )
    if made and row.result:
        Outcome.objects.create(
            effort=effort,
            what=row.result,
            how=Outcome.How.NOT,
            on=row.ends or timezone.localdate(),
        )
    return made
