"""The example as a release, built once for all test runs: kept by the content of the library that makes it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from wijkwijzer.example import areas_input

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("areas", "opendata", "example")


def _version() -> str:
    files = sorted(
        path
        for room in ROOMS
        for path in (ROOT / "src" / "wijkwijzer" / room).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
