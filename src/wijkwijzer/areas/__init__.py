"""Neighbourhoods: panel releases, positions, differences and the profile that page, API and report share."""

from wijkwijzer.areas.profile import AreaProfile

__all__ = ["AreaProfile"]
