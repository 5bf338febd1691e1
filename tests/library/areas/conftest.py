"""Fixtures of the areas tests: the release of the example province, built once for all runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkwijzer.areas.release import Release, open_release


@pytest.fixture(scope="session")
def example_release(example_release_folder: Path) -> Release:
    """The example province as a release with base year 2024."""
    return open_release(example_release_folder)
