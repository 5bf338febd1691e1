"""The app's name and label."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Kind, RoomConfig

__all__ = ["FollowConfig"]


class FollowConfig(RoomConfig):
    """Promises, and mail about them."""

    name = "wijkwijzer_web.follow"
    label = "follow"
    verbose_name = _("beloften en volgers")
    erasures = (
        Kind("volger", "wijkwijzer_web.follow.mailing.actions.unfollow_again"),
        Kind("mail", "wijkwijzer_web.follow.outbox.actions.sent_again"),
    )
    retention = ("wijkwijzer_web.follow.outbox.actions.expire_mail",)
    trouble = ("wijkwijzer_web.follow.outbox.actions.troubles",)
    catch_up = ("wijkwijzer_web.follow.outbox.actions.catch_up",)
