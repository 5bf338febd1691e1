"""Records are saved and deleted in many places: harvesters hear of it here."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from wijkwijzer_web.knowledge.harvest.actions import note_change, note_gone
from wijkwijzer_web.knowledge.models import KnowledgeRecord

__all__: list[str] = []


@receiver(post_save, sender=KnowledgeRecord)
def _saved(sender: type[KnowledgeRecord], instance: KnowledgeRecord, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        note_change(instance)


@receiver(post_delete, sender=KnowledgeRecord)
def _deleted(sender: type[KnowledgeRecord], instance: KnowledgeRecord, **kwargs: Any) -> None:
    note_gone(instance.key)
