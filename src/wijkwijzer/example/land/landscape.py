"""The land of Lindemark: an organic outline, twelve cities, and cells that nest exactly.

The smallest piece of land is an **atom**: a cell of a Voronoi diagram that never changes. Buurten, wijken and
gemeenten of every year are unions of atoms, so their borders are shared to the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from shapely import contains_xy
from shapely.geometry import LineString, Polygon

from wijkwijzer.example.land.random import stream

if TYPE_CHECKING:
    from scipy.spatial import Voronoi

__all__ = ["CITIES", "City", "Landscape", "make_landscape"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class City:
    """One gemeente of 2024: its code, name, centre (km from the south-west corner) and number of wijken."""

    code: int
    name: str
    x: float
    y: float
    wijken: int


# CBS has used gemeente codes up to GM1992; the range GM99xx is ours and cannot be mistaken for a real place.
CITIES = (
    City(9901, "Brugstede", 32.1, 21.8, 16),
    City(9902, "Eikmonde", 4.0, 12.4, 9),
    City(9903, "Havermeer", 17.6, 17.0, 22),
    City(9904, "Hesselo", 10.5, 15.3, 12),
    City(9905, "Kolkstad", 27.5, 29.4, 12),
    City(9906, "Lissevoort", 10.2, 6.9, 11),
    City(9907, "Noordhage", 19.0, 23.9, 13),
    City(9908, "Oudersluis", 5.2, 21.1, 9),
    City(9909, "Tolbeke", 21.0, 9.1, 10),
    City(9910, "Vaartsum", 30.9, 10.7, 8),
    City(9911, "Wendelo", 25.0, 20.1, 7),
    City(9912, "Zilverdam", 11.2, 26.4, 14),
)

# Corners of the province in km, clockwise from the north; smoothed below.
_CORNERS = np.array(
    [
        (26.2, 34.1), (29.6, 32.7), (32.4, 30.0), (34.3, 26.9), (36.3, 25.7), (36.1, 20.1),
        (35.8, 15.7), (37.7, 10.8), (36.1, 7.1), (34.0, 4.0), (30.6, 1.7), (28.4, 1.5),
        (25.3, 2.5), (22.2, 1.5), (17.0, 0.9), (12.9, 0.1), (8.6, 0.6), (4.8, 1.7),
        (3.0, 5.0), (1.1, 8.3), (0.9, 12.6), (0.1, 16.6), (1.7, 20.1), (2.4, 23.2),
        (5.6, 26.0), (7.9, 28.5), (11.0, 29.6), (15.4, 28.8), (18.5, 29.4), (21.0, 31.2),
        (22.8, 32.7),
    ]
)  # fmt: skip
CANDIDATES = 40_000
TOWN_RADIUS_KM = 1.6


@dataclass(frozen=True)
class Landscape:
    """Atoms and the lines between them.

    Attributes
    ----------
    city, wijk : (atoms,) index of the gemeente, and of the wijk counted over the whole province.
    site : (atoms, 2) km.
    area : (atoms,) km2.
    lines : one (points, 2) array of km per border line.
    left, right : (lines,) atom on either side, -1 outside the province.
    start, end : (lines,) identity of the two end points.
    spoordijk : index of the wijk that is De Spoordijk.
    """

    city: IntArray
    wijk: IntArray
    site: FloatArray
    area: FloatArray
    lines: list[FloatArray]
    left: IntArray
    right: IntArray
    start: IntArray
    end: IntArray
    spoordijk: int

    def neighbours(self, atom: int) -> IntArray:
        """Atoms that share a line with this one."""
        return np.unique(
            np.r_[self.right[(self.left == atom) & (self.right >= 0)], self.left[self.right == atom]]
        )


def make_landscape(seed: int) -> Landscape:
    """Draw the province: seeds of atoms in wijken in cities, their Voronoi cells, and winding borders."""
    rng = stream(seed, "landscape")
    outline = Polygon(_smooth(_CORNERS, 3))
    points = _candidates(rng, outline)
    nearest_city = _warped_city(points)
    sites, city, wijk, spoordijk = _sites(rng, points, nearest_city)
    outside = _mirror(sites, outline)
    from scipy.spatial import Voronoi

    diagram = Voronoi(np.vstack([sites, outside]))
    return _cells(rng, diagram, sites, city, wijk, spoordijk)


def _smooth(ring: FloatArray, times: int) -> FloatArray:
    """Cut the corners of a closed ring (Chaikin 1974)."""
    for _ in range(times):
        following = np.roll(ring, -1, axis=0)
        ring = np.stack([0.75 * ring + 0.25 * following, 0.25 * ring + 0.75 * following], axis=1).reshape(
            -1, 2
        )
    return ring


def _tree(points: object) -> Any:
    """Who asks which of these points is near; the site reads the names of the example without drawing it."""
    from scipy.spatial import cKDTree

    return cKDTree(points)


def _candidates(rng: np.random.Generator, outline: Polygon) -> FloatArray:
    """Points inside the outline, dense in the towns and sparse in the fields between them."""
    points = rng.uniform(outline.bounds[:2], outline.bounds[2:], (CANDIDATES * 4, 2))
    points = points[contains_xy(outline, points[:, 0], points[:, 1])]
    distance, _ = _tree([(c.x, c.y) for c in CITIES]).query(points)
    density = 0.03 + 1 / (1 + (distance / TOWN_RADIUS_KM) ** 2.4)
    chosen: FloatArray = points[rng.random(len(points)) < density][:CANDIDATES]
    return chosen


def _warped_city(points: FloatArray) -> IntArray:
    """The city each point belongs to: the nearest one, in a space that is bent so that borders curve."""
    centres = np.array([(c.x, c.y) for c in CITIES])
    bent, bent_centres = _bent(points), _bent(centres)
    reach = np.sqrt([c.wijken for c in CITIES])
    distance = np.linalg.norm(bent[:, None] - bent_centres[None], axis=2) - 0.55 * reach[None]
    return np.asarray(distance.argmin(axis=1), dtype=np.int64)


def _bent(points: FloatArray) -> FloatArray:
    x, y = points.T
    return np.column_stack([x + np.sin(y / 2.5 + 0.7), y + np.sin(x / 2.3 + 2.0)])


def _sites(
    rng: np.random.Generator, points: FloatArray, nearest_city: IntArray
) -> tuple[FloatArray, IntArray, IntArray, int]:
    """Seeds of the atoms: clusters (wijken) of the points of a city, and clusters (atoms) within each."""
    sites, city, wijk, count, spoordijk = [], [], [], 0, 0
    for index, place in enumerate(CITIES):
        own = points[nearest_city == index]
        centres, label = _lloyd(rng, own, place.wijken)
        order = np.lexsort((centres[:, 1], centres[:, 0]))  # from west to east, so that codes follow the map
        for cluster in order:
            members = own[label == cluster]
            atoms = int(rng.choice([3, 4, 5, 6, 7], p=[0.25, 0.33, 0.22, 0.12, 0.08]))
            if place.name == "Havermeer" and cluster == _third_from_centre(centres, place):
                atoms, spoordijk = 6, count
            seeds, _ = _lloyd(rng, members, atoms)
            seeds = seeds[np.argsort(seeds[:, 0])]
            sites.append(seeds)
            city += [index] * atoms
            wijk += [count] * atoms
            count += 1
    return np.vstack(sites), np.array(city), np.array(wijk), spoordijk


def _third_from_centre(centres: FloatArray, place: City) -> int:
    """De Spoordijk lies just outside the centre of Havermeer, with other wijken all around it."""
    return int(np.argsort(np.hypot(centres[:, 0] - place.x, centres[:, 1] - place.y))[2])


def _lloyd(rng: np.random.Generator, points: FloatArray, k: int) -> tuple[FloatArray, IntArray]:
    """k cluster centres by Lloyd's algorithm, started from points far apart."""
    centres = points[rng.integers(len(points), size=1)]
    while len(centres) < k:
        distance, _ = _tree(centres).query(points)
        weight = distance**2 / (distance**2).sum()
        centres = np.vstack([centres, points[rng.choice(len(points), p=weight)]])
    for _ in range(8):
        _, label = _tree(centres).query(points)
        total = np.bincount(label, minlength=k).clip(1)
        sums = [np.bincount(label, points[:, axis], k) / total for axis in (0, 1)]
        centres = np.column_stack(sums)
    return centres, np.asarray(label, dtype=np.int64)


def _mirror(sites: FloatArray, outline: Polygon) -> FloatArray:
    """Points outside: sites near the outline mirrored in it (bisectors follow it), and a far ring."""
    ring = np.asarray(LineString(outline.exterior.coords).segmentize(0.06).coords)
    distance, nearest = _tree(ring).query(sites)
    mirrored = (2 * ring[nearest] - sites)[distance < 5]
    mirrored = mirrored[~contains_xy(outline, mirrored[:, 0], mirrored[:, 1])]
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    far = np.column_stack([19 + 60 * np.cos(angle), 17 + 60 * np.sin(angle)])
    return np.vstack([mirrored, far])


def _cells(
    rng: np.random.Generator,
    diagram: Voronoi,
    sites: FloatArray,
    city: IntArray,
    wijk: IntArray,
    spoordijk: int,
) -> Landscape:
    """Border lines and areas of the atoms; a line is bent inside its own kite and so never meets another."""
    atoms = len(sites)
    pairs = np.asarray(diagram.ridge_points, dtype=np.int64)
    keep = np.array([-1 not in v for v in diagram.ridge_vertices]) & (pairs.min(axis=1) < atoms)
    pairs = pairs[keep]
    ends = np.array([v for v, k in zip(diagram.ridge_vertices, keep, strict=True) if k], dtype=np.int64)
    pairs = np.where(pairs < atoms, pairs, -1)
    flip = pairs[:, 0] < 0  # a real atom always stands on the left
    pairs[flip] = pairs[flip][:, ::-1]
    a, b = diagram.vertices[ends[:, 0]], diagram.vertices[ends[:, 1]]
    site = sites[pairs[:, 0]]
    cross = (b[:, 0] - a[:, 0]) * (site[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (site[:, 0] - a[:, 0])
    turn = cross < 0  # make the left atom lie left of the direction start -> end
    ends[turn] = ends[turn][:, ::-1]
    a, b = diagram.vertices[ends[:, 0]], diagram.vertices[ends[:, 1]]
    lines = _bend(rng, a, b, site)
    area = np.zeros(atoms)
    for line, (left, right) in zip(lines, pairs, strict=True):
        half = 0.5 * float(np.sum(line[:-1, 0] * line[1:, 1] - line[1:, 0] * line[:-1, 1]))
        area[left] += half
        if right >= 0:
            area[right] -= half
    sides = pairs[:, 0], pairs[:, 1], ends[:, 0], ends[:, 1]
    return Landscape(city, wijk, sites, area, lines, *sides, spoordijk)


def _bend(rng: np.random.Generator, a: FloatArray, b: FloatArray, site: FloatArray) -> list[FloatArray]:
    """Turn straight ridges into winding lines that stay inside the kite of the ridge and its two sites.

    The triangles (site, start, end) tile each Voronoi cell, so lines that stay inside theirs cannot cross.
    """
    direction = b - a
    length = np.linalg.norm(direction, axis=1).clip(1e-9)
    unit = direction / length[:, None]
    normal = np.column_stack([-unit[:, 1], unit[:, 0]])
    along = ((site - a) * unit).sum(axis=1) / length
    height = np.abs(((site - a) * normal).sum(axis=1))
    lines = []
    wave = rng.normal(size=(len(a), 5)) / np.array([1.0, 1.5, 2.5, 4.0, 6.0])
    for i in range(len(a)):
        count = int(np.clip(length[i] / 0.075, 1, 14)) + 1
        t = np.linspace(0, 1, count + 1)
        s = along[i]
        left = t / s if s > 0 else t
        right = (1 - t) / (1 - s) if s < 1 else 1 - t
        room = 0.8 * height[i] * np.minimum(np.minimum(left, right), 1)
        sway = np.sin(np.pi * np.outer(t, np.arange(1, 6))) @ wave[i] * 0.09 * length[i]
        offset = np.clip(sway, -room, room)
        offset[[0, -1]] = 0
        line = a[i] + t[:, None] * direction[i] + offset[:, None] * normal[i]
        line[0], line[-1] = a[i], b[i]
        lines.append(line)
    return lines
