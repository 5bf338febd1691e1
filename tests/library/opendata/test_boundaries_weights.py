"""Borders from TopoJSON and GeoJSON, and weights whose sums survive single precision."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pytest
import shapely

from wijkwijzer.errors import InputError
from wijkwijzer.opendata.boundaries import read_boundaries
from wijkwijzer.opendata.description import source
from wijkwijzer.opendata.fetching.discover import FoundFile
from wijkwijzer.opendata.weights import read_weights


def found(path: Path, key: str, year: int | None = None) -> FoundFile:
    description = source(key)
    return FoundFile(path, path.name, description, description.files[0], year, None, None)


def topology() -> dict[str, object]:
    """Two squares that share an arc, and one shape that vanished."""
    arcs = [
        [[10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 10], [10, 0], [0, -10], [-10, 0]],
    ]
    geometries = [
        {"type": "Polygon", "arcs": [[0, 1]], "properties": {"statcode": "WK990101", "statnaam": "West"}},
        {"type": "Polygon", "arcs": [[2, 0]], "properties": {"statcode": "WK990102", "statnaam": "Oost"}},
        {"type": None, "properties": {"statcode": "WK990103", "statnaam": "Klein"}},
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [0.001, 0.001], "translate": [5.0, 52.0]},
        "arcs": arcs,
        "objects": {"wijk_2022": {"type": "GeometryCollection", "geometries": geometries}},
    }


def test_topojson_keeps_areas_without_shape(tmp_path: Path) -> None:
    path = tmp_path / "wijk_2022.topojson.gz"
    path.write_bytes(gzip.compress(json.dumps(topology()).encode()))
    frame = read_boundaries(found(path, "cbs-kaart", 2022)).sort("code")
    assert frame["code"].to_list() == ["WK990101", "WK990102", "WK990103"]
    assert frame["geometry"].is_null().to_list() == [False, False, True]
    west, east = (shapely.from_wkb(each) for each in frame["geometry"][:2])
    assert west.area == pytest.approx(1e-4)
    assert west.bounds == pytest.approx((5.0, 52.0, 5.01, 52.01))
    assert shapely.intersection(west, east).length == pytest.approx(0.01)


def test_geojson_gives_the_same(tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[5, 52], [5.01, 52], [5.01, 52.01], [5, 52.01], [5, 52]]]}
    feature = {
        "type": "Feature",
        "properties": {"statcode": "WK990101", "statnaam": "West"},
        "geometry": square,
    }
    path = tmp_path / "wijken_2022.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    frame = read_boundaries(found(path, "cbs-kaart", 2022))
    assert shapely.from_wkb(frame["geometry"][0]).area == pytest.approx(1e-4)
    assert frame["division"].to_list() == [2022]


@pytest.mark.parametrize("content", [{"type": "Topology", "arcs": []}, {"features": [{"properties": 3}]}, []])
def test_a_broken_map_is_one_sentence(tmp_path: Path, content: object) -> None:
    path = tmp_path / "wijk_2022.topojson"
    path.write_text(json.dumps(content))
    with pytest.raises(InputError):
        read_boundaries(found(path, "cbs-kaart", 2022))


def weights(**columns: object) -> pl.DataFrame:
    base: dict[str, object] = {
        "from_year": [2020, 2020, 2020],
        "to_year": [2024, 2024, 2024],
        "from_code": ["WK003402"] * 3,
        "to_code": ["WK003403", "WK003404", "WK003405"],
        "addresses": [1, 1, 1],
    }
    return pl.DataFrame(base | columns)


def test_weights_sum_to_one_in_double_precision(tmp_path: Path) -> None:
    path = tmp_path / "grenswijziging_x.parquet"
    weights(weight=pl.Series([1 / 3] * 3, dtype=pl.Float32)).write_parquet(path)
    frame = read_weights(found(path, "grenswijziging"))
    assert frame["weight"].sum() == pytest.approx(1.0, rel=1e-15)


def test_one_way_of_counting_is_used(tmp_path: Path) -> None:
    path = tmp_path / "grenswijziging_x.parquet"
    both = pl.concat(
        [weights(basis=["pc6_huisnummer"] * 3), weights(basis=["toevoeging"] * 3, addresses=[9, 0, 0])]
    )
    both.write_parquet(path)
    assert read_weights(found(path, "grenswijziging")).height == 3


@pytest.mark.parametrize(
    "columns",
    [
        {"from_code": ["WK003402", "GM0034", "WK003402"]},
        {"addresses": [1, -1, 1]},
        {"to_code": ["WK003403", "WK003403", "WK003405"]},
        {"to_code": ["WK003403", "nergens", "WK003405"]},
    ],
)
def test_wrong_weights_name_their_row(tmp_path: Path, columns: dict[str, object]) -> None:
    path = tmp_path / "grenswijziging_x.parquet"
    weights(**columns).write_parquet(path)
    with pytest.raises(InputError) as caught:
        read_weights(found(path, "grenswijziging"))
    assert caught.value.row in (2, 3)
