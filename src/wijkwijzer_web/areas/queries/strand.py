"""Figures in the chain: what a reference to a figure of an area says today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from wijkwijzer.areas import Words
from wijkwijzer_web.areas.models import area_address
from wijkwijzer_web.areas.queries.releases import current_or_none, profile
from wijkwijzer_web.areas.words import language
from wijkwijzer_web.core.rooms import Linked, Ref, Strand

__all__ = ["FIGURE", "strand"]

FIGURE = "cijfer"
"""The kind of a reference `AREA:indicator`; figures are read from the release, with no question asked."""


def strand(areas: Sequence[str], refs: Sequence[Ref], actor: Any) -> Strand:
    """The figures that these references name, in the year in which they are newest."""
    found = [_thing(ref) for ref in refs if ref.kind == FIGURE]
    return Strand(tuple(thing for thing in found if thing is not None))


def _thing(ref: Ref) -> Linked | None:
    shown = current_or_none()
    area, _colon, key = ref.key.partition(":")
    if shown is None or area not in shown.names.by_key:
        return None
    place, words = shown.names.by_key[area], Words(language())
    view = next((one for one in profile(shown, area).indicators if one.info.key == key), None)
    if view is None:
        return None
    name, latest = words.of(view.info.name), view.latest
    url = f"{area_address(place.level, place.key, place.name)}#ontwikkeling"
    if latest.value is None or latest.year is None:
        return Linked(ref, _("%(name)s: onbekend in %(area)s.") % {"name": name, "area": place.name}, url)
    title = _("%(name)s: %(value)s in %(area)s (%(year)s).") % {
        "name": name,
        "value": words.value(view.info, latest.value),
        "area": place.name,
        "year": latest.year,
    }
    return Linked(ref, title, url, date(latest.year, 12, 31), "", _("Cijfer"))
