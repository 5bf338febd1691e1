"""Methods over areas: pure functions on numpy arrays, each with the source it follows."""

from wijkwijzer.areas.methods.fdr import benjamini_hochberg
from wijkwijzer.areas.methods.theil_sen import theil_sen
from wijkwijzer.areas.methods.trend import Trends, common_path, trends

__all__ = ["Trends", "benjamini_hochberg", "common_path", "theil_sen", "trends"]
