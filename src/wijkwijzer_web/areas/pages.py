"""What the pages of areas show, made of one release and kept in memory: a release never changes."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import polars as pl
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwijzer.areas import (
    FACTORS,
    Addresses,
    AreaProfile,
    AreaRef,
    Form,
    Geometry,
    IndicatorInfo,
    SourceInfo,
    Words,
    area_document,
    areas_figure,
    gemeenten_figure,
    tolerance_for,
    unknown_line,
    value_figure,
    way_figure,
    why_document,
)
from wijkwijzer.errors import InputError
from wijkwijzer.report import (
    Block,
    Document,
    HtmlSection,
    Language,
    Link,
    MapFigure,
    html_parts,
    loose_file,
    made_line,
    map_svg,
)
from wijkwijzer_web.areas import queries
from wijkwijzer_web.areas.explaining.explain import facts_of
from wijkwijzer_web.areas.models import Level, area_address
from wijkwijzer_web.areas.names import Place
from wijkwijzer_web.areas.queries import Current, Layers
from wijkwijzer_web.areas.queries.overlays import counted
from wijkwijzer_web.areas.queries.paper import AFTER, between, blocks_of
from wijkwijzer_web.areas.words import language
from wijkwijzer_web.core.addresses import address
from wijkwijzer_web.core.rooms import Area, Heard, panels

__all__ = [
    "AreaPage",
    "IndicatorPage",
    "WayMap",
    "address_of",
    "area_page",
    "areas_map",
    "borders",
    "gemeenten_map",
    "indicator_page",
    "indicators_by_factor",
    "loose",
    "own_borders",
    "own_map",
    "report_document",
    "room_area",
    "said_of",
    "way_map",
    "why_address",
    "why_page",
]

METHOD = "onzekerheid"
_LEVELS = (Level.GEMEENTE, Level.WIJK, Level.BUURT)
# Widths in px at which the maps are drawn: on the page of a gemeente, on home, and beside a head.
WIDE, MIDDLE, NARROW = 620.0, 460.0, 360.0
MANY = 30  # links that nobody wants to walk through by keyboard
# What a map that zooms may weigh, and what each area in it takes beside its border.
MAP_BYTES, PART_BYTES = 300_000, 250


@dataclass(frozen=True, slots=True)
class WayMap:
    """A drawn map that shows the way and carries no value; `many` when it has more links than one walks."""

    svg: str
    caption: str
    many: bool = False

    @classmethod
    def of(cls, figure: MapFigure | None, words: Language, width: float) -> WayMap | None:
        """Draw it, with the name of each area for the mouse."""
        if figure is None:
            return None
        svg = map_svg(figure, words, width=width)
        named = re.sub(r'(<a [^>]*aria-label="([^"]*)"[^>]*>)', r"\1<title>\2</title>", svg)
        return cls(named, figure.note, len(figure.areas) > MANY)


@dataclass(frozen=True, slots=True)
class AreaPage:
    """The parts of an area's page that the library wrote, and the profile for the rest."""

    profile: AreaProfile
    kind: str
    tag: str
    made_line: str
    unknown: str
    shape: WayMap | None
    sections: tuple[HtmlSection, ...]

    @property
    def first(self) -> tuple[HtmlSection, ...]:
        """The sections of figures that stand before what people say: up to the factors."""
        return self.sections[: self._split]

    @property
    def last(self) -> tuple[HtmlSection, ...]:
        """Those behind it: more figures, what nobody knows, and the sources."""
        return self.sections[self._split :]

    @property
    def _split(self) -> int:
        ids = [section.id for section in self.sections]
        return ids.index(AFTER) + 1 if AFTER in ids else len(ids)


Told = tuple[Heard, ...]


def area_page(shown: Current, key: str, layers: Layers, told: Told = (), asked: str = "") -> AreaPage:
    """The page of an area in the language of the visitor, with the own figures that this visitor may see.

    `told` is what people told about factors (`core.rooms.heard`), for a page of today; `asked` is the release
    that the address asks for, "" for the one on show.
    """
    old = shown is not queries.current_or_none()
    return _area_page(shown, key, layers, language(), told, asked or (shown.id if old else ""))


def _document(
    shown: Current, key: str, layers: Layers, words: Language, told: Told, asked: str
) -> tuple[AreaProfile, Document]:
    profile, place = queries.laid_over(shown, key, layers), shown.names.by_key[key]
    why = why_address(profile.identity.level, key, asked)
    return profile, area_document(
        profile,
        made_on=_made_on(shown),
        language=words,
        url=settings.SITE_URL.rstrip("/") + area_address(place.level, place.key, place.name),
        addresses=replace(_addresses(), why=lambda sentence: f"{why}#{sentence}"),
        map_of=lambda indicator: value_figure(shown.figures, key, indicator, Words(words), _of_area),
        heard={one.factor: (f"{one.text} ", Link(_("Lees meer"), one.url)) for one in told},
    )


@lru_cache(maxsize=16)
def _kept_document(shown: Current, key: str, layers: Layers, words: Language, told: Told) -> Document:
    return _document(shown, key, layers, words, told, "")[1]


def loose(shown: Current, key: str, layers: Layers, told: Told, name: str, form: str) -> bytes:
    """One figure of the page of an area as a file."""
    try:
        return _loose(shown, key, layers, language(), told, name, form)
    except InputError as error:
        raise Http404(str(error)) from None


@lru_cache(maxsize=64)
def _loose(
    shown: Current, key: str, layers: Layers, words: Language, told: Told, name: str, form: str
) -> bytes:
    return loose_file(_kept_document(shown, key, layers, words, told), name, form)


@lru_cache(maxsize=64)  # each takes half a MB
def _area_page(shown: Current, key: str, layers: Layers, words: Language, told: Told, asked: str) -> AreaPage:
    profile, document = _document(shown, key, layers, words, told, asked)
    place, query = shown.names.by_key[key], f"?uitgave={asked}" if asked else ""
    page = area_address(place.level, place.key, place.name)
    parts = html_parts(document, lambda name, form: f"{page}/figuur/{name}.{form}{query}")
    return AreaPage(
        profile,
        document.subtitle,
        document.tag,
        made_line(document.meta, words),
        unknown_line(profile, Words(words)),
        _way_map(shown, key, words, NARROW),
        parts.sections,
    )


def why_page(shown: Current, key: str, layers: Layers) -> tuple[HtmlSection, ...]:
    """What stands behind every sentence of that page, section by section."""
    return _why_page(shown, key, layers, language())


@lru_cache(maxsize=32)
def _why_page(shown: Current, key: str, layers: Layers, words: Language) -> tuple[HtmlSection, ...]:
    profile = queries.laid_over(shown, key, layers)
    document = why_document(profile, made_on=_made_on(shown), language=words, addresses=_addresses())
    return html_parts(document).sections


def why_address(level: str, key: str, asked: str = "") -> str:
    """Where stands what is behind every sentence of an area's page."""
    page = address("areas:why", level, key)
    return f"{page}?uitgave={asked}" if asked else page


def address_of(place: Place, asked: str = "") -> str:
    """The page with the figures of an area, of the release that was asked for."""
    page = area_address(place.level, place.key, place.name)
    page = f"{page}/cijfers" if place.level == Level.GEMEENTE else page
    return f"{page}?uitgave={asked}" if asked else page


def _made_on(shown: Current) -> datetime.date:
    return datetime.date.fromisoformat(shown.figures.info.created_on[:10])


def room_area(place: Place) -> Area:
    """The area as other rooms know it, to ask them for their panels."""
    inside = tuple(key for key in (place.wijk_key, place.gemeente_key) if key and key != place.key)
    url = area_address(place.level, place.key, place.name)
    return Area(place.key, place.level, place.name, url, inside)


def _of_area(area: AreaRef) -> str:
    return area_address(area.level, area.key, area.name)


def _addresses(root: str = "") -> Addresses:
    return Addresses(
        indicator=lambda key: root + address("areas:indicator", key),
        area=lambda area: root + _of_area(area),
        methods=root + address("areas:method", METHOD),
    )


def report_document(
    shown: Current,
    key: str,
    form: Form = "long",
    *,
    made_on: datetime.date | None = None,
    words_in: Language | None = None,
    said: tuple[Block, ...] = (),
) -> Document:
    """The document of an area for a file that leaves the site: links lead back to it.

    `said` is what rooms show on the page of the area (`said_of`); it stands behind the factors, as there.

    The day and the language are of now and of the visitor, but when it is made once more to check it.
    """
    spoken, root = words_in or language(), settings.SITE_URL.rstrip("/")
    words, place = Words(spoken), shown.names.by_key[key]
    made = area_document(
        queries.laid_over(shown, key, queries.public_layers()),
        made_on=made_on or timezone.localdate(),
        language=spoken,
        form=form,
        url=root + area_address(place.level, place.key, place.name),
        addresses=_addresses(root),
        shape=way_figure(shown.figures, key, words),
        map_of=lambda indicator: value_figure(shown.figures, key, indicator, words),
    )
    return replace(made, blocks=between(made.blocks, said)) if said else made


def said_of(place: Place) -> tuple[Block, ...]:
    """What everyone may read of all rooms about an area, in the order of its page, for its report."""
    shown = panels(room_area(place), AnonymousUser())
    return tuple(
        block for one in shown for block in blocks_of(one.key, one.title, one.html, one.blocks, one.inside)
    )


# ---- maps that show the way
def way_map(shown: Current, key: str) -> WayMap | None:
    """The parts of an area as links; None without borders."""
    return _way_map(shown, key, language())


@lru_cache(maxsize=512)
def _way_map(shown: Current, key: str, words: Language, width: float = WIDE) -> WayMap | None:
    return WayMap.of(way_figure(shown.figures, key, Words(words), _of_area), words, width)


def areas_map(shown: Current, keys: list[str], name: str = "", width: float = WIDE) -> WayMap | None:
    """Any areas as links; None without borders."""
    return _areas_map(shown, tuple(keys), name, language(), width)


@lru_cache(maxsize=64)
def _areas_map(
    shown: Current, keys: tuple[str, ...], name: str, words: Language, width: float
) -> WayMap | None:
    return WayMap.of(areas_figure(shown.figures, keys, name, Words(words), _of_area), words, width)


def gemeenten_map(shown: Current) -> WayMap | None:
    """All gemeenten as links; None without borders."""
    return _gemeenten_map(shown, language())


@lru_cache(maxsize=8)
def _gemeenten_map(shown: Current, words: Language) -> WayMap | None:
    return WayMap.of(gemeenten_figure(shown.figures, Words(words), _of_area), words, MIDDLE)


def own_map(shown: Current, gemeente: Place) -> WayMap | None:
    """The own areas of a gemeente as links; None without borders."""
    keys = [place.key for place in shown.names.inside("gebied", gemeente.key)]
    return areas_map(shown, keys, gemeente.name)


def own_borders(shown: Current, gemeente: Place) -> dict[str, Any]:
    """The own areas of a gemeente as GeoJSON."""
    keys = [place.key for place in shown.names.inside("gebied", gemeente.key)]
    return _geojson([(shown.figures.area(key), shown.figures.geometry(key)) for key in keys])


def borders(shown: Current, key: str) -> dict[str, Any]:
    """The parts of an area as GeoJSON, with where each leads to."""
    return _geojson([(part.area, part.geometry) for part in shown.figures.map(key).parts])


def _geojson(areas: list[tuple[AreaRef, Geometry | None]]) -> dict[str, Any]:
    shapes = [(area, shape) for area, shape in areas if shape is not None]
    if not shapes:
        raise Http404("no borders")
    boxes = [shape.bounds for _area, shape in shapes]
    box = [f(values) for f, values in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)]
    tolerance = tolerance_for([shape for _area, shape in shapes], MAP_BYTES - PART_BYTES * len(shapes))
    features = [
        {
            "type": "Feature",
            "properties": {
                "naam": area.name,
                "adres": _of_area(area),
                "lon": round(shape.centre[0], 5),
                "lat": round(shape.centre[1], 5),
            },
            "geometry": shape.geojson(tolerance),
        }
        for area, shape in shapes
    ]
    return {"type": "FeatureCollection", "bbox": box, "features": features}


# ---- indicators
def indicators_by_factor(shown: Current, layers: Layers) -> list[tuple[str, list[IndicatorInfo]]]:
    """Every indicator under the name of its factor; people and houses first, own figures last."""
    words = Words(language())
    found = shown.figures.indicators()
    groups = [
        (_factor_name(key, words), [info for info in found if info.factor == key]) for key in _factor_keys()
    ]
    own = [info for info, _source in layers.indicators(shown)]
    groups.append((_("Cijfers van de gemeente"), own))
    return [(name, infos) for name, infos in groups if infos]


def _factor_keys() -> list[str]:
    return ["context", *(factor.key for factor in FACTORS)]


def _factor_name(key: str, words: Words) -> str:
    for factor in FACTORS:
        if factor.key == key:
            return words.of(factor.name)
    return words.say("context")


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """What is said about one indicator; `years` has per year the number of known areas of each level."""

    info: IndicatorInfo
    name: str
    factor: str
    facts: list[tuple[str, str]]
    levels: tuple[str, ...]
    years: list[tuple[str, list[int]]]


def indicator_page(shown: Current, key: str, layers: Layers) -> IndicatorPage:
    """The page of one indicator in the language of the visitor."""
    infos = {info.key for info in shown.figures.indicators()}
    if key in infos:
        return _indicator_page(shown, key, language())
    for info, source in layers.indicators(shown):
        if info.key == key:
            return _own_page(shown, info, source, layers)
    raise Http404(f"no indicator {key}")


def _own_page(shown: Current, info: IndicatorInfo, source: SourceInfo, layers: Layers) -> IndicatorPage:
    words = Words(language())
    facts = [
        (_("Opgegeven door"), source.publisher),
        (_("Bron"), source.name),
        (_("Licentie"), source.licence),
        (_("Onzekerheid"), _("De organisatie geeft geen marge op. Daarom is er geen band.")),
        (_("Gebieden samen nemen"), _("Dat doen we niet: elk cijfer staat zoals het is opgegeven.")),
    ]
    years = layers.known(shown, info.key, _LEVELS)
    return IndicatorPage(info, words.of(info.name), _("Cijfers van de gemeente"), facts, _LEVELS, years)


@lru_cache(maxsize=256)
def _indicator_page(shown: Current, key: str, language: Language) -> IndicatorPage:
    words = Words(language)
    infos = {info.key: info for info in shown.figures.indicators()}
    info = infos[key]
    sources = {source.key: source.name for source in shown.figures.sources()}
    facts = facts_of(info, sources, lambda other: words.of(infos[other].name) if other in infos else other)
    years = counted(_known(shown, key), _LEVELS)
    return IndicatorPage(info, words.of(info.name), _factor_name(info.factor, words), facts, _LEVELS, years)


def _known(shown: Current, key: str) -> pl.DataFrame:
    return shown.figures.figures(key).filter(pl.col("value").is_not_null())
