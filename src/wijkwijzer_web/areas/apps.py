"""The app of the areas."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["AreasConfig"]


class AreasConfig(AppConfig):
    """Wijken: pages, figures and reports."""

    name = "wijkwijzer_web.areas"
    label = "areas"
    verbose_name = _("Wijken")
    navigation = (("areas:gemeenten", _("Wijken")),)
    footer_check = (
        ("areas:methods", _("Methoden")),
        ("areas:sources", _("Bronnen")),
        ("areas:indicators", _("Alle cijfers")),
    )
