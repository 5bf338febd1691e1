"""What the portal does for a whole organisation."""

from __future__ import annotations

from wijkwijzer_web.core import rooms
from wijkwijzer_web.core.models import Organisation, User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record

__all__ = ["remove_example"]


@action
def remove_example(*, actor: User | None, organisation: Organisation) -> dict[str, int]:
    """Take the whole example away at once; what people put in since stays."""
    if actor is not None:
        require(actor, Permission.MANAGE_MEMBERS, organisation)
    gone = rooms.remove_examples(organisation)
    record(organisation, details={"removed": gone})
    return gone
