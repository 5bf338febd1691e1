"""The tables of publishing."""

from wijkwijzer_web.publishing.models.publication import Publication

__all__ = ["Publication"]
