"""The tables of following."""

from wijkwijzer_web.follow.models.follower import Follower
from wijkwijzer_web.follow.models.outgoing import Outgoing
from wijkwijzer_web.follow.models.promise import Promise

__all__ = ["Follower", "Outgoing", "Promise"]
