"""Borders of any division of the province as TopoJSON: rings of shared arcs, in the shape CBS maps have."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijkwijzer.example.land.landscape import Landscape

__all__ = ["Topology"]

# An empty piece of the North Sea: nobody can take Lindemark for a real place.
WEST, SOUTH = 3.30, 53.55
DEGREE_PER_KM_X, DEGREE_PER_KM_Y = 1 / 66.0, 1 / 111.3
SCALE = 1e-5


_Ring = tuple[float, NDArray[np.int64], list[int]]


@dataclass(frozen=True)
class _Arcs:
    points: list[NDArray[np.int64]]
    encoded: list[str]


class Topology:
    """The lines of a landscape, quantised once; every division of every year is drawn from them.

    Parameters
    ----------
    landscape : the atoms and the lines between them.
    """

    def __init__(self, landscape: Landscape) -> None:
        self._land = landscape
        points, encoded = [], []
        factor = np.array([DEGREE_PER_KM_X, DEGREE_PER_KM_Y]) / SCALE
        for line in landscape.lines:
            grid = np.round(line * factor).astype(np.int64)
            moved = np.r_[True, np.any(np.diff(grid, axis=0) != 0, axis=1)]
            moved[-1] = True
            grid = grid[moved]
            points.append(grid)
            encoded.append(
                json.dumps(np.vstack([grid[:1], np.diff(grid, axis=0)]).tolist(), separators=(",", ":"))
            )
        self._arcs = _Arcs(points, encoded)

    def topojson(self, name: str, label: NDArray[np.int64], properties: list[dict[str, str]]) -> str:
        """Return a TopoJSON document of the areas `label` makes of the atoms.

        Parameters
        ----------
        name : key of the object, as in `wijk_2024`.
        label : (atoms,) area of each atom, 0..n-1.
        properties : n dicts; `statcode` becomes the id.
        """
        left, right = self._sides(label)
        border = np.flatnonzero(left != right)
        local = {int(line): i for i, line in enumerate(border)}
        rings = self._rings(left, right, border, len(properties))
        geometries = []
        for area, own in enumerate(rings):
            polygons = self._polygons(own, local)
            kind = "Polygon" if len(polygons) == 1 else "MultiPolygon"
            geometries.append(
                {
                    "type": kind,
                    "arcs": polygons[0] if kind == "Polygon" else polygons,
                    "properties": properties[area],
                    "id": properties[area]["statcode"],
                }
            )
        arcs = ",".join(self._arcs.encoded[line] for line in border)
        head = {"scale": [SCALE, SCALE], "translate": [WEST, SOUTH]}
        objects = {name: {"type": "GeometryCollection", "geometries": geometries}}
        return (
            f'{{"type":"Topology","arcs":[{arcs}],"transform":{json.dumps(head)},'
            f'"objects":{json.dumps(objects, ensure_ascii=False, separators=(",", ":"))}}}'
        )

    def _sides(self, label: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        land = self._land
        return label[land.left], np.where(land.right >= 0, label[land.right], -1)

    def _rings(
        self, left: NDArray[np.int64], right: NDArray[np.int64], border: NDArray[np.int64], areas: int
    ) -> list[list[list[int]]]:
        """Chains of lines around each area; a line walked backwards is written as its complement (~line)."""
        following: list[dict[int, tuple[int, int]]] = [{} for _ in range(areas)]
        start, end = self._land.start, self._land.end
        for line in border.tolist():
            following[left[line]][int(start[line])] = (line, int(end[line]))
            if right[line] >= 0:
                following[right[line]][int(end[line])] = (~line, int(start[line]))
        return [_chains(own) for own in following]

    def _polygons(self, rings: list[list[int]], local: dict[int, int]) -> list[list[list[int]]]:
        """Outer rings, each with the holes that lie inside it, as indices into the arcs of the document."""
        outer: list[_Ring] = []
        holes: list[_Ring] = []
        for ring in rings:
            xy = self._walk(ring)
            x, y = xy[:, 0].astype(float), xy[:, 1].astype(float)
            area = 0.5 * float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))
            arcs = [local[line] if line >= 0 else ~local[~line] for line in ring]
            (outer if area > 0 else holes).append((abs(area), xy, arcs))
        polygons = [[arcs] for _, _, arcs in outer]
        for _, xy, arcs in holes:
            inside = [i for i, (_, shell, _) in enumerate(outer) if _encloses(shell, xy[0])]
            polygons[min(inside, key=lambda i: outer[i][0])].append(arcs)
        return polygons

    def _walk(self, ring: list[int]) -> NDArray[np.int64]:
        return np.vstack([self._arcs.points[i] if i >= 0 else self._arcs.points[~i][::-1] for i in ring])


def _chains(following: dict[int, tuple[int, int]]) -> list[list[int]]:
    rings = []
    while following:
        first = min(following)
        ring, at = [], first
        while at in following:
            line, at = following.pop(at)
            ring.append(line)
        rings.append(ring)
    return rings


def _encloses(shell: NDArray[np.int64], point: NDArray[np.int64]) -> bool:
    """Even-odd rule (Shimrat 1962)."""
    x, y = float(point[0]), float(point[1])
    x1, y1 = shell[:-1].T.astype(float)
    x2, y2 = shell[1:].T.astype(float)
    straddles = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        hits = straddles & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return bool(hits.sum() % 2)
