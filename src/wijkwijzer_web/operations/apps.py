"""The app of the operations."""

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import RoomConfig

__all__ = ["OperationsConfig"]


class OperationsConfig(RoomConfig):
    """Health and housekeeping."""

    name = "wijkwijzer_web.operations"
    label = "operations"
    verbose_name = _("Werking")
    retention = ("wijkwijzer_web.operations.backup.remove_leftovers",)
