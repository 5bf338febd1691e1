"""The example as a release, built once for all test runs: kept by the content of the library."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from wijkwijzer.areas.build import build_release
from wijkwijzer.example import areas_input
from wijkwijzer_web.areas.actions import show_release
from wijkwijzer_web.areas.queries import Current, current

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("areas", "opendata", "example")


@pytest.fixture(scope="session")
def example_release_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example's release."""
    kept = ROOT / "var" / "test-releases" / _version()
    if not kept.is_dir():
        draft = tmp_path_factory.mktemp("uitgave")
        build_release(areas_input(draft / "voorbeeld"), draft / "release")
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in kept.parent.iterdir():
            shutil.rmtree(old, ignore_errors=True)
        whole = kept.with_name(f"{kept.name}-{os.getpid()}")
        shutil.copytree(draft / "release", whole)
        whole.rename(kept)
    return kept


def _version() -> str:
    files = sorted(
        path
        for room in ROOMS
        for path in (ROOT / "src" / "wijkwijzer" / room).rglob("*")
        if path.is_file() and path.suffix not in {".pyc"}
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


@pytest.fixture
def shown(db: None, example_release_folder: Path) -> Current:
    """The example on show."""
    show_release(actor=None, folder=example_release_folder)
    return current()
