"""How a record is cited: a publication as itself, anything else as a page of ours."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from django.conf import settings
from django.utils import timezone

from wijkwijzer.knowledge.records import Publication
from wijkwijzer_web.knowledge.models import KnowledgeRecord
from wijkwijzer_web.publishing.service import Citation, cite

__all__ = ["citation"]


def citation(row: KnowledgeRecord, address: str) -> Citation:
    """Cite a record; a page of ours may change, so the day on which it was read is told."""
    record = row.typed()
    plain = json.dumps(row.data, sort_keys=True, ensure_ascii=False)
    checksum = hashlib.sha256(plain.encode()).hexdigest()
    if isinstance(record, Publication):
        return cite(record if record.link or record.doi else replace(record, link=address), checksum=checksum)
    by = row.organisation.name if row.organisation else ""
    work = Publication(
        id=row.key,
        title=row.title,
        kind="website",
        authors=(by,) if by else (),
        year=(row.published_at or row.changed_at).year,
        publisher=settings.SITE_NAME,
        link=address,
    )
    return cite(work, checksum=checksum, accessed=timezone.localdate())
