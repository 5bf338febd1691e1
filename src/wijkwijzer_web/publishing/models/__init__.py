"""The tables of publishing."""

from wijkwijzer_web.publishing.models.archive import ArchiveRule
from wijkwijzer_web.publishing.models.publication import Publication
from wijkwijzer_web.publishing.models.usage import DailyUse

__all__ = ["ArchiveRule", "DailyUse", "Publication"]
