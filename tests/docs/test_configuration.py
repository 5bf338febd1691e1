"""Every setting, command and health address is documented, and what is documented exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "src" / "wijkwijzer_web"
DOCS = ROOT / "docs" / "en"


def read_settings() -> set[str]:
    """The names that settings.py asks the environment for."""
    tree = ast.parse((SITE / "settings.py").read_text(encoding="utf-8"))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "id", "") == "env"
        and isinstance(node.args[0], ast.Constant)
    }


def test_settings_and_docs_name_the_same() -> None:
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    asked = read_settings()
    assert len(asked) > 40
    assert documented == asked


def test_commands_are_documented() -> None:
    page = (DOCS / "operations.md").read_text(encoding="utf-8")
    for path in SITE.glob("*/management/commands/*.py"):
        if path.stem != "__init__":
            assert re.search(rf"\b{path.stem}\b", page), f"operations.md does not name {path.stem}"


def test_health_addresses_are_documented() -> None:
    page = (DOCS / "operations.md").read_text(encoding="utf-8")
    urls = (SITE / "operations" / "urls.py").read_text(encoding="utf-8")
    for name in re.findall(r'path\("(\w+)"', urls):
        assert f"/healthz/{name}" in page
