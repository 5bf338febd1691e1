"""Neighbourhoods: panel releases, positions, differences and the profile that page, API and report share."""

from wijkwijzer.areas.profile import AreaProfile
from wijkwijzer.areas.release import Release, open_release

__all__ = ["AreaProfile", "Release", "open_release"]
