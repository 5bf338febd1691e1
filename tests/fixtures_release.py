"""The example's release on show on the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures_example import example_release_folder
from wijkwijzer_web.areas.actions import show_release
from wijkwijzer_web.areas.queries import Current, current

__all__ = ["example_release_folder", "shown"]


@pytest.fixture
def shown(db: None, example_release_folder: Path) -> Current:
    """The example on show."""
    show_release(actor=None, folder=example_release_folder)
    return current()
