"""The app of the operations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["OperationsConfig"]


class OperationsConfig(AppConfig):
    """Health and housekeeping."""

    name = "wijkwijzer_web.operations"
    label = "operations"
    verbose_name = _("Werking")
