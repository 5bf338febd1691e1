"""Writing weighings: what was asked and what came out, and later what people decided."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from wijkwijzer.effects import Weighing, to_json, weigh
from wijkwijzer_web.areas import service as areas
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.rooms import Ref
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.effects.models import Weighed, WeighedLink
from wijkwijzer_web.effects.weighing.queries import without_ranks

__all__ = ["decide", "keep_weighing", "write_weighing"]


@action
def keep_weighing(
    *, actor: User | None, organisation: Organisation, weighing: Weighing, **facts: Any
) -> Weighed:
    """Weigh, and keep the question with the outcome, the day and the release that was on show."""
    if actor is not None:
        require(actor, Permission.WRITE, organisation)
    row = write_weighing(actor, organisation, weighing, facts)
    record(row, details={"alternatives": len(weighing.alternatives), "public": row.public})
    return row


def write_weighing(
    actor: User | None, organisation: Organisation, weighing: Weighing, facts: dict[str, Any]
) -> Weighed:
    """Write one weighing with its outcome; to be called inside an action."""
    links: Sequence[Ref] = facts.pop("links", ())
    row = Weighed.objects.create(
        organisation=organisation,
        question=json.loads(to_json(weighing)),
        outcome=json.loads(to_json(without_ranks(weigh(weighing)))),
        release=areas.release_id(),
        made_by=actor,
        made_on=timezone.localdate(),
        **facts,
    )
    _link(row, links)
    return row


def _link(row: Weighed, about: Sequence[Ref]) -> None:
    row.links.all().delete()
    WeighedLink.objects.bulk_create(
        WeighedLink(weighed=row, kind=each.kind, key=each.key) for each in dict.fromkeys(about)
    )


@action
def decide(
    *,
    actor: User | None,
    row: Weighed,
    decision: str,
    why_otherwise: str,
    chosen: list[str],
    public: bool,
    about: Sequence[Ref],
) -> Weighed:
    """Write down what was decided, and what it was about; the outcome of the weighing stays as it was."""
    if actor is not None:
        require(actor, Permission.WRITE, row.organisation)
    row.decision, row.why_otherwise, row.chosen, row.public = decision, why_otherwise, chosen, public
    row.decided_on = timezone.localdate()
    row.save(update_fields=["decision", "why_otherwise", "chosen", "public", "decided_on", "updated_at"])
    _link(row, about)
    record(row, details={"chosen": len(chosen), "otherwise": bool(why_otherwise)})
    return row
