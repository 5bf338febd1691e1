"""Dossiers as documents, for who cites them and the archive; a dossier changes and has no versions."""

from __future__ import annotations

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer_web.core.hooks import Published
from wijkwijzer_web.knowledge.dossiers.queries import dossiers
from wijkwijzer_web.knowledge.models import DossierPage

__all__ = ["document_of", "documents"]


def documents() -> list[Published]:
    """Every dossier that everybody may read."""
    return [made for one in dossiers() if (made := document_of(one))]


def document_of(page: DossierPage) -> Published | None:
    """A dossier as its editor last published it; None when it stands under no organisation."""
    organisation = page.organisation
    if organisation is None:
        return None
    text = "\n".join((page.title, page.lead, str(page.body.get_prep_value())))
    return Published(
        key=f"dossier:{page.pk}",
        sort="dossier",
        title=_("Dossier %(title)s") % {"title": page.title},
        url=page.own_address(),
        organisation=organisation,
        at=page.last_published_at or page.first_published_at or timezone.now(),
        checksum=hashlib.sha256(text.encode()).hexdigest(),
    )
