"""A citation in every form, made in one place for records, figures and documents."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.knowledge.exchange import apa, to_bibtex, to_ris
from wijkwijzer.knowledge.exchange.pagetags import citation_tags
from wijkwijzer.knowledge.records import Publication
from wijkwijzer_web.core.hooks import Published

__all__ = ["Citation", "citation", "of_document"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in every form, the checksum of what is cited, and what replaced it (title and path).

    `tags` are what a reference manager reads in the head of the page: name and text.
    """

    apa_nl: str
    apa_en: str
    bibtex: str
    ris: str
    checksum: str
    later: tuple[str, str] = ("", "")
    tags: tuple[tuple[str, str], ...] = ()


def citation(
    work: Publication,
    *,
    checksum: str,
    accessed: datetime.date | None = None,
    notes: tuple[str, str] = ("", ""),
    later: tuple[str, str] = ("", ""),
) -> Citation:
    """Cite a work; what may change tells the day on which it was read, and `notes` say which version."""
    return Citation(
        apa(work, "nl", accessed=accessed, note=notes[0]),
        apa(work, "en", accessed=accessed, note=notes[1]),
        to_bibtex([work]),
        to_ris([work]),
        checksum,
        later,
        tuple(citation_tags(work, title=work.title, address=work.link, author="", day="")),
    )


def of_document(one: Published) -> Citation:
    """Cite a version of a document; without a version it is a page that changes."""
    title = one.title
    work = Publication(
        id=re.sub(r"\W+", "-", one.key),
        title=title
        if not one.version
        else _("%(title)s (versie %(n)s)") % {"title": title, "n": one.version},
        kind="rapport" if one.version else "website",
        authors=(one.organisation.name,),
        year=timezone.localtime(one.at).year,
        publisher=settings.SITE_NAME,
        link=settings.SITE_URL.rstrip("/") + one.url,
    )
    accessed = None if one.version else timezone.localdate()
    return citation(work, checksum=one.checksum, accessed=accessed, later=one.later)
