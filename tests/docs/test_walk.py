"""The table of the five walks names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
TABLE = TESTS.parent / "docs" / "en" / "walk.md"


def test_every_test_that_the_table_names_is_there_and_every_row_says_something() -> None:
    text = TABLE.read_text("utf-8")
    named = set(re.findall(r"`([\w/]+\.py)::(\w+)`", text))
    assert len(named) > 50
    gone = [f"{file}::{name}" for file, name in named if f"def {name}(" not in _read(file)]
    assert gone == []
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| item")]
    assert [row for row in rows if "::" not in row and "open" not in row] == []


def _read(file: str) -> str:
    path = TESTS / file
    return path.read_text("utf-8") if path.is_file() else ""
