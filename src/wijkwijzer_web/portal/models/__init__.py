"""The tables of the portal."""

from wijkwijzer_web.portal.models.followed import FollowedAreas

__all__ = ["FollowedAreas"]
