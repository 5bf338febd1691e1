"""Fixtures of the areas tests: the release of the example province, built once per worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkwijzer.areas.build.release import build_release
from wijkwijzer.areas.release import Release, open_release


@pytest.fixture(scope="session")
def example_release(example_input: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The example province as a release with base year 2024."""
    folder = tmp_path_factory.mktemp("uitgave") / "release"
    build_release(example_input, folder)
    return open_release(folder)
