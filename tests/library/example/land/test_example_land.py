"""The land: borders are shared, areas nest, codes have the CBS shape and cannot be real."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon

from wijkwijzer.example import Province
from wijkwijzer.example.land.history import LEVELS, YEARS
from wijkwijzer.example.land.landscape import CITIES
from wijkwijzer.example.land.topology import Topology


def shapes(document: dict[str, Any]) -> dict[str, shapely.Geometry]:
    """Polygons of a TopoJSON document by code, decoded as the specification says."""
    scale, move = np.array(document["transform"]["scale"]), np.array(document["transform"]["translate"])
    arcs = [np.cumsum(arc, axis=0) * scale + move for arc in document["arcs"]]

    def ring(indices: list[int]) -> np.ndarray:
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        for one, two in zip(parts, parts[1:] + parts[:1], strict=True):
            assert np.array_equal(one[-1], two[0])
        return np.vstack(parts)

    found = {}
    (collection,) = document["objects"].values()
    for geometry in collection["geometries"]:
        parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        polygons = [Polygon(ring(p[0]), [ring(hole) for hole in p[1:]]) for p in parts]
        found[geometry["id"]] = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    return found


def read(folder: Path, level: str, year: int) -> dict[str, shapely.Geometry]:
    with gzip.open(folder / "boundaries" / f"{level}_{year}.topojson.gz") as file:
        return shapes(json.load(file))


@pytest.mark.parametrize("year", [2005, 2016, 2024])
def test_buurten_nest_in_wijken_in_gemeenten(example_input: Path, year: int) -> None:
    areas = {level: read(example_input, level, year) for level in LEVELS}
    for geometry in areas["buurt"].values():
        assert geometry.is_valid
    for inner, outer, width in (("buurt", "wijk", 6), ("wijk", "gemeente", 4)):
        for code, whole in areas[outer].items():
            parts = [g for c, g in areas[inner].items() if c[2 : 2 + width] == code[2:]]
            together = shapely.union_all(parts)
            assert together.symmetric_difference(whole).area < 1e-9 * whole.area
            assert sum(p.area for p in parts) == pytest.approx(whole.area, rel=1e-9)  # no overlap, no gap


def test_province_lies_in_the_sea_and_in_one_piece(example_input: Path) -> None:
    whole = shapely.union_all(list(read(example_input, "gemeente", 2024).values()))
    assert whole.geom_type == "Polygon"
    west, south, east, north = whole.bounds
    assert (west, south) > (3.2, 53.5)
    assert (east, north) < (3.95, 54.0)


@pytest.mark.parametrize("seed", [1, 7, 99])
def test_other_seeds_make_sound_provinces_too(seed: int) -> None:
    province = Province(seed)
    topology = Topology(province.landscape)
    for year in (2005, 2024):
        for level in LEVELS:
            codes, _, index = province.divisions[year].areas(level)
            document = json.loads(topology.topojson(level, index, [{"statcode": code} for code in codes]))
            found = shapes(document)
            assert list(found) == codes
            assert all(geometry.is_valid and geometry.area > 0 for geometry in found.values())


def test_twelve_cities_with_the_names_and_wijken_of_the_map() -> None:
    division = Province().divisions[2024]
    for city in CITIES:
        own = division.codes["gemeente"] == city.code
        assert set(division.names["gemeente"][own]) == {city.name}
        assert len(set(division.codes["wijk"][own])) == city.wijken


@pytest.mark.parametrize("year", YEARS)
def test_codes_have_the_shape_of_cbs_in_a_range_it_does_not_use(year: int) -> None:
    division = Province().divisions[year]
    patterns = {"gemeente": r"GM99\d\d", "wijk": r"WK99\d{4}", "buurt": r"BU99\d{6}"}
    for level in LEVELS:
        codes, names, _ = division.areas(level)
        assert all(re.fullmatch(patterns[level], code) for code in codes)
        assert all(names)
    assert np.array_equal(division.codes["buurt"] // 100, division.codes["wijk"])
    assert np.array_equal(division.codes["wijk"] // 100, division.codes["gemeente"])
    for level in LEVELS:  # one name per code
        pairs = set(zip(division.codes[level], division.names[level], strict=True))
        assert len(pairs) == len(set(division.codes[level]))


def test_no_code_of_the_example_is_in_the_real_figures(shared_data: Path, example_input: Path) -> None:
    real = pl.read_parquet(shared_data / "kwb" / "kwb_geharmoniseerd.parquet", columns=["code"])
    ours = pl.read_parquet(example_input / "kwb" / "kwb_geharmoniseerd.parquet", columns=["code"])
    assert not set(real["code"]) & set(ours["code"])


def test_de_spoordijk_is_as_the_texts_say() -> None:
    province = Province()
    division = province.divisions[2024]
    own = division.names["wijk"] == "De Spoordijk"
    assert set(division.names["gemeente"][own]) == {"Havermeer"}
    order = np.argsort(division.codes["buurt"][own])
    names = ["Wisselbuurt", "Seinpad", "Loodshof", "Perronkwartier", "Spoordijk-Oost", "Rangeerveld"]
    assert division.names["buurt"][own][order].tolist() == names
    assert province.society.residents[own, -1].sum() == 8240
    assert (province.divisions[2016].names["wijk"] == "De Spoordijk").sum() == 4  # the border moved in 2017
