"""Reading areas and figures."""

from wijkwijzer_web.areas.queries.kept import keep_rows, kept_file, kept_rows, kept_series
from wijkwijzer_web.areas.queries.overlays import (
    NO_LAYERS,
    Layers,
    laid_over,
    layers_for,
    public_layers,
)
from wijkwijzer_web.areas.queries.postcodes import Postcode, at_postcode
from wijkwijzer_web.areas.queries.releases import (
    Correction,
    Current,
    any_shown,
    base_of,
    correction,
    current,
    current_or_none,
    gemeente,
    place_at,
    profile,
    release_by_id,
    releases,
)
from wijkwijzer_web.areas.queries.suggestions import Suggestions, suggested, suggestions

__all__ = [
    "NO_LAYERS",
    "Correction",
    "Current",
    "Layers",
    "Postcode",
    "Suggestions",
    "any_shown",
    "at_postcode",
    "base_of",
    "correction",
    "current",
    "current_or_none",
    "gemeente",
    "keep_rows",
    "kept_file",
    "kept_rows",
    "kept_series",
    "laid_over",
    "layers_for",
    "place_at",
    "profile",
    "public_layers",
    "release_by_id",
    "releases",
    "suggested",
    "suggestions",
]
