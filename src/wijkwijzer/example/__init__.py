"""Lindemark: one invented province of twelve cities, for the demo, the tests and the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkwijzer.faces import lazily

if TYPE_CHECKING:
    from wijkwijzer.example.files import areas_input, truth, write
    from wijkwijzer.example.province import SEED, Province

__all__ = ["SEED", "Province", "areas_input", "truth", "write"]

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__, {"files": ("areas_input", "truth", "write"), "province": ("SEED", "Province")}
    )
