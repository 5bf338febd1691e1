"""Shapes for pages and reports: GeoJSON, and rings in kilometres for a small SVG map."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.polygon import orient

from wijkwijzer.areas.model import AreaRef

__all__ = ["AreaMap", "Geometry", "MapPart", "Rings", "geometry_of", "tolerance_for"]

Rings = tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
"""Polygons, each (outer, *holes), each ring a tuple of (x, y)."""
_KM_PER_DEGREE = 111.32
_BYTES_PER_POINT = 22
"""Of a point in GeoJSON: two numbers with five decimals, brackets, commas and spaces."""
# Kilometres east and north of the middle of the country; near enough to flat for a small map.
_LON, _LAT = 5.3878, 52.1551


@dataclass(frozen=True, slots=True)
class Geometry:
    """A shape in longitude and latitude."""

    shape: Any

    def geojson(self, tolerance: float = 0.0) -> dict[str, Any]:
        """Return a GeoJSON geometry, simplified to a tolerance in degrees, five decimals (one metre)."""
        shape = self.shape.simplify(tolerance) if tolerance else self.shape
        rounded = shapely.set_precision(shape, 1e-5)
        found: dict[str, Any] = json.loads(json.dumps(mapping(rounded if not rounded.is_empty else shape)))
        return found

    def rings(self, tolerance: float = 0.0) -> Rings:
        """Return rings in kilometres, y upwards, outer rings clockwise (as Vega wants them)."""
        shape = self.shape.simplify(tolerance) if tolerance else self.shape
        polygons = shape.geoms if shape.geom_type == "MultiPolygon" else [shape]
        return tuple(
            tuple(_ring(ring) for ring in (part.exterior, *part.interiors))
            for part in (orient(polygon, -1) for polygon in polygons)
        )

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        west, south, east, north = self.shape.bounds
        return west, south, east, north

    @property
    def centre(self) -> tuple[float, float]:
        """A point inside the shape: longitude, latitude."""
        point = self.shape.representative_point()
        return point.x, point.y


@dataclass(frozen=True, slots=True)
class MapPart:
    """One area on a map; without geometry no shape of unchanged borders is known."""

    area: AreaRef
    geometry: Geometry | None
    value: float | None
    status: str


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The parts of an area, in alphabetical order of their codes, with the values of one indicator and
    year.
    """

    area: AreaRef
    indicator: str | None
    year: int | None
    parts: tuple[MapPart, ...]

    @property
    def without_shape(self) -> tuple[AreaRef, ...]:
        """The parts that cannot be drawn."""
        return tuple(part.area for part in self.parts if part.geometry is None)


def geometry_of(wkb: bytes) -> Geometry:
    """Return the geometry that is stored as WKB."""
    return Geometry(shapely.from_wkb(wkb))


def tolerance_for(shapes: Sequence[Geometry], size: int) -> float:
    """Return how far shapes must be simplified, in degrees, to take about `size` bytes as GeoJSON at most.

    Fine enough for a screen when that fits: a 4,000th of the whole map; else as much coarser as needed.

    Examples
    --------
    >>> circle = Geometry(shapely.Point(5, 52).buffer(0.1, quad_segs=5000))
    >>> len(json.dumps(circle.geojson(tolerance_for([circle], 2000)))) < 2000
    True
    """
    found = np.array([shape.shape for shape in shapes], dtype=object)
    west, south, east, north = shapely.total_bounds(found)
    tolerance = float(max(east - west, north - south)) / 4000
    while tolerance < 1:
        points = int(shapely.get_num_coordinates(shapely.simplify(found, tolerance)).sum())
        if points * _BYTES_PER_POINT <= size or points <= 4 * len(found):
            break
        tolerance *= 1.5
    return tolerance


def _ring(ring: Any) -> tuple[tuple[float, float], ...]:
    points = np.asarray(ring.coords)
    x = (points[:, 0] - _LON) * _KM_PER_DEGREE * math.cos(math.radians(_LAT))
    y = (points[:, 1] - _LAT) * _KM_PER_DEGREE
    return tuple(zip(x.round(4).tolist(), y.round(4).tolist(), strict=True))
