"""The small state that every phone asks for every few seconds; read once a second."""

from __future__ import annotations

import hashlib
import json

from django.core.cache import caches

from wijkwijzer_web.dialogue.models import Dialogue, Findings
from wijkwijzer_web.dialogue.take_part.steps import running_round

__all__ = ["state_of"]

SECONDS = 1


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
    # Nothing here changes because one more person came in or wrote: every phone of the world may ask.
    return {
        "stand": dialogue.state,
        "ronde": current.pk if current else None,
        "soort": current.kind if current else None,
        "tot": current.ends_at.isoformat() if current and current.ends_at else None,
        **_counts(dialogue),
    }


def _counts(dialogue: Dialogue) -> dict[str, int]:
    found = Findings.objects.filter(dialogue=dialogue).first()
    aggregates = found.aggregates if found else {}
    return {
        "deelnemers": aggregates.get("people", 0),
        "berichten": aggregates.get("check", {}).get("messages", 0),
    }
