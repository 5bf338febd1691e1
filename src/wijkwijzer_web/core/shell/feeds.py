"""Atom as every feed of the site writes it: valid, with names that stay, and text as text."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from wijkwijzer_web.core.clean import clean_text

__all__ = ["PlainAtom"]


class PlainAtom(Atom1Feed):
    """Atom in which nothing that people wrote is markup.

    The feed has an author, as the standard asks. Ids that are addresses begin with `SITE_URL`, by whatever
    name the site was asked: a reader takes no entry for a new one. A character that XML cannot hold goes.
    """

    def __init__(self, **given: Any) -> None:
        given["title"] = clean_text(str(given["title"]))
        given["author_name"] = given.get("author_name") or settings.SITE_NAME
        given["feed_guid"] = _own(given.get("feed_guid") or given["link"])
        super().__init__(**given)

    def add_item(self, **given: Any) -> None:  # type: ignore[override]  # by name only, as `Feed` does it
        """Add an entry; its id is its address unless another is given."""
        given["title"] = clean_text(str(given["title"]))
        given["description"] = clean_text(str(given.get("description") or ""))
        given["unique_id"] = _own(given.get("unique_id") or given["link"])
        super().add_item(**given)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an entry; what Django calls HTML is text here."""
        super().add_item_elements(handler, {**item, "description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})


def _own(address: object) -> str:
    """The same address under the name of the site."""
    text = str(address)
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https"):
        return text
    host = urlsplit(settings.SITE_URL)
    return parts._replace(scheme=host.scheme, netloc=host.netloc).geturl()
