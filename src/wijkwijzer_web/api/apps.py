"""The app of the API."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["ApiConfig"]


class ApiConfig(AppConfig):
    """Figures for other programs."""

    name = "wijkwijzer_web.api"
    label = "api"
    verbose_name = _("API")
    footer_check = (("api-docs", _("API voor programma’s")),)
