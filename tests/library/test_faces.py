"""The face of a library package is what others import, no more and no less, and costs nothing to import."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FACES = ("areas", "disclosure", "effects")
INSIDE = {
    "effects": ("tests/library/effects", "tests/fixtures_effects.py", "tests/fixtures_leefbaarometer.py"),
    "areas": ("tests/library/areas",),
    "disclosure": ("tests/library/disclosure",),
}
"""Tests of a package may look inside it."""


def imports(path: Path, package: str) -> Iterator[tuple[str, str]]:
    """The module and name of each import from a package."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = "\n".join(re.findall(r"^from wijkwijzer\S+ import [\w, ]+$", text, re.MULTILINE))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[:2] == ["wijkwijzer", package]:
            yield from ((node.module or "", alias.name) for alias in node.names)


def files(package: str, *folders: str) -> list[Path]:
    """The files of these folders outside the package and its own tests."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    inside = [ROOT / "src/wijkwijzer" / package, *(ROOT / folder for folder in INSIDE[package])]
    return [path for path in found if not any(path.is_relative_to(folder) for folder in inside)]


@pytest.mark.parametrize("package", FACES)
def test_others_import_the_face_only(package: str) -> None:
    for path in files(package, "src", "tests/site"):
        for module, name in imports(path, package):
            if not (path.is_relative_to(ROOT / "tests") and name == "methods"):
                assert module == f"wijkwijzer.{package}", f"{path}: {module} is not the face"


@pytest.mark.parametrize("package", FACES)
def test_the_face_offers_what_others_use(package: str) -> None:
    face = importlib.import_module(f"wijkwijzer.{package}")
    places = [*files(package, "src", "tests", "benchmarks"), *(ROOT / "docs").rglob("*.md")]
    used = {name for path in places for module, name in imports(path, package) if module == face.__name__}
    offered = set(face.__all__)
    assert used <= offered | {"methods"}
    assert offered <= used, f"nobody uses {sorted(offered - used)}"
    for name in face.__all__:
        assert getattr(face, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        face.nonsense  # noqa: B018


@pytest.mark.parametrize("package", FACES)
def test_a_face_costs_nothing(package: str) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, wijkwijzer.{package}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    assert not {"polars", "numpy", "scipy", "shapely"} & set(loaded.stdout.split())
