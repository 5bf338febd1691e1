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

__all__ = ["correctable", "hints", "intakes", "marks", "of_item", "other_work", "standing"]

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


def hints(kind: str, data: Mapping[str, Any]) -> list[str]:
    """By what it may be recognised when a title or year was corrected.

    The title in whatever year, or the first author, the year and how the title begins.
    """
    words = re.findall(r"\w+", fold(of_item({"data": data}).lower()))
    found = [f"?{kind}:{' '.join(words)}"] if len(words) > 1 else []
    authors = [fold(str(name).lower()) for name in data.get("auteurs") or ()]
    if authors and len(words) > 1 and data.get("jaar"):
        found.append(f"?{kind}:{authors[0]}:{data['jaar']}:{' '.join(words[:2])}")
    return found


def other_work(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both have a DOI, or an ISBN, and these differ: then likeness says nothing."""
    for name in ("doi", "isbn"):
        numbers = [re.sub(r"\W", "", bare_doi(str(data.get(name) or ""))).lower() for data in (one, other)]
        if all(numbers) and numbers[0] != numbers[1]:
            return True
    return False


def correctable(row: KnowledgeRecord, organisation: Organisation) -> bool:
    """What is public gets a proposal, a draft of their own that nobody touched follows; nothing else."""
    own_draft = row.state == State.DRAFT and row.organisation_id == organisation.pk
    return row.public or (own_draft and not row.revisions.exists())


def standing(kinds: Iterable[str]) -> dict[str, KnowledgeRecord]:
    """Every mark and hint of what is here, also drafts and what waits; what was withdrawn is not here."""
    rows = KnowledgeRecord.objects.filter(kind__in=set(kinds)).exclude(state=State.WITHDRAWN)
    found: dict[str, KnowledgeRecord] = {}
    fields = ("pk", "key", "kind", "slug", "title", "data", "public", "state", "organisation")
    for row in rows.only(*fields).order_by("pk"):
        for mark in (*marks(row.kind, row.data, row.key), *hints(row.kind, row.data)):
            found.setdefault(mark, row)
    return found
