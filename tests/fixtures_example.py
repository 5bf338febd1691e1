"""The example province as files, written once per test session; library and site tests both use it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from wijkwijzer.example import areas_input, truth


@pytest.fixture(scope="session")
def example_input(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `wijkwijzer areas build --input` reads."""
    return areas_input(tmp_path_factory.mktemp("lindemark"))


@pytest.fixture(scope="session")
def example_truth() -> dict[str, pl.DataFrame]:
    """What was planted in the example, for scoring only."""
    return truth()
