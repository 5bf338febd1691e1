"""Which state of a thing a form was made from: who saves an older form sees what changed in the meantime."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _

__all__ = ["ChangedError", "refuse_older", "version_of"]


class ChangedError(Exception):
    """Somebody else saved in between: nothing is stored, and the second one sees both (409)."""

    def __init__(self) -> None:
        super().__init__(_("Iemand anders bewaarde intussen iets. Kijk wat er nu staat, en bewaar opnieuw."))


def version_of(*state: Any) -> str:
    """A short fingerprint of what a form shows, to send along with it.

    >>> version_of("titel", 3) == version_of("titel", 3), version_of("titel", 4) == version_of("titel", 3)
    (True, False)
    """
    text = json.dumps(state, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def refuse_older(sent: str, *state: Any) -> None:
    """Refuse a form that was made from another state; a form without a version is one of a script."""
    if sent and sent != version_of(*state):
        raise ChangedError
