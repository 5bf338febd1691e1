"""The core app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["CoreConfig"]


class CoreConfig(AppConfig):
    """People, organisations, audit, jobs and plain pages."""

    name = "wijkwijzer_web.core"
    label = "core"
    verbose_name = _("Beheer")
    footer_about = (("core:accessibility", _("Toegankelijkheid")), ("core:privacy", _("Privacy")))
