"""The core app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _

__all__ = ["CoreConfig", "InstallationAdminConfig"]


class InstallationAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our own site."""

    default = False
    default_site = "wijkwijzer_web.core.admin_site.InstallationAdmin"


class CoreConfig(AppConfig):
    """People, organisations, audit, jobs and plain pages."""

    name = "wijkwijzer_web.core"
    label = "core"
    verbose_name = _("Beheer")
    erasures = {"account": "wijkwijzer_web.core.actions.anonymise_again"}  # noqa: RUF012
    footer_about = (
        ("core:accessibility", _("Toegankelijkheid")),
        ("core:privacy", _("Privacy")),
        ("account_login", _("Inloggen")),
    )

    def ready(self) -> None:
        """Listen to logins."""
        from wijkwijzer_web.core import signals  # noqa: F401 - registers the receivers
