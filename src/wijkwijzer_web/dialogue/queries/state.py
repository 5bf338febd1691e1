"""The small state that every phone asks for every few seconds; read once a second, counted every five."""

from __future__ import annotations

import hashlib
import json

from django.core.cache import caches

from wijkwijzer_web.dialogue.models import Dialogue, Event
from wijkwijzer_web.dialogue.queries.my_place import participants_count
from wijkwijzer_web.dialogue.queries.steps import running_round

__all__ = ["state_of"]

SECONDS = 1
COUNT_SECONDS = 5  # counting goes through the whole log


def state_of(dialogue: Dialogue) -> tuple[bytes, str]:
    """The state as JSON, and its ETag: which round runs and until when, and how many take part."""
    cache, key = caches["local"], f"dialogue-state:{dialogue.pk}"
    known: tuple[bytes, str] | None = cache.get(key)
    if known is None:
        body = json.dumps(_read(dialogue), separators=(",", ":")).encode()
        known = body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        cache.set(key, known, SECONDS)
    return known


def _read(dialogue: Dialogue) -> dict[str, object]:
    current = running_round(dialogue)
    return {
        "stand": dialogue.state,
        "ronde": current.pk if current else None,
        "soort": current.kind if current else None,
        "tot": current.ends_at.isoformat() if current and current.ends_at else None,
        **_counts(dialogue),
    }


def _counts(dialogue: Dialogue) -> dict[str, int]:
    cache, key = caches["local"], f"dialogue-counts:{dialogue.pk}"
    counts: dict[str, int] | None = cache.get(key)
    if counts is None:
        counts = {
            "deelnemers": participants_count(dialogue),
            "berichten": Event.objects.filter(dialogue=dialogue, kind=Event.Kind.MESSAGE).count(),
        }
        cache.set(key, counts, COUNT_SECONDS)
    return counts
