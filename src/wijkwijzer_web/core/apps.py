"""The core app."""

from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Kind, Link, RoomConfig

__all__ = ["CoreConfig", "InstallationAdminConfig"]


class InstallationAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our own site."""

    default = False
    default_site = "wijkwijzer_web.core.admin_site.InstallationAdmin"


class CoreConfig(RoomConfig):
    """People, organisations, audit, jobs and plain pages."""

    name = "wijkwijzer_web.core"
    label = "core"
    verbose_name = _("Beheer")
    erasures = (
        Kind("account", "wijkwijzer_web.core.people.actions.anonymise_again"),
        Kind("organisatie", "wijkwijzer_web.core.leaving.removing.remove_again"),
    )
    waiting = ("wijkwijzer_web.core.leaving.queries.waiting",)
    letters = ("wijkwijzer_web.core.mailing.letters.letters",)
    workplace = (
        Link("wagtailadmin_home", _("Pagina’s schrijven"), "write-pages"),
        Link("core:leaving-list", _("Alles meenemen"), "manage-members"),
    )
    exports = ("wijkwijzer_web.core.leaving.pages.export",)
    arrivals = ("wijkwijzer_web.core.leaving.actions.arrive",)
    retention = ("wijkwijzer_web.core.leaving.actions.expire_archives",)
    footer_about = (
        Link("core:accessibility", _("Toegankelijkheid")),
        Link("core:privacy", _("Privacy")),
        Link("account_login", _("Inloggen")),
    )

    def ready(self) -> None:
        """Listen to logins; give the editor its script."""
        from wijkwijzer_web.core.people import signals  # noqa: F401 - registers the receivers
        from wijkwijzer_web.core.shell import editor  # noqa: F401 - registers the hook
