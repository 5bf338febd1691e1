"""The app of the API."""

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Link, RoomConfig

__all__ = ["ApiConfig"]


class ApiConfig(RoomConfig):
    """Figures for other programs."""

    name = "wijkwijzer_web.api"
    label = "api"
    verbose_name = _("API")
    footer_about = (Link("api-docs", _("API voor programma’s")),)
