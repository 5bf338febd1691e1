"""Noting for harvesters what became public, changed or went away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wijkwijzer_web.knowledge.models import Counter, HarvestHeader, KnowledgeRecord
from wijkwijzer_web.knowledge.records.queries import KINDS

__all__ = ["note_change", "note_gone"]


def note_change(row: KnowledgeRecord) -> None:
    """A record was saved: what is public is to be harvested, what was public and is not is deleted."""
    if row.kind not in KINDS:
        return
    if not row.public:
        note_gone(row.key)
        return
    with transaction.atomic():
        Counter.hold()
        now = timezone.now().replace(microsecond=0)
        found = HarvestHeader.objects.filter(key=row.key).update(kind=row.kind, datestamp=now, deleted=False)
        if not found:
            HarvestHeader.objects.create(key=row.key, kind=row.kind, datestamp=now)


def note_gone(key: str) -> None:
    """A record is not public any more; one that never was leaves no trace."""
    known = HarvestHeader.objects.filter(key=key, deleted=False)
    if not known.exists():
        return
    with transaction.atomic():
        Counter.hold()
        known.update(deleted=True, datestamp=timezone.now().replace(microsecond=0))
