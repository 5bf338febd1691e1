"""Versions of a wijkanalyse as documents: for who cites them, the archive and the Woo-index."""

from __future__ import annotations

import datetime
import hashlib
import json

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer_web.core.hooks import Published
from wijkwijzer_web.programme.models import AnalysisVersion, AreaAnalysis

__all__ = ["document_of", "documents"]


def documents() -> list[Published]:
    """Every version that everyone may read."""
    rows = AnalysisVersion.objects.exclude(analysis__state=AreaAnalysis.State.DRAFT)
    every = list(rows.select_related("analysis__organisation").order_by("analysis", "number"))
    newest = {one.analysis_id: one for one in every}
    return [document_of(one, newest[one.analysis_id]) for one in every]


def document_of(version: AnalysisVersion, newest: AnalysisVersion) -> Published:
    """One version, with the newest that replaced it."""
    row = version.analysis
    plain = json.dumps(version.body, sort_keys=True, ensure_ascii=False)
    return Published(
        key=f"wijkanalyse:{row.pk}:{version.number}",
        sort="wijkanalyse",
        title=row.title,
        url=_address(version)[1],
        organisation=row.organisation,
        at=timezone.make_aware(datetime.datetime.combine(version.made_on, datetime.time())),
        version=version.number,
        checksum=hashlib.sha256(plain.encode()).hexdigest(),
        later=_address(newest) if newest.number > version.number else ("", ""),
        example=row.is_example,
    )


def _address(version: AnalysisVersion) -> tuple[str, str]:
    url = reverse("programme:analysis-version", args=[version.analysis_id, version.number])
    return _("versie %(n)s") % {"n": version.number}, url
