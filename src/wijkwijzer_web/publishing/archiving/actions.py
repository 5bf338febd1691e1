"""Filling in the rules of the archive."""

from __future__ import annotations

from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.people.roles import Permission, require
from wijkwijzer_web.core.trail.audit import action, record
from wijkwijzer_web.publishing.models import ArchiveRule

__all__ = ["keep_rule"]


@action
def keep_rule(*, actor: User, rule: ArchiveRule) -> ArchiveRule:
    """Keep the rule for one sort of document."""
    require(actor, Permission.WRITE, rule.organisation)
    rule.save()
    record(rule, organisation=rule.organisation)
    return rule
