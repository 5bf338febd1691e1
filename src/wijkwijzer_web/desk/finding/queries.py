"""Hits of the desk. Nothing that was told to a desk is looked at: only what two people confirmed."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from wijkwijzer.text import matched
from wijkwijzer_web.core.models import User
from wijkwijzer_web.core.rooms import Found
from wijkwijzer_web.desk.bottlenecks.queries import changed_rules, published

__all__ = ["found"]

ENOUGH, MOST = 0.6, 20


def found(question: str, language: str, actor: User | AnonymousUser) -> list[Found]:
    """Knelpunten and changed rules that have most of what was asked, best first."""
    hits = [*_bottlenecks(question), *_rules(question)]
    return sorted(hits, key=lambda hit: -hit.score)[:MOST]


def _bottlenecks(question: str) -> list[Found]:
    found = []
    for row in published():
        share = matched(question, f"{row.sentence} {row.owner} {row.get_cause_display()}")
        if share >= ENOUGH:
            text = _("Eigenaar: %(owner)s") % {"owner": row.owner}
            found.append(Found(_("Knelpunt"), row.sentence, row.get_absolute_url(), text, share / 2))
    return found


def _rules(question: str) -> list[Found]:
    found = []
    for row in changed_rules():
        share = matched(question, f"{row.title} {row.was} {row.becomes}")
        if share >= ENOUGH:
            address = row.bottleneck.get_absolute_url()
            found.append(Found(_("Regel veranderd"), row.title, address, row.becomes, share / 2))
    return found
