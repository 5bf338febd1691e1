"""Reading areas and figures."""

from wijkwijzer_web.areas.queries.releases import (
    Correction,
    Current,
    correction,
    current,
    current_or_none,
    gemeente,
    place_at,
    profile,
    release_by_id,
    releases,
)

__all__ = [
    "Correction",
    "Current",
    "correction",
    "current",
    "current_or_none",
    "gemeente",
    "place_at",
    "profile",
    "release_by_id",
    "releases",
]
