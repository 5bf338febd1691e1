"""The blocks of a dossier in a template: the same for readers and for the preview of its editor."""

from __future__ import annotations

from django import template

from wijkwijzer_web.knowledge.dossiers.documents import document_of
from wijkwijzer_web.knowledge.dossiers.pages import Shown, shown, site_address
from wijkwijzer_web.knowledge.models import DossierPage

register = template.Library()


@register.simple_tag
def dossier_shown(page: DossierPage) -> Shown:
    """Everything that the page shows now."""
    return shown(page)


register.simple_tag(document_of, name="dossier_document")
register.simple_tag(site_address, name="site_address")
