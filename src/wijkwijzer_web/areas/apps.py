"""The app of the areas."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["AreasConfig"]


class AreasConfig(AppConfig):
    """Wijken: pages, figures and reports."""

    name = "wijkwijzer_web.areas"
    label = "areas"
    verbose_name = _("Wijken")
