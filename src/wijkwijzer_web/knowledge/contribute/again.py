"""The same words sent twice are one record, also when the form between was fetched anew.

Whoever leaves something on a first visit and never gets the answer has no session, and the way back fetches
the form again, with another number in it. What such a browser does have is the cookie of the form. So for
some minutes we keep a mark of cookie, kind and words together, with the number they came in with: no words,
and nobody else finds the record by sending the same.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.core.cache import cache
from django.utils.crypto import salted_hmac

__all__ = ["number_of", "remember_number"]

KEPT = 15 * 60  # seconds in which a browser, or who sits before it, tries again


def number_of(device: str, kind: str, data: dict[str, Any], form: uuid.UUID) -> uuid.UUID:
    """The number with which this browser sent these words a moment ago; else that of its form."""
    before = cache.get(_mark(device, kind, data)) if device else None
    return uuid.UUID(before) if before else form


def remember_number(device: str, kind: str, data: dict[str, Any], form: uuid.UUID) -> None:
    """Keep with which number these words came in."""
    if device:
        cache.set(_mark(device, kind, data), str(form), KEPT)


def _mark(device: str, kind: str, data: dict[str, Any]) -> str:
    words = json.dumps([device, kind, data], sort_keys=True, default=str)
    return f"deel:{salted_hmac('wijkwijzer.deel', words, algorithm='sha256').hexdigest()}"
