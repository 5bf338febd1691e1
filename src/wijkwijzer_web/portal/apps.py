"""The app of the portal."""

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Link, RoomConfig

__all__ = ["PortalConfig"]


class PortalConfig(RoomConfig):
    """Home and search."""

    name = "wijkwijzer_web.portal"
    label = "portal"
    verbose_name = _("Portaal")
    workplace = (Link("portal:desk", _("Wat er op je wacht")),)
