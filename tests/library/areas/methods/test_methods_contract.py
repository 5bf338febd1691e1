"""What every method promises: the same twice, any order of rows, one row or none, and numbers for JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from wijkwijzer.areas import methods as m
from wijkwijzer.disclosure import suppress_sums

YEARS = np.arange(2008, 2024)
Rows = dict[str, np.ndarray]


def rows(areas: int) -> Rows:
    """Random areas with gaps; `key` tells them apart."""
    rng = np.random.default_rng(17)
    values = rng.normal(50, 6, (areas, 1)) + rng.normal(size=(areas, len(YEARS)))
    values[rng.random(values.shape) < 0.04] = np.nan
    return {
        "values": values,
        "size": rng.uniform(100, 9000, areas),
        "group": rng.integers(0, 4, areas),
        "context": rng.normal(size=(areas, 3)),
    }


def _trends(r: Rows) -> Any:
    return m.trends(r["values"], YEARS, size=r["size"])


def _turns(r: Rows) -> Any:
    return m.turning_points(r["values"], YEARS, rho=0.3, sigma=1.0)


def _positions(r: Rows) -> Any:
    last = r["values"][:, -1]
    return m.positions(last, last - 0.5, last + 0.5, residents=r["size"], group=r["group"])


def _peers(r: Rows) -> Any:
    found = m.find_peers(r["context"])
    return {"distance": found.distance, "good": found.good}


def _intervals(r: Rows) -> Any:
    low, high = m.year_to_year(r["values"], r["size"][:, None] / 1000, bounds=(0, 100))
    return {"low": low, "high": high}


def _disclosure(r: Rows) -> Any:
    count = np.floor(r["size"] / 100)
    return suppress_sums(count, csr_matrix(np.eye(len(count))))


def _slopes(r: Rows) -> Any:
    return {"slope": m.theil_sen(r["values"], YEARS)}


METHODS: dict[str, Callable[[Rows], Any]] = {
    "trends": _trends,
    "turning_points": _turns,
    "positions": _positions,
    "find_peers": _peers,
    "year_to_year": _intervals,
    "suppress_sums": _disclosure,
    "theil_sen": _slopes,
    "benjamini_hochberg": lambda r: {"q": m.benjamini_hochberg(r["size"] / 9000)},
}


def columns(result: Any) -> dict[str, np.ndarray]:
    """The arrays of a result that have one entry per area."""
    fields = dataclasses.asdict(result) if dataclasses.is_dataclass(result) else result
    return {name: np.asarray(value) for name, value in fields.items() if np.ndim(value)}


@pytest.mark.parametrize("name", METHODS)
def test_the_same_input_gives_the_same_bytes(name: str) -> None:
    one, two = (columns(METHODS[name](rows(400))) for _ in range(2))
    assert all(one[key].tobytes() == two[key].tobytes() for key in one)


@pytest.mark.parametrize("name", METHODS)
def test_rows_may_come_in_any_order(name: str) -> None:
    given = rows(400)
    order = np.random.default_rng(3).permutation(400)
    one = columns(METHODS[name](given))
    two = columns(METHODS[name]({key: value[order] for key, value in given.items()}))
    for key in one:
        assert np.allclose(one[key][order], two[key], rtol=1e-9, atol=1e-9, equal_nan=True), key


@pytest.mark.parametrize("areas", [0, 1, 2, 7])
@pytest.mark.parametrize("name", METHODS)
def test_few_rows_and_none_are_no_error(name: str, areas: int) -> None:
    found = columns(METHODS[name](rows(areas)))
    assert all(len(value) == areas for value in found.values())


@pytest.mark.parametrize("name", METHODS)
def test_input_is_left_alone(name: str) -> None:
    given, same = rows(60), rows(60)
    METHODS[name](given)
    assert all(np.array_equal(given[key], same[key], equal_nan=True) for key in given)


@pytest.mark.parametrize("name", METHODS)
def test_results_survive_json(name: str) -> None:
    for value in columns(METHODS[name](rows(60))).values():
        text = json.dumps([None if v != v else v for v in value.ravel().tolist()], allow_nan=False)
        back = [np.nan if v is None else v for v in json.loads(text)]
        assert np.array_equal(np.array(back, dtype=float), value.ravel().astype(float), equal_nan=True)
