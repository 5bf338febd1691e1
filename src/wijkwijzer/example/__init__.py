"""Lindemark: one invented province of twelve cities, for the demo, the tests and the documentation."""

from wijkwijzer.example.files import areas_input, truth, write
from wijkwijzer.example.province import SEED, Province

__all__ = ["SEED", "Province", "areas_input", "truth", "write"]
