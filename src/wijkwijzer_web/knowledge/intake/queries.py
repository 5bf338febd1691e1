"""What was brought, and what of it stands here already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from wijkwijzer.knowledge.publications import bare_doi
from wijkwijzer.text import fold
from wijkwijzer_web.core.models import Organisation
from wijkwijzer_web.knowledge.models import Intake, KnowledgeRecord, State

__all__ = ["intakes", "marks", "of_item", "standing"]

_TITLES = ("titel", "naam", "uitspraak")


def intakes(organisation: Organisation) -> QuerySet[Intake]:
    """What this organisation brought, the newest first."""
    return Intake.objects.filter(organisation=organisation)


def of_item(item: Mapping[str, Any]) -> str:
    """What a record that was brought is called."""
    data = item["data"]
    return next((str(data[name]) for name in _TITLES if data.get(name)), "")


def marks(kind: str, data: Mapping[str, Any], key: str = "") -> list[str]:
    """By what a record is recognised: its key, its DOI, its ISBN, or its title with its year."""
    found = [f"key:{key}"] if key else []
    if doi := bare_doi(str(data.get("doi") or "")):
        found.append(f"doi:{doi.lower()}")
    isbn = re.sub(r"[^0-9X]", "", str(data.get("isbn") or "").upper())
    if len(isbn) in (10, 13):
        found.append(f"isbn:{isbn}:{data.get('paginas', '')}")
    title = " ".join(re.findall(r"\w+", fold(of_item({"data": data}).lower())))
    if title:
        found.append(f"{kind}:{title}:{data.get('jaar', '')}")
    return found


def standing(kinds: Iterable[str]) -> dict[str, KnowledgeRecord]:
    """Every mark of what is here, also drafts and what waits; what was withdrawn is not here."""
    rows = KnowledgeRecord.objects.filter(kind__in=set(kinds)).exclude(state=State.WITHDRAWN)
    found: dict[str, KnowledgeRecord] = {}
    for row in rows.only("pk", "key", "kind", "slug", "title", "data", "public", "state").order_by("pk"):
        for mark in marks(row.kind, row.data, row.key):
            found.setdefault(mark, row)
    return found
