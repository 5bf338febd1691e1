"""The app's name and label."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import RoomConfig

__all__ = ["PublishingConfig"]


class PublishingConfig(RoomConfig):
    """Documents that are edited, published and taken back."""

    name = "wijkwijzer_web.publishing"
    label = "publishing"
    verbose_name = _("publicaties")
    farewells = ("wijkwijzer_web.publishing.files.farewell.farewell",)
    privacy_template = "publishing/privacy_deel.html"
    retention = ("wijkwijzer_web.publishing.usage.actions.forget_use",)
