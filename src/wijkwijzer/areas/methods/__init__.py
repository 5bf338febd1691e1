"""Methods over areas: pure functions on numpy arrays, each with the source it follows."""

from wijkwijzer.areas.methods.combine import Combined, combine
from wijkwijzer.areas.methods.common_break import common_breaks
from wijkwijzer.areas.methods.fdr import benjamini_hochberg
from wijkwijzer.areas.methods.intervals import suppressed_sum, year_to_year
from wijkwijzer.areas.methods.peers import Peers, find_peers
from wijkwijzer.areas.methods.positions import (
    FEWEST_RESIDENTS,
    Positions,
    percentile_of,
    positions,
    positions_among,
    side_of_middle,
)
from wijkwijzer.areas.methods.small_areas import merge_small
from wijkwijzer.areas.methods.theil_sen import theil_sen
from wijkwijzer.areas.methods.trend import Trends, common_path, trends
from wijkwijzer.areas.methods.turning_point import TurningPoints, turning_points

__all__ = [
    "FEWEST_RESIDENTS",
    "Combined",
    "Peers",
    "Positions",
    "Trends",
    "TurningPoints",
    "benjamini_hochberg",
    "combine",
    "common_breaks",
    "common_path",
    "find_peers",
    "merge_small",
    "percentile_of",
    "positions",
    "positions_among",
    "side_of_middle",
    "suppressed_sum",
    "theil_sen",
    "trends",
    "turning_points",
    "year_to_year",
]
