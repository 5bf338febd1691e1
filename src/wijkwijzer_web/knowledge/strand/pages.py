"""Records in the chain: what a les became, and which approach an inzet follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from wijkwijzer.knowledge.records import RECORD_TYPES
from wijkwijzer_web.core.rooms import Linked, Ref, Strand
from wijkwijzer_web.knowledge.models import KnowledgeRecord, State

__all__ = ["strand"]


def strand(areas: Sequence[str], refs: Sequence[Ref], actor: Any) -> Strand:
    """The records that these references lead to; a draft is not for everyone, a withdrawn one is gone."""
    keys = {ref.key for ref in refs if ref.kind in RECORD_TYPES}
    if not keys:
        return Strand()
    columns = ("kind", "key", "slug", "title", "summary", "state", "public", "published_at", "created_at")
    return Strand(tuple(_thing(row) for row in KnowledgeRecord.objects.filter(key__in=keys).only(*columns)))


def _thing(row: KnowledgeRecord) -> Linked:
    ref = Ref(row.kind, row.key)
    label = _label(row.kind)
    if row.state == State.WITHDRAWN:
        return Linked(ref, "", "", label=label, gone=True)
    if not row.public:
        return Linked(ref, "", "", label=label)
    since = row.published_at or row.created_at
    summary = row.summary if len(row.summary) <= 160 else f"{row.summary[:159]}…"
    return Linked(ref, row.title, row.get_absolute_url(), since.date(), summary, label)


def _label(kind: str) -> str:
    words = {
        "interventie": _("Aanpak"),
        "mislukking": _("Wat niet werkte"),
        "aanname": _("Aanname"),
        "initiatief": _("Initiatief"),
    }
    return words.get(kind, kind.capitalize())
