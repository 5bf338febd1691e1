"""Lindemark: one invented province of twelve cities, for the demo, the tests and the documentation."""

from wijkwijzer.example.province import SEED, Province, write

__all__ = ["SEED", "Province", "write"]
