"""An area as a document: the same blocks become the page, the PDF and the DOCX.

Nothing here computes figures; it chooses which figures of the profile are shown where, and in which words.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from wijkwijzer.areas.document.addresses import Addresses
from wijkwijzer.areas.document.figures import more_figures, own_figures
from wijkwijzer.areas.document.head import head, unknown_line
from wijkwijzer.areas.document.page import Page
from wijkwijzer.areas.document.sections import (
    MapOf,
    development,
    differences,
    factors,
    position,
    sources,
    unknown,
)
from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.model import AreaProfile
from wijkwijzer.report import (
    Document,
    Language,
    MapFigure,
    Meta,
)

if TYPE_CHECKING:
    from wijkwijzer.areas.release import Release

__all__ = ["Addresses", "area_document", "release_document", "unknown_line"]


def area_document(
    profile: AreaProfile,
    *,
    made_on: datetime.date,
    language: Language = "nl",
    addresses: Addresses | None = None,
    shape: MapFigure | None = None,
    map_of: MapOf | None = None,
) -> Document:
    """Return the document of one area.

    Parameters
    ----------
    profile : the area.
    made_on : the day that is printed on the document.
    addresses : where names link to; nothing links without it.
    shape : the parts of the area without values, beside the head.
    map_of : gives the map of the parts with the values of an indicator (by key), or None without borders.
    """
    page = Page(profile, Words(language), addresses or Addresses())
    until = profile.facts.data_until
    meta = Meta(made_on, profile.release.id[:8], str(until) if until else "", "WijkWijzer")
    blocks = (
        *head(page),
        *((shape,) if shape else ()),
        *development(page),
        *position(page),
        *differences(page, map_of),
        *factors(page),
        *own_figures(page),
        *more_figures(page),
        *unknown(page),
        *sources(page),
    )
    return Document(profile.identity.name, meta, blocks, page.kind(), page.tag(), language)


def release_document(
    release: Release,
    key: str,
    *,
    made_on: datetime.date,
    language: Language = "nl",
    addresses: Addresses | None = None,
) -> Document:
    """Return the document of one area of a release, with its maps; KeyError when the area is unknown."""
    from wijkwijzer.areas.document.maps import value_figure, way_figure

    words = Words(language)
    return area_document(
        release.profile(key),
        made_on=made_on,
        language=language,
        addresses=addresses,
        shape=way_figure(release, key, words),
        map_of=lambda indicator: value_figure(release, key, indicator, words),
    )
