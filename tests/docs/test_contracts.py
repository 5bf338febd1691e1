"""The contracts about rooms bite: planted faults are found, and a clean room passes."""

from __future__ import annotations

import pytest
from grimp import ImportGraph

from contracts import RoomFacesContract, RoomLayersContract

CLEAN = {
    "a.apps": [],
    "a.models": [],
    "a.service": ["a.work.queries"],
    "a.work.queries": ["a.models"],
    "a.work.views": ["a.work.queries", "core.audit"],
    "b.apps": [],
    "b.models": [],
    "b.queries": ["a.service"],
    "core.apps": [],
    "core.models": [],
}


def graph_of(modules: dict[str, list[str]]) -> ImportGraph:
    graph = ImportGraph()
    names = {f"wijkwijzer_web.{name}" for name in [*modules, "core.audit"]}
    for name in sorted(names | {name.rpartition(".")[0] for name in names} | {"wijkwijzer_web"}):
        graph.add_module(name)
    for name in {name.rpartition(".")[0] for name in names if name.count(".") > 2}:
        graph.add_module(name.rpartition(".")[0])
    for importer, imported in modules.items():
        for other in imported:
            graph.add_import(importer=f"wijkwijzer_web.{importer}", imported=f"wijkwijzer_web.{other}")
    return graph


def faults(contract: type, option: str, modules: dict[str, list[str]], *lines: str) -> list[str]:
    made = contract("name", {}, {option: list(lines)})
    check = made.check(graph_of(modules), verbose=False)
    found = [line for lines in check.metadata.values() for line in lines]
    assert check.kept == (not found)
    return found


def test_a_clean_room_passes() -> None:
    assert faults(RoomLayersContract, "placed", CLEAN, "core.audit: queries") == []
    assert faults(RoomFacesContract, "exceptions", CLEAN) == []


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({"a.helpers": []}, "wijkwijzer_web.a.helpers"),
        ({"a.work.helpers": []}, "wijkwijzer_web.a.work.helpers"),
        ({"a.work.queries": ["a.work.views"]}, "may not import"),
        ({"a.models": ["a.work.queries"]}, "may not import"),
    ],
)
def test_a_module_without_a_layer_and_an_import_upward_are_found(
    extra: dict[str, list[str]], expected: str
) -> None:
    (fault,) = faults(RoomLayersContract, "placed", CLEAN | extra, "core.audit: queries")
    assert expected in fault


def test_a_line_for_what_is_not_there_is_found() -> None:
    assert faults(RoomLayersContract, "placed", CLEAN, "core.audit: queries", "a.gone: pages")
    assert faults(RoomFacesContract, "exceptions", CLEAN, "b.queries -> a.models")
    with pytest.raises(ValueError, match="no such layer"):
        faults(RoomLayersContract, "placed", CLEAN, "core.audit: cellar")


def test_an_import_past_the_face_is_found_unless_it_is_a_listed_exception() -> None:
    deep = CLEAN | {"b.queries": ["a.models"]}
    assert faults(RoomFacesContract, "exceptions", deep) == ["b.queries -> a.models"]
    assert faults(RoomFacesContract, "exceptions", deep, "b.queries -> a.models") == []
