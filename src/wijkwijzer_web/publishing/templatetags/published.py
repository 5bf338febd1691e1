"""What stands under every document: how to cite it, and what the archive says of it."""

from __future__ import annotations

from typing import Any

from django import template

from wijkwijzer_web.core.hooks import Published
from wijkwijzer_web.publishing.service import archived_one, cite_document

register = template.Library()


@register.inclusion_tag("publishing/about_document.html")
def about_document(document: Published | None) -> dict[str, Any]:
    """Citation and archive of a document; nothing for a draft."""
    if not document:  # a page without one gives the empty string
        return {}
    return {"cite": cite_document(document), "archive": archived_one(document)}
