"""The app of the portal."""

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Link, RoomConfig

__all__ = ["PortalConfig"]


class PortalConfig(RoomConfig):
    """Home and search."""

    name = "wijkwijzer_web.portal"
    label = "portal"
    verbose_name = _("Om te beginnen")
    doors = ("wijkwijzer_web.portal.became.pages.doors", "wijkwijzer_web.portal.mine.pages.doors")
    panels = ("wijkwijzer_web.portal.area.pages.panels", "wijkwijzer_web.portal.mine.pages.panels")
    catch_up = ("wijkwijzer_web.portal.mine.actions.catch_up",)
    retention = ("wijkwijzer_web.portal.mine.actions.forget_choices",)
    workplace = (Link("portal:desk", _("Wat er op je wacht")),)
    waiting = ("wijkwijzer_web.portal.quarter.queries.waiting",)
    found = ("wijkwijzer_web.portal.guide.queries.found",)
    help = ("wijkwijzer_web.portal.guide.queries.help_for",)
    starts = ("wijkwijzer_web.portal.start.pages.starts",)
    footer_became = (
        Link("portal:became", _("Wat is ervan geworden?")),
        Link("portal:mine", _("Mijn wijken")),
    )
    footer_about = (
        Link("portal:guide", _("Handleiding")),
        Link("portal:reuse", _("Voor andere systemen")),
    )
    sitemaps = ("wijkwijzer_web.portal.reuse.queries.sitemaps",)
    trouble = ("wijkwijzer_web.portal.reuse.queries.trouble",)
    letters = (
        "wijkwijzer_web.portal.start.queries.letters",
        "wijkwijzer_web.portal.mine.letters.letters",
    )
    removable = "mine"
