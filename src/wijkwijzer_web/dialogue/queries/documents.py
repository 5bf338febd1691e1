"""Versions of a verslag as documents: for who cites them, the archive and the Woo-index."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwijzer_web.core.hooks import Published
from wijkwijzer_web.dialogue.models import Dialogue, Report

__all__ = ["document_of", "documents"]


def documents() -> list[Published]:
    """Every version that is or was public."""
    rows = Report.objects.filter(published_at__isnull=False).exclude(dialogue__state=Dialogue.State.DRAFT)
    rows = rows.defer("document", "edits", "aggregates").select_related("dialogue__organisation")
    every = list(rows.order_by("dialogue", "version"))
    newest: dict[int, Report] = {one.dialogue_id: one for one in every if one.retracted_at is None}
    return [made for one in every if (made := document_of(one, newest.get(one.dialogue_id)))]


def document_of(report: Report, newest: Report | None) -> Published | None:
    """One version, with the newest that replaced it; None for a draft."""
    if report.published_at is None:
        return None
    dialogue = report.dialogue
    replaced = newest is not None and newest.version > report.version
    later = _address(newest) if replaced and newest is not None else ("", "")
    return Published(
        key=f"{report.series}:{report.version}",
        sort="verslag",
        title=_("Verslag van de dialoog %(title)s") % {"title": dialogue.title},
        url=_address(report)[1],
        organisation=dialogue.organisation,
        at=report.published_at,
        version=report.version,
        checksum=report.checksum,
        later=later,
        gone_at=report.retracted_at,
        gone_why=report.retracted_why,
        example=dialogue.is_example,
    )


def _address(report: Report) -> tuple[str, str]:
    url = reverse("dialogue:report-version", args=[report.dialogue.slug, report.version])
    return _("versie %(n)s") % {"n": report.version}, url
