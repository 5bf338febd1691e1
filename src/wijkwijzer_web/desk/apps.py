"""The app of the desk."""

from django.utils.translation import gettext_lazy as _

from wijkwijzer_web.core.rooms import Kind, Link, RoomConfig

__all__ = ["DeskConfig"]


class DeskConfig(RoomConfig):
    """Luisterloketten, knelpunten and what became of them."""

    name = "wijkwijzer_web.desk"
    label = "desk"
    verbose_name = _("Luisterloket")
    navigation = (Link("desk:desks", _("Luisterloket")),)
    workplace = (Link("desk:work-list", _("Werkplek luisterloket")),)
    doors = ("wijkwijzer_web.desk.counting.pages.doors",)
    footer_check = (
        Link("desk:changed", _("Regels veranderd")),
        Link("desk:bottlenecks", _("Knelpunten")),
    )
    erasures = (
        Kind("melder", "wijkwijzer_web.desk.listening.actions.erase_again"),
        Kind("melder-contact", "wijkwijzer_web.desk.listening.actions.forget_contact_again"),
        Kind("knelpuntvolger", "wijkwijzer_web.desk.bottlenecks.actions.unfollow_again"),
    )
    panels = ("wijkwijzer_web.desk.counting.pages.panels",)
    waiting = ("wijkwijzer_web.desk.counting.pages.waiting",)
    retention = ("wijkwijzer_web.desk.upkeep.actions.expire_desks",)
    removable = "reach"
