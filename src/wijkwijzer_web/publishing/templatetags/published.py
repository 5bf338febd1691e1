"""What stands under every document: how to cite it, and what the archive says of it."""

from __future__ import annotations

from typing import Any

from django import template

from wijkwijzer_web.core.hooks import Published
from wijkwijzer_web.publishing.service import Citation, archived_one, cite_document

register = template.Library()


@register.inclusion_tag("publishing/about_document.html")
def about_document(document: Published | None) -> dict[str, Any]:
    """Citation and archive of a document; nothing for a draft."""
    if not document:  # a page without one gives the empty string
        return {}
    return {"cite": cite_document(document), "archive": archived_one(document)}


@register.inclusion_tag("publishing/reference_tags.html")
def reference_tags(cited: Published | Citation | None) -> dict[str, Any]:
    """What a reference manager reads in the head of a page; nothing for a draft."""
    if not cited:
        return {}
    return {"tags": (cited if isinstance(cited, Citation) else cite_document(cited)).tags}
