"""An area as a document: the same blocks become the page, the PDF and the DOCX.

Nothing here computes figures; it chooses which figures of the profile are shown where, and in which words.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

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
from wijkwijzer.areas.document.why import why_table
from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.model import AreaProfile
from wijkwijzer.report import (
    Document,
    Inline,
    Language,
    MapFigure,
    Meta,
    slug,
    without_tables,
)

if TYPE_CHECKING:
    from wijkwijzer.areas.release import Release

__all__ = [
    "METHOD",
    "Addresses",
    "Form",
    "area_document",
    "made_from",
    "release_document",
    "report_name",
    "unknown_line",
]

Form = Literal["long", "short"]
METHOD = "areas.report"
"""What a document says it was made by, for who makes it again."""


def area_document(
    profile: AreaProfile,
    *,
    made_on: datetime.date,
    language: Language = "nl",
    addresses: Addresses | None = None,
    shape: MapFigure | None = None,
    map_of: MapOf | None = None,
    form: Form = "long",
    url: str = "",
    heard: Mapping[str, tuple[Inline, ...]] | None = None,
) -> Document:
    """Return the document of one area.

    Parameters
    ----------
    profile : the area.
    made_on : the day that is printed on the document.
    addresses : where names link to; nothing links without it.
    shape : the parts of the area without values, beside the head.
    map_of : gives the map of the parts with the values of an indicator (by key), or None without borders.
    form : "long" has every table; "short" is some five pages to print, with one figure per factor.
    url : where the area lives on, printed below the head.
    heard : per factor what people told, where open figures say little; it stands beside them, as it is.
    """
    page = Page(profile, Words(language), addresses or Addresses(), heard or {})
    until = profile.facts.data_until
    meta = Meta(
        made_on,
        profile.release.id[:8],
        str(until) if until else "",
        "WijkWijzer",
        url,
        page.words.say("invented") if profile.release.invented else "",
        made_from(profile, language, form),
    )
    blocks = (
        *head(page),
        *((shape,) if shape else ()),
        *development(page),
        *position(page, least=form == "short"),
        *differences(page, map_of if form == "long" else None),
        *factors(page),
        *own_figures(page),
        *(more_figures(page) if form == "long" else ()),
        *unknown(page),
        *(why_table(page) if form == "long" else ()),
        *sources(page),
    )
    blocks = blocks if form == "long" else without_tables(blocks)
    return Document(profile.identity.name, meta, blocks, page.kind(), page.tag(), language)


def release_document(
    release: Release,
    key: str,
    *,
    made_on: datetime.date,
    language: Language = "nl",
    addresses: Addresses | None = None,
    form: Form = "long",
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
        form=form,
    )


def made_from(profile: AreaProfile, language: Language, form: Form) -> tuple[tuple[str, str], ...]:
    """Return what it takes to make the document again; it travels inside the PDF."""
    return (
        ("method", METHOD),
        ("release", profile.release.id),
        ("area", profile.identity.key),
        ("language", language),
        ("form", form),
    )


def report_name(name: str, level: str, made_on: datetime.date) -> str:
    """Return the name of a report as a file, without its ending.

    Examples
    --------
    >>> report_name("De Spoordijk", "wijk", datetime.date(2026, 11, 29))
    'wijk-de-spoordijk-2026-11'
    """
    return f"{level}-{slug(name)}-{made_on:%Y-%m}"
