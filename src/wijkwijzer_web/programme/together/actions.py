"""Writing what is known of the four factors."""

from __future__ import annotations

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.programme.models import Evidence

__all__ = ["keep_evidence"]


@action
def keep_evidence(*, actor: User, evidence: Evidence) -> Evidence:
    """Store what is known of a factor, with its source."""
    require(actor, Permission.WRITE, evidence.organisation)
    evidence.full_clean()
    evidence.save()
    record(evidence)
    return evidence
