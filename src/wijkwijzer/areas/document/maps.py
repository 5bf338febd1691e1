"""Maps of an area's parts: one that only shows the way, and one with the values of an indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from wijkwijzer.areas.document.words import Words
from wijkwijzer.areas.methods import FEWEST_RESIDENTS
from wijkwijzer.areas.model import AreaRef
from wijkwijzer.areas.profile.differences import group_dots, part_figures
from wijkwijzer.areas.profile.geometry import AreaMap, MapPart
from wijkwijzer.areas.profile.together import shown_together
from wijkwijzer.report import MapArea, MapClass, MapFigure, three_ticks

if TYPE_CHECKING:
    from wijkwijzer.areas.release import Release

__all__ = ["areas_figure", "gemeenten_figure", "value_figure", "way_figure"]

NAMED = 40  # with more areas only a few large ones would have room for their name
PIXELS = 900.0  # a border finer than half a pixel of a small map is not seen


def way_figure(
    release: Release, key: str, words: Words, address: Callable[[AreaRef], str] | None = None
) -> MapFigure | None:
    """Return the parts of an area without any value; an area without parts stands among its neighbours.

    None when no shape is known. Parts without shape are named in the note.
    """
    parts = release.map(key)
    current = ""
    if len(parts.parts) == 1 and parts.parts[0].area.key == key and (above := _above(release, key)):
        parts, current = release.map(above), key
    areas = _drawn(parts.parts, words, address, current=current)
    if not areas:
        return None
    text = words.say(
        "shape_of", n=len(areas), level=words.say(parts.parts[0].area.level), name=parts.area.name
    )
    note = text
    if parts.without_shape:
        missing = ", ".join(area.name for area in parts.without_shape[:5])
        note = f"{text}. {words.say('without_shape', names=missing)}"
    return MapFigure(release.area(key).name, areas, text, note=note, labels=len(areas) <= NAMED)


def areas_figure(
    release: Release,
    keys: Sequence[str],
    name: str,
    words: Words,
    address: Callable[[AreaRef], str] | None = None,
) -> MapFigure | None:
    """Return any areas without any value, such as the own areas of a gemeente; None without shapes."""
    parts = [MapPart(release.area(key), release.geometry(key), None, "known") for key in keys]
    areas = _drawn(parts, words, address)
    if not areas:
        return None
    level = words.say(parts[0].area.level)
    text = words.say("shape_of", n=len(areas), level=level, name=name)
    return MapFigure(name, areas, text, note=text, labels=len(areas) <= NAMED)


def gemeenten_figure(
    release: Release, words: Words, address: Callable[[AreaRef], str] | None = None
) -> MapFigure | None:
    """Return all gemeenten of today with a known shape, without any value; None when there are none."""
    listed = release.areas().filter((pl.col("level") == "gemeente") & pl.col("valid_to").is_null())
    parts = [
        MapPart(release.area(key), release.geometry(key), None, "known")
        for key in listed.filter("has_geometry")["key"]
    ]
    areas = _drawn(parts, words, address)
    if not areas:
        return None
    text = words.say("gemeenten_map", n=len(areas))
    if len(areas) < len(listed):
        text = f"{text} {words.say('gemeenten_without', n=len(listed) - len(areas))}"
    return MapFigure(words.say("map"), areas, text, note=text, labels=len(areas) <= NAMED)


def _above(release: Release, key: str) -> str | None:
    rows = release.areas().row(release.place(key), named=True)
    found: str | None = rows["wijk_key"]
    return found if found != key else None


def value_figure(
    release: Release,
    key: str,
    indicator: str,
    words: Words,
    address: Callable[[AreaRef], str] | None = None,
) -> MapFigure | None:
    """Return the parts of an area in at most four classes of an indicator; unknown parts keep their place.

    None when fewer than two parts have both a shape and a value, or when all values are alike.
    """
    found, merged = _with_groups(release, release.map(key, indicator))
    values = [part.value for part in found.parts if part.geometry is not None and part.value is not None]
    if len(values) < 2 or min(values) == max(values):
        return None
    info = release.indicator(indicator)
    limits = _limits(min(values), max(values))

    def level(part: MapPart) -> int | None:
        return None if part.value is None else sum(part.value >= limit for limit in limits)

    said = [words.value(info, limit) for limit in limits]
    classes = (
        MapClass(words.say("less_than", value=said[0])),
        *(MapClass(words.say("between", low=a, high=b)) for a, b in pairwise(said)),
        MapClass(words.say("or_more", value=said[-1])),
    )
    name = words.of(info.name)
    return MapFigure(
        words.say("map"),
        _drawn(found.parts, words, address, level=level),
        words.say("map_of", name=found.area.name, figure=name, year=found.year or "–"),
        classes=classes,
        note=words.say("map_note") + (f" {words.say('merged_note', n=FEWEST_RESIDENTS)}" if merged else ""),
    )


def _with_groups(release: Release, found: AreaMap) -> tuple[AreaMap, bool]:
    """Give small parts the figure of the group in which they are shown, and tell whether there are any."""
    if found.indicator is None or found.year is None:
        return found, False
    place = release.place(found.area.key)
    figures = part_figures(release, release.children(place), release.number(found.indicator))
    groups = shown_together(release, place)
    dots = group_dots(release, release.indicator(found.indicator), groups, figures, found.year)
    value = {area.key: dot.value for dot in dots for area in dot.merged}
    parts = [replace(part, value=value.get(part.area.key, part.value)) for part in found.parts]
    return replace(found, parts=tuple(parts)), bool(value)


def _limits(low: float, high: float) -> tuple[float, ...]:
    """At most three round limits strictly inside the range, so that no class stays empty at the ends."""
    ticks = [tick for tick in three_ticks(low, high)[0] if low < tick <= high]
    return tuple(ticks[:3]) or ((low + high) / 2,)


def _drawn(
    parts: Sequence[MapPart],
    words: Words,
    address: Callable[[AreaRef], str] | None,
    *,
    level: Callable[[MapPart], int | None] | None = None,
    current: str = "",
) -> tuple[MapArea, ...]:
    shapes = [(part, part.geometry) for part in parts if part.geometry is not None]
    if not shapes:
        return ()
    tolerance = _span(geometry.bounds for _part, geometry in shapes) / PIXELS
    return tuple(
        MapArea(
            part.area.code,
            part.area.name,
            geometry.rings(tolerance),
            level(part) if level else None,
            address(part.area) if address else "",
            part.area.key == current,
        )
        for part, geometry in shapes
    )


def _span(bounds: Iterable[tuple[float, float, float, float]]) -> float:
    found = list(bounds)
    wide = max(east for _w, _s, east, _n in found) - min(west for west, _s, _e, _n in found)
    high = max(north for _w, _s, _e, north in found) - min(south for _w, south, _e, _n in found)
    return max(wide, high)
