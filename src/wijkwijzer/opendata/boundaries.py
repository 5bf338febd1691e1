"""Borders of areas from TopoJSON and GeoJSON, in longitude and latitude (WGS84)."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon, shape

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.codes import clean_code, level_of
from wijkwijzer.opendata.fetching.discover import FoundFile
from wijkwijzer.opendata.readers import read_json

__all__ = ["BOUNDARY_SCHEMA", "read_boundaries"]

BOUNDARY_SCHEMA = {
    "code": pl.String,
    "division": pl.Int32,
    "level": pl.String,
    "name": pl.String,
    "geometry": pl.Binary,
    "source": pl.String,
}
Ring = NDArray[np.float64]


def read_boundaries(file: FoundFile) -> pl.DataFrame:
    """Read one map; an area whose shape vanished when the publisher simplified it keeps its row without
    geometry.

    Returns
    -------
    polars.DataFrame
        Columns of ``BOUNDARY_SCHEMA``; ``geometry`` is WKB (Polygon or MultiPolygon) or null.
    """
    content = read_json(file.path)
    year = file.rule.division if file.rule.division is not None else file.year
    try:
        if content.get("type") == "Topology":
            pairs = _topology(content)
        else:
            pairs = [(feature["properties"], feature["geometry"]) for feature in content["features"]]
            pairs = [(properties, _clean(_surface(g)) if g else None) for properties, g in pairs]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InputError("Deze kaart is geen geldige TopoJSON of GeoJSON.", file=file.name) from error
    # Parts under water are separate features with the same code; the shape is the land.
    pairs = [(properties, g) for properties, g in pairs if properties.get("water", "NEE") == "NEE"]
    codes = [_first(properties, file.rule.code) for properties, _ in pairs]
    if codes and codes[0] is None:
        raise InputError("De code van het gebied ontbreekt.", file=file.name, column=file.rule.code[0])
    code = clean_code(pl.lit(pl.Series("code", codes, dtype=pl.String)))
    if file.rule.prefix:
        code = pl.concat_str(pl.lit(file.rule.prefix), code)
    frame = pl.select(
        code.alias("code"),
        pl.Series("name", [_first(properties, file.rule.name) for properties, _ in pairs], dtype=pl.String),
        pl.Series(
            "geometry", [shapely.to_wkb(g) if g is not None else None for _, g in pairs], dtype=pl.Binary
        ),
    )
    frame = frame.with_columns(
        division=pl.lit(year, dtype=pl.Int32), level=level_of(pl.col("code")), source=pl.lit(file.source.key)
    )
    return (
        frame.filter(pl.col("level").is_not_null()).select(list(BOUNDARY_SCHEMA)).unique("code", keep="first")
    )


def _surface(geometry: dict[str, Any]) -> Any:
    """Build a surface from GeoJSON; by arrays, because a national map has millions of points."""
    if geometry["type"] == "Polygon":
        return _polygon(geometry["coordinates"])
    if geometry["type"] == "MultiPolygon":
        return MultiPolygon([_polygon(rings) for rings in geometry["coordinates"]])
    return shape(geometry)


def _polygon(rings: list[Any]) -> Any:
    outer, *holes = (np.asarray(ring, dtype=np.float64)[:, :2] for ring in rings)
    return Polygon(outer, holes)


def _first(properties: dict[str, Any], names: tuple[str, ...]) -> str | None:
    return next((str(properties[name]) for name in names if properties.get(name) is not None), None)


def _topology(content: dict[str, Any]) -> list[tuple[dict[str, Any], Polygon | MultiPolygon | None]]:
    scale, translate = content["transform"]["scale"], content["transform"]["translate"]
    arcs = [
        np.cumsum(np.asarray(arc, dtype=np.float64), axis=0) * scale + translate for arc in content["arcs"]
    ]
    collection = next(iter(content["objects"].values()))
    return [(entry.get("properties") or {}, _geometry(entry, arcs)) for entry in collection["geometries"]]


def _geometry(entry: dict[str, Any], arcs: list[Ring]) -> Polygon | MultiPolygon | None:
    if entry.get("type") == "Polygon":
        parts = [entry["arcs"]]
    elif entry.get("type") == "MultiPolygon":
        parts = entry["arcs"]
    else:
        return None
    polygons = []
    for part in parts:
        rings = [_ring(indices, arcs) for indices in part]
        rings = [ring for ring in rings if len(ring) >= 4]
        if rings:
            polygons.append(Polygon(rings[0], rings[1:]))
    return _clean(MultiPolygon(polygons)) if polygons else None


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs to a ring; a negative index is an arc walked backwards, each next arc repeats a point."""
    parts = [arcs[~i][::-1] if i < 0 else arcs[i] for i in indices]
    return np.concatenate([parts[0], *[part[1:] for part in parts[1:]]])


def _clean(geometry: Any) -> Polygon | MultiPolygon | None:
    """Mend crossing rings; keep only surfaces."""
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry)
    if geometry.geom_type == "GeometryCollection":
        parts = [part for part in geometry.geoms if part.geom_type in ("Polygon", "MultiPolygon")]
        geometry = shapely.union_all(parts) if parts else None
    if geometry is None or geometry.is_empty or geometry.geom_type not in ("Polygon", "MultiPolygon"):
        return None
    if geometry.geom_type == "MultiPolygon" and len(geometry.geoms) == 1:
        geometry = geometry.geoms[0]
    return geometry
