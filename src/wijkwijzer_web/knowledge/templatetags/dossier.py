"""The blocks of a dossier in a template: the same for readers and for the preview of its editor."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from wijkwijzer.knowledge.exchange.pagetags import thing_json_ld
from wijkwijzer_web.knowledge.dossiers.documents import document_of
from wijkwijzer_web.knowledge.dossiers.pages import Shown, shown, site_address
from wijkwijzer_web.knowledge.models import ArticlePage, DossierPage

register = template.Library()


@register.simple_tag
def dossier_shown(page: DossierPage) -> Shown:
    """Everything that the page shows now."""
    return shown(page)


register.simple_tag(document_of, name="dossier_document")
register.simple_tag(site_address, name="site_address")


@register.simple_tag
def page_thing(page: DossierPage | ArticlePage) -> SafeString:
    """What machines read of a dossier or an article: what it is, by whom, and when it was looked at."""
    by = {"@type": "Organization", "name": page.organisation.name} if page.organisation else None
    words: dict[str, Any] = {"name": page.title, "headline": page.title}
    words |= {"abstract": page.lead, "inLanguage": "nl"}
    if isinstance(page, DossierPage):
        kind, words["dateModified"] = "Report", page.checked_on.isoformat()
    else:
        kind, words["datePublished"] = _ARTICLES.get(page.sort, "Article"), page.day.isoformat()
        words["author"] = {"@type": "Person", "name": page.author}
    # `thing_json_ld` leaves no "<" in it: nothing that was typed can end the script.
    return mark_safe(thing_json_ld(kind, site_address(page.own_address()), publisher=by, **words))  # noqa: S308


_ARTICLES = {"nieuws": "NewsArticle", "blog": "BlogPosting"}
