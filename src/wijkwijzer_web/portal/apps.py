"""The app of the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["PortalConfig"]


class PortalConfig(AppConfig):
    """Home and search."""

    name = "wijkwijzer_web.portal"
    label = "portal"
    verbose_name = _("Portaal")
