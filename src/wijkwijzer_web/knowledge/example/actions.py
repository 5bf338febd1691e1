"""Putting the example's knowledge in."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from wijkwijzer.example.knowledge import example_records
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.knowledge.models import KnowledgeRecord, State
from wijkwijzer_web.knowledge.records.actions import changed, new_row, show
from wijkwijzer_web.knowledge.search.actions import renew_search

__all__ = ["load_example_knowledge"]


@action
def load_example_knowledge(*, actor: User | None, organisation: Organisation) -> None:
    """Write every record when none is there yet; each is marked as an example."""
    record(organisation, details={"example": True})
    if KnowledgeRecord.objects.filter(example=True).exists():
        return
    today = timezone.localdate()
    for number, (kind, data) in enumerate(example_records()):
        row = new_row(kind, data, example=True)
        show(row, State.REVIEWED)
        row.published_at = row.created_at - datetime.timedelta(days=number % 60)
        row.reviewed_at = row.published_at
        row.review_on = today + datetime.timedelta(days=300 + number)
        changed(row, tell=False)
    transaction.on_commit(renew_search)
