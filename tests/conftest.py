"""Shared by all tests: where the real figures are, and a clear word when they are not there."""

from __future__ import annotations

import os
from pathlib import Path

# As in the Makefile: on few cores threads of BLAS wait for each other; before numpy comes in.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
# No test depends on how busy the machine is: neither one example nor the making of them is timed.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real figures (`WIJKWIJZER_DATA`, else ../shared/data), or a skip that says so."""
    folder = Path(os.environ.get("WIJKWIJZER_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("real figures are absent: no folder ../shared/data and WIJKWIJZER_DATA is not set")
    return folder
