"""The example province as files and as a release; library and site tests both use it.

The files are written once per test session. The release is built once for all test runs: kept by the
content of the library.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.areas import build_release
from wijkwijzer.example import areas_input, truth

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("areas", "opendata", "example")


@pytest.fixture(scope="session")
def example_input(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `wijkwijzer areas build --input` reads."""
    return areas_input(tmp_path_factory.mktemp("lindemark"))


@pytest.fixture(scope="session")
def example_truth() -> dict[str, pl.DataFrame]:
    """What was planted in the example, for scoring only."""
    return truth()


@pytest.fixture(scope="session")
def example_release_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example's release."""
    kept = ROOT / "var" / "test-releases" / _version()
    kept.parent.mkdir(parents=True, exist_ok=True)
    # Two processes test side by side: the second waits for what the first builds.
    with (kept.parent.parent / "test-releases.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.is_dir():
            draft = tmp_path_factory.mktemp("uitgave")
            build_release(areas_input(draft / "voorbeeld"), draft / "release")
            for old in kept.parent.iterdir():
                shutil.rmtree(old, ignore_errors=True)
            whole = kept.with_name(f"{kept.name}-half")
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
