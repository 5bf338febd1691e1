"""Maps as SVG: a navigation map that carries no value, or areas in at most four classes with unknown hatched.

Coordinates are any projected x and y (metres); north is up. Areas are drawn with the even-odd rule, so the
direction of a ring does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wijkwijzer.report.blocks import Language, MapArea, MapFigure
from wijkwijzer.report.pictures.svg import HATCH, Palette, element, escape, fixed, picture, text, text_width
from wijkwijzer.report.words import words

__all__ = ["map_key", "map_svg", "safe_url"]

WIDTH = 400.0
_HIGHEST, _MARGIN = 0.9, 4.0
_FONTS = (15.0, 12.0)
_OVER = 6.0  # px that a line may stick out, half on either side: the shape of letters leaves room at a corner
Ring = Sequence[tuple[float, float]]


def safe_url(url: str) -> str:
    """The address when it may be linked to (http, https, mailto, a path or a fragment), else nothing.

    Examples
    --------
    >>> safe_url("/wijken/WK001"), safe_url("javascript:alert(1)"), safe_url("//elders.nl")
    ('/wijken/WK001', '', '')
    """
    url = url.strip()
    if any(ord(character) <= 32 for character in url) or "\\" in url or url.startswith("//"):
        return ""
    head = url.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0].lower()
    if ":" in head and not head.startswith(("http:", "https:", "mailto:")):
        return ""
    return url


@dataclass(frozen=True, slots=True)
class _View:
    """From the map's units to the picture, north up."""

    left: float
    top: float
    scale: float
    height: float
    steps: int

    @property
    def grid(self) -> float:
        """The grid of corners in px, from its steps of half a px."""
        return self.steps / 2

    def place(self, x: float, y: float) -> tuple[float, float]:
        return _MARGIN + (x - self.left) * self.scale, _MARGIN + (self.top - y) * self.scale


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a name: its middle and the line it stands on, in px."""

    text: str
    x: float
    y: float
    size: float


def _view(points: Sequence[tuple[float, float]], width: float, areas: int) -> _View:
    xs, ys = zip(*points, strict=True) if points else ((0.0,), (0.0,))
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    inner = width - 2 * _MARGIN
    scale = min(inner / wide, inner * _HIGHEST / high)
    left = min(xs) - (inner / scale - wide) / 2
    return _View(left, max(ys), scale, high * scale + 2 * _MARGIN, 1 if areas <= 200 else 2)


def map_svg(
    figure: MapFigure,
    language: Language = "nl",
    alone: bool = False,
    width: float = WIDTH,
    numbered: bool = False,
) -> str:
    """The picture of a map, `width` px wide; areas with a `url` are links unless it stands alone.

    `numbered` gives areas that are too small for their name a number, which `map_key` explains.

    Examples
    --------
    >>> square = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),)
    >>> svg = map_svg(MapFigure("Op de kaart", (MapArea("BU1", "Kade", (square,)),), "Een buurt."))
    >>> svg.count("<path"), "Kade" in svg
    (1, True)
    """
    view = _view_of(figure, width)
    linked = not alone and any(safe_url(area.url) for area in figure.areas)
    valued = bool(figure.classes)
    known = [area for area in figure.areas if not valued or area.level is not None]
    unknown = [area for area in figure.areas if valued and area.level is None]
    # Unknown areas go on top: their grey outline must not be covered by a neighbour's white one.
    marks = [
        _group((_area(area, view, valued, linked, language) for area in group), stroke, width)
        for group, stroke, width in (
            (known, "#fff", 2 if len(figure.areas) <= 60 else 0.8),
            (unknown, Palette.HATCH_LINE, 1),
        )
    ]
    marks += [_line(line, view) for line in figure.lines]
    if figure.labels:
        marks += [_label(area, view, valued) for area in figure.areas]
        if numbered:
            unnamed = _unnamed(figure, view)
            marks += [_number(area, index, view, valued) for index, area in enumerate(unnamed, start=1)]
    return picture(
        marks, title=figure.title, description=figure.description, width=width, height=view.height,
        css_class="ww-wijkvorm" if not valued else "", alone=alone, role="group" if linked else "img",
    )  # fmt: skip


def map_key(figure: MapFigure, width: float = WIDTH) -> list[tuple[int, str]]:
    """The numbers and names of the areas that are too small for their name in a picture of this width.

    Examples
    --------
    >>> tiny = ((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),),)
    >>> wide = ((((0.0, 0.0), (900.0, 0.0), (900.0, 900.0), (0.0, 900.0)),),)
    >>> map_key(MapFigure("Kaart", (MapArea("a", "Kade", tiny), MapArea("b", "Zuid", wide)), ""))
    [(1, 'Kade')]
    """
    if not figure.labels:
        return []
    unnamed = _unnamed(figure, _view_of(figure, width))
    return [(number, area.name) for number, area in enumerate(unnamed, start=1)]


def _unnamed(figure: MapFigure, view: _View) -> list[MapArea]:
    valued = bool(figure.classes)
    return [area for area in figure.areas if _largest(area, view) and not _label(area, view, valued)]


def _view_of(figure: MapFigure, width: float) -> _View:
    corners = [p for area in figure.areas for polygon in area.polygons for ring in polygon for p in ring]
    return _view([*corners, *(p for line in figure.lines for p in line)], width, len(figure.areas))


def _number(area: MapArea, number: int, view: _View, valued: bool) -> str:
    """A small number in the middle of an area that has no room for its name."""
    ring = _largest(area, view)
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    pair = _widest(ring, (low + high) / 2) or (ring[0][0], ring[0][0])
    x, y = (pair[0] + pair[1]) / 2, (low + high) / 2
    dark = area.level == 3 if valued else area.current
    unknown = valued and area.level is None
    ground = element("circle", cx=x, cy=y, r=6.5, fill="#fff") if unknown else ""
    fill = "#fff" if dark else Palette.INK
    return ground + text(str(number), x, y + 3.2, size=9, fill=fill, anchor="middle", weight=600)


def _group(paths: Iterable[str], stroke: str, width: float) -> str:
    inner = "".join(paths)
    if not inner:
        return ""
    return element(
        "g", inner, fill_rule="evenodd", stroke=stroke, stroke_width=width, stroke_linejoin="round"
    )


def _fill(area: MapArea, valued: bool) -> str:
    if not valued:
        return Palette.MAIN if area.current else Palette.LAND
    if area.level is None:
        return HATCH
    return Palette.CLASSES[min(max(area.level, 0), 3)]


def _area(area: MapArea, view: _View, valued: bool, linked: bool, language: Language) -> str:
    path = element("path", d=_path(area, view), fill=_fill(area, valued))
    url = safe_url(area.url)
    if not linked or not url:
        return path
    name = f"{area.name} ({words(language)['current']})" if area.current else area.name
    return f'<a href="{escape(url)}" aria-label="{escape(name)}">{path}</a>'


def _path(area: MapArea, view: _View) -> str:
    """The rings on a grid of half or whole pixels, each corner as a step from the one before: short."""
    parts = []
    for polygon in area.polygons:
        for ring in polygon:
            corners: list[tuple[int, int]] = []
            for x, y in ring:
                # The grid is finer than a border line; neighbours round alike, so no gaps open.
                px, py = view.place(x, y)
                corner = (round(px / view.grid) * view.steps, round(py / view.grid) * view.steps)
                if not corners or corners[-1] != corner:
                    corners.append(corner)
            if len(corners) > 1 and corners[0] == corners[-1]:
                corners.pop()
            if len(corners) > 2:
                steps = (
                    f"{_half(x - before_x)} {_half(y - before_y)}"
                    for (before_x, before_y), (x, y) in pairwise(corners)
                )
                parts.append(f"M{_half(corners[0][0])} {_half(corners[0][1])}l{' '.join(steps)}z")
    return "".join(parts)


def _half(twice: int) -> str:
    """A number of half pixels, as short as SVG allows."""
    whole, odd = divmod(abs(twice), 2)
    sign = "-" if twice < 0 else ""
    return f"{sign}{whole or ''}.5" if odd else f"{sign}{whole}"


def _line(line: Ring, view: _View) -> str:
    path = "L".join(f"{fixed(px)} {fixed(py)}" for px, py in (view.place(x, y) for x, y in line))
    return element(
        "path", d=f"M{path}", fill="none", stroke=Palette.SOFT_INK, stroke_width=1.5, stroke_dasharray="6 3"
    )


def _stretches(ring: Ring, y: float) -> list[tuple[float, float]]:
    """From where to where a ring is cut at this height."""
    crossings = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (y1 <= y) != (y2 <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def _widest(ring: Ring, y: float) -> tuple[float, float] | None:
    """The widest stretch of a ring at this height."""
    return max(_stretches(ring, y), key=lambda pair: pair[1] - pair[0], default=None)


def _spots(ring: Ring) -> list[tuple[float, float, float]]:
    """Where a label may stand inside a ring, the best first: middle x, y and the room in px there."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    if high - low < _FONTS[-1] * 1.3:
        return []
    found = []
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):
        y = low + (high - low) * share
        if pair := _widest(ring, y):
            found.append(((pair[0] + pair[1]) / 2, y, pair[1] - pair[0]))
    # Away from the middle only where there is clearly more room.
    return sorted(found, key=lambda spot: -spot[2] if spot is not found[0] else -spot[2] * 1.25)


def _holds(ring: Ring, rows: Sequence[_Row]) -> bool:
    """Whether every line lies inside the ring, feet and head: so no two names cover each other."""
    return all(
        any(left <= row.x - wide / 2 and row.x + wide / 2 <= right for left, right in _stretches(ring, y))
        for row in rows
        for wide in (text_width(row.text, row.size) - _OVER,)
        for y in (row.y, row.y - row.size * 0.7)
    )


def _lines_of(name: str, room: float, font: float) -> list[str] | None:
    """The name in at most three lines that fit, or None."""
    lines: list[str] = []
    for word in name.replace("-", "- ").split():
        joined = (lines[-1] + word if lines[-1].endswith("-") else f"{lines[-1]} {word}") if lines else word
        if lines and text_width(joined, font) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    fits = len(lines) <= 3 and all(text_width(row, font) <= room for row in lines)
    return lines if lines and fits else None


def _largest(area: MapArea, view: _View) -> list[tuple[float, float]]:
    """The outer ring with the largest bounding box, in px."""
    rings = [[view.place(x, y) for x, y in polygon[0]] for polygon in area.polygons if polygon]

    def size(ring: Ring) -> float:
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        return (max(xs) - min(xs)) * (max(ys) - min(ys))

    return max((ring for ring in rings if len(ring) > 2), key=size, default=[])


def _label(area: MapArea, view: _View, valued: bool) -> str:
    ring = _largest(area, view)
    fitting = [rows for size in _FONTS if ring and (rows := _rows(area.name, ring, size))]
    rows = min(fitting, key=lambda rows: len(rows) > 2, default=())
    if not rows:
        return ""  # too small for its name; the list or table beside the map has it
    dark = area.level == 3 if valued else area.current
    fill = "#fff" if dark else Palette.INK
    label = "".join(
        text(row.text, row.x, row.y, size=row.size, fill=fill, anchor="middle", weight=600) for row in rows
    )
    return label if not valued or area.level is not None else _paper(rows) + label


def _rows(name: str, ring: Ring, size: float) -> tuple[_Row, ...]:
    """The lines of a name at the first spot where they fit in this size; none when there is no such spot."""
    step = size * 1.15
    for x, y, room in _spots(ring):
        lines = _lines_of(name, room * 0.94, size) or []
        first = y + size * 0.35 - (len(lines) - 1) * step / 2
        rows = tuple(_Row(line, x, first + index * step, size) for index, line in enumerate(lines))
        if rows and _holds(ring, rows):
            return rows
    return ()


def _paper(rows: Sequence[_Row]) -> str:
    """White behind a name that stands on hatching."""
    size, top = rows[0].size, rows[0].y
    wide = max(text_width(row.text, size) for row in rows) + 8
    high = len(rows) * size * 1.15 + 4
    return element("rect", x=rows[0].x - wide / 2, y=top - size, width=wide, height=high, rx=3, fill="#fff")
