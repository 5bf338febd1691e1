"""Two contracts for import-linter that know the form of a room: its layers, and its face.

They find the rooms and their feature folders by themselves: a new app needs no line in `pyproject.toml`.
"""

from __future__ import annotations

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

SITE = "wijkwijzer_web"
# From low to high. A module may import what is lower, and what is in its own layer.
LAYERS = {
    "migrations": 0,
    "models": 1,
    "queries": 2,
    "pages": 3,
    "actions": 4,
    "service": 5,
    "forms": 6,
    "views": 7,
    "admin": 7,
    "api": 7,
    "management": 7,
    "templatetags": 7,
    "urls": 8,
    "apps": 9,
}
GROUND = "core"


def _apps(graph: ImportGraph) -> list[str]:
    children = (name for name in graph.find_children(SITE) if graph.find_children(name))
    return sorted(name for name in children if f"{name}.apps" in graph.modules)


class RoomLayersContract(Contract):
    """Every module of a room lies in a layer, by its name or by a line in `placed`; imports only go down.

    A folder with another name than a layer is a feature: the same layers hold inside it, and across features.
    """

    placed = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every room."""
        placed = dict(_pair(str(line)) for line in self.placed)  # type: ignore[attr-defined]
        homeless: list[str] = []
        upward: list[str] = []
        for app in _apps(graph):
            ranks = _ranks(graph, app, placed, homeless)
            upward += _upward(graph, ranks)
        unknown = sorted(set(placed) - graph.modules)
        return ContractCheck(
            kept=not (homeless or upward or unknown),
            metadata={"homeless": homeless, "upward": upward, "unknown": unknown},
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say what is wrong, a line each."""
        for name in check.metadata["homeless"]:
            output.print_error(f"{name} lies in no layer: name it after one, or place it in pyproject.toml")
        for line in check.metadata["upward"]:
            output.print_error(line)
        for name in check.metadata["unknown"]:
            output.print_error(f"{name} is placed in pyproject.toml and is not there")


def _pair(line: str) -> tuple[str, str]:
    module, _colon, layer = (part.strip() for part in line.partition(":"))
    if layer not in LAYERS:
        raise ValueError(f"{line!r}: no such layer")
    return f"{SITE}.{module}", layer


def _ranks(graph: ImportGraph, app: str, placed: dict[str, str], homeless: list[str]) -> dict[str, str]:
    """The layer of every module of a room; what has none goes to `homeless`."""
    found: dict[str, str] = {}

    def place(package: str, is_feature: bool) -> None:
        for child in sorted(graph.find_children(package)):
            name = child.rpartition(".")[2]
            layer = placed.get(child) or (name if name in LAYERS else "")
            if layer:
                found.update(dict.fromkeys([child, *graph.find_descendants(child)], layer))
            elif graph.find_children(child) and not is_feature:
                place(child, True)
            elif name != "locale":
                homeless.append(child)

    place(app, False)
    return found


def _upward(graph: ImportGraph, layers: dict[str, str]) -> list[str]:
    wrong = []
    for module, layer in sorted(layers.items()):
        for other in sorted(graph.find_modules_directly_imported_by(module)):
            there = layers.get(other)
            if there is None or there == layer or LAYERS[there] < LAYERS[layer]:
                continue
            wrong.append(f"{module} ({layer}) may not import {other} ({there})")
    return wrong


class RoomFacesContract(Contract):
    """Rooms reach each other through `service.py` only; `exceptions` are deep imports that still stand.

    An exception that nothing needs any more breaks the contract too, so that the list only gets shorter.
    """

    exceptions = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import from one room into another."""
        apps = _apps(graph)
        allowed = {str(line) for line in self.exceptions}  # type: ignore[attr-defined]
        deep = set()
        for app in apps:
            for module in sorted({app, *graph.find_descendants(app)}):
                for other in graph.find_modules_directly_imported_by(module):
                    if _is_deep(app, other, apps):
                        deep.add(f"{module.removeprefix(SITE + '.')} -> {other.removeprefix(SITE + '.')}")
        return ContractCheck(
            kept=deep == allowed,
            metadata={"deep": sorted(deep - allowed), "idle": sorted(allowed - deep)},
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say what is wrong, a line each."""
        for line in check.metadata["deep"]:
            output.print_error(f"{line}: import from its service.py")
        for line in check.metadata["idle"]:
            output.print_error(f"{line}: nothing needs this exception any more, take it out")


def _is_deep(app: str, imported: str, apps: list[str]) -> bool:
    owner: Any = next((name for name in apps if imported == name or imported.startswith(f"{name}.")), None)
    if owner in {None, app, f"{SITE}.{GROUND}"}:
        return False
    return imported != f"{owner}.service" and not imported.startswith(f"{owner}.service.")
